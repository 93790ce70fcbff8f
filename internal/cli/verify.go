package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"credit/internal/batch"
	"credit/internal/intake"
	"credit/internal/roster"
	"credit/internal/rubric"
	"credit/internal/seal"
	"credit/internal/verify"
	"credit/internal/yearend"
)

type verifyFlags struct {
	resultFlags
	key, previous, json, password, corrections, roster string
	inputs                                             []string
}

func newVerify(c console) *cobra.Command {
	var flags verifyFlags
	cmd := &cobra.Command{
		Use:                   "verify 结果文件夹 [选项]",
		DisableFlagsInUseLine: true,
		Short:                 "核验评分结果有没有被改动",
		Long: `核验结果文件夹与评分时写下的清单（manifest.json）是否一致：文件是否原样、缺少或
后加；被改动的工作簿指出工作表、行和列。--key 核对签名；--inputs 给出填报，
在内存里重新评分，逐人核对身份、填报、得分、合计、等级和未评分原因。

说出哪一行哪一列要靠结果文件夹里的 manifest.key，它与身份证件号码一样不要公开。

退出码：0 与评分时一致；1 有不同；2 没有完成。`,
		Example: `  credit verify 评分结果 --key 封存.key.pub
  credit verify 评分结果 --inputs 各校填报
  credit verify 2026结果 --previous 2025结果/manifest.json --json 核验.jsonl`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return hinted{fmt.Errorf("一次核验一个结果文件夹，这里给了 %d 个", len(args)), "例如：credit verify 评分结果"}
			}
			return nil
		},
		PreRunE: func(cmd *cobra.Command, _ []string) error { return refuseEmpty(cmd.Flags()) },
		RunE:    func(cmd *cobra.Command, args []string) error { return runVerify(cmd.Context(), c, flags, args[0]) },
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&flags.key, "key", "", "用这个公钥`文件`核对签名")
	f.StringArrayVar(&flags.inputs, "inputs", nil, "当时的填报工作簿或`文件夹`，重新评分来核对；可以写几次")
	f.StringVar(&flags.corrections, "corrections", "", "评分时执行过更正的，给出当时的`台账`（配合 --inputs）")
	f.StringVar(&flags.roster, "roster", "", "评分时对照的`名册`，汇总也重新核对（配合 --inputs）")
	f.StringVar(&flags.previous, "previous", "", "上一年度的清单`文件`（manifest.json），核对年度衔接")
	f.StringVar(&flags.json, "json", "", "每处不同一行的 JSON 行写到`文件`（- 为标准输出）")
	f.StringVar(&flags.password, "password", "", "打开加密填报工作簿的`密码`")
	flags.add(f)
	flags.addStats(f)
	noteRubric(f)
	return cmd
}

// noteRubric words the option for a command that may score again.
func noteRubric(f *pflag.FlagSet) {
	f.Lookup("rubric").Usage = "评分工作簿里存下的评分标准不能用时，给出当时的`文件`"
}

// runVerify is the command: options, one check, what it came to.
func runVerify(ctx context.Context, c console, flags verifyFlags, dir string) error {
	defer batch.EaseCollector()()
	defer flags.tellStats(c.err)
	o, err := flags.options(dir)
	if err != nil {
		return err
	}
	out := products{files: []product{{option: "--json", path: flags.json}}}
	taken := append(flags.taken(o.Inputs), flags.sources(dir)...)
	if err := out.refuse(taken); err != nil {
		return err
	}
	progress := &batch.Progress{}
	stop := showProgress(c.err, "核验", progress, len(o.Inputs), flags.quiet)
	report, err := verify.Check(ctx, o, progress)
	stop()
	if err != nil {
		return err
	}
	out.files[0].write = func(w io.Writer) error { return writeDifferences(w, report) }
	if err := out.deliver(c); err != nil {
		return err
	}
	if flags.json != standardOutput && !flags.quiet {
		if err := out.shown(c, showReport(c.out, dir, report)); err != nil {
			return err
		}
	}
	if report.IsDifferent() {
		return errFindings
	}
	return nil
}

// sources are the files of a folder of results that no output may replace.
func (flags *verifyFlags) sources(dir string) (paths []string) {
	for _, path := range []string{flags.key, flags.previous, flags.corrections, flags.roster} {
		if path != "" {
			paths = append(paths, path)
		}
	}
	entries, _ := os.ReadDir(dir) // a folder that cannot be read is refused later
	for _, entry := range entries {
		paths = append(paths, dir+string(os.PathSeparator)+entry.Name())
	}
	return paths
}

// options turns flags into what is checked.
func (flags *verifyFlags) options(dir string) (o verify.Options, err error) {
	o = verify.Options{Dir: dir, Version: Version, Password: flags.password, Jobs: flags.jobs, Stats: flags.counts, Rescore: flags.inputs != nil}
	if flags.jobs < 1 {
		return o, hinted{errors.New("--jobs 至少是 1"), "不写 --jobs 就按处理器核数"}
	}
	if o.Rubrics, err = flags.known(); err != nil {
		return o, err
	}
	if flags.key != "" {
		if o.Public, err = readPublicKey(flags.key); err != nil {
			return o, err
		}
	}
	if flags.previous != "" {
		if o.Previous, _, err = readManifest(flags.previous); err != nil {
			return o, hinted{err, "--previous 后面请写上一年度结果文件夹里的 manifest.json"}
		}
	}
	if flags.inputs == nil && flags.corrections != "" {
		return o, hinted{errors.New("--corrections 要与 --inputs 同用"), "请用 --inputs 给出当时的填报工作簿"}
	}
	if flags.inputs == nil && flags.roster != "" {
		return o, hinted{errors.New("--roster 要与 --inputs 同用"), "请用 --inputs 给出当时的填报工作簿"}
	}
	if flags.inputs == nil {
		return o, nil
	}
	o.RosterPath = flags.roster
	o.Roster = func(path string, r *rubric.Rubric) (*roster.Roster, error) {
		read, err := readRoster(path, flags.password, r)
		return read.Roster, err
	}
	if o.CorrectionsPath = flags.corrections; flags.corrections != "" {
		o.Corrections = func(r *rubric.Rubric) (*yearend.Corrections, error) {
			return readCorrections(flags.corrections, flags.password, r, false)
		}
	}
	list, err := intake.Gather(flags.inputs)
	if empty := (intake.EmptyError{}); errors.As(err, &empty) {
		return o, hinted{err, "--inputs 后面请写评分时的填报工作簿，或存放它们的文件夹"}
	}
	o.Inputs = slices.DeleteFunc(list.Files, func(f intake.File) bool {
		return flags.corrections != "" && isAmong(f.Path, []string{flags.corrections})
	})
	return o, err
}

func readPublicKey(path string) (*seal.PublicKey, error) {
	text, err := readSmall(path, "公钥", seal.MostKey)
	if err != nil {
		return nil, err
	}
	key, err := seal.ParsePublicKey(text)
	if err != nil {
		return nil, hinted{fmt.Errorf("“%s”%w", path, err), "请给出 credit seal --new-key 写出的 .pub 文件"}
	}
	return &key, nil
}

// writeDifferences writes a line of JSON for each difference.
func writeDifferences(w io.Writer, report *verify.Report) (err error) {
	var line []byte
	for i := range report.Differences {
		if line, err = report.Differences[i].AppendJSON(line[:0]); err != nil {
			return err
		}
		if _, err := w.Write(line); err != nil {
			return err
		}
	}
	return nil
}

// signatureWords say what a signature is worth.
func signatureWords(r *verify.Report) string {
	switch r.Signature {
	case seal.Good:
		return "有效（密钥 " + r.SignedBy + "）"
	case seal.Bad:
		return "无效：清单或签名被改动过"
	case seal.OtherKey:
		return "出自另一把密钥（" + r.SignedBy + "），不是 --key 给出的这一把"
	case seal.Unreadable:
		return "不能读取，或者已经损坏"
	case seal.Unchecked:
		return "有（密钥 " + r.SignedBy + "），没有核对：请用 --key 给出公钥"
	}
	return "没有：清单自己也可能被改写，没有签名不能证明什么；评分后请用 credit seal 封存"
}
