package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"credit/internal/batch"
	"credit/internal/output"
	"credit/internal/practitioner"
	"credit/internal/render"
	"credit/internal/rubric"
	"credit/internal/seal"
	"credit/internal/verify"
)

type sealFlags struct {
	key, newKey string
	oldKey      string
}

func newSeal(c console) *cobra.Command {
	var flags sealFlags
	cmd := &cobra.Command{
		Use:                   "seal 结果文件夹 --key 私钥文件 | --new-key 私钥文件",
		DisableFlagsInUseLine: true,
		Short:                 "封存评分结果：给清单签名",
		Long: `先核对结果文件夹与它的清单（manifest.json）完全一致，再用私钥给清单签名，
写出 manifest.json.minisig，显示校验码。以后哪处被改动，用 credit verify 找出。

--new-key 造一对密钥：私钥用口令加密，自己保管；公钥（文件名后加 .pub）交给核验
的人。口令在屏幕上询问，不显示；没有屏幕时从标准输入读一行。签名是 minisign
格式，没有本程序也能核验：minisign -V -p 公钥 -m manifest.json

封存过的结果要保留（第二十条）：credit score 不再替换它；封存以后清单或签名被
改动过的，不重新封存。

退出码：0 完成；2 没有完成，什么也没有写出。`,
		Example: `  credit seal --new-key 封存.key
  credit seal 评分结果 --key 封存.key`,
		Args:    flags.args,
		PreRunE: func(cmd *cobra.Command, _ []string) error { return refuseEmpty(cmd.Flags()) },
		RunE: func(cmd *cobra.Command, args []string) error {
			if flags.newKey != "" {
				return newSigningKey(cmd.Context(), c, flags.newKey)
			}
			return runSeal(cmd.Context(), c, flags, args[0])
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&flags.key, "key", "", "用这个私钥`文件`签名")
	f.StringVar(&flags.newKey, "new-key", "", "造一对新的密钥：私钥写到`文件`，公钥写到“文件.pub”")
	f.StringVar(&flags.oldKey, "old-key", "", "换一把密钥重新签名时，给出原来的公钥`文件`，核对有效才替换")
	return cmd
}

// args asks for one folder, or for none where a key is made.
func (flags *sealFlags) args(_ *cobra.Command, args []string) error {
	switch {
	case flags.newKey != "" && (len(args) > 0 || flags.key != ""):
		return hinted{errors.New("--new-key 只造密钥，不能同时封存"), "先 credit seal --new-key 封存.key，再 credit seal 评分结果 --key 封存.key"}
	case flags.newKey != "":
		return nil
	case len(args) != 1:
		return hinted{fmt.Errorf("一次封存一个结果文件夹，这里给了 %d 个", len(args)), "例如：credit seal 评分结果 --key 封存.key"}
	case flags.key == "":
		return hinted{errors.New("没有说明用哪把私钥（--key）"), "还没有密钥的，先用 credit seal --new-key 封存.key 造一对"}
	}
	return nil
}

// newSigningKey makes a pair of keys. Neither file may stand already: a key
// that is lost cannot be made again.
func newSigningKey(ctx context.Context, c console, path string) error {
	public := path + ".pub"
	for _, place := range []string{path, public} {
		if _, err := os.Lstat(place); err == nil {
			return hinted{fmt.Errorf("“%s”已经存在，不能覆盖密钥", place), "请换一个文件名"}
		}
	}
	if dir, err := os.Stat(filepath.Dir(path)); err != nil || !dir.IsDir() {
		return fmt.Errorf("不能写入“%s”：没有这个文件夹", path)
	}
	if err := refuseInResults(path); err != nil {
		return err
	}
	passphrase, err := askPassphrase(ctx, c.err, true)
	if err != nil {
		return err
	}
	secretText, publicText, err := seal.NewSigningKey(passphrase)
	if err != nil {
		return fmt.Errorf("不能造密钥：%w", err)
	}
	var files output.Files
	defer files.Close()
	for _, one := range []struct {
		path string
		text []byte
	}{{path, secretText}, {public, publicText}} {
		if err := writeFile(files.Create, one.path, writes(one.text)); err != nil {
			return cannotWrite(one.path, err)
		}
	}
	if err := files.Publish(public); err != nil { // it is to be given away
		return cannotWrite(public, err)
	}
	if err := files.Commit(); err != nil {
		return err
	}
	path, public = practitioner.MaskWithin(path), practitioner.MaskWithin(public)
	return render.Closing(c.out, []string{
		"私钥写在“" + path + "”：请另存一份备份，不要交给别人，也不要放在结果文件夹里；口令忘了无法找回。",
		"公钥写在“" + public + "”：交给要核验的人，例如 credit verify 评分结果 --key " + public,
	}, terminalWidth(c.out))
}

func writes(text []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	}
}

// runSeal signs the manifest of a folder that is as it was written.
func runSeal(ctx context.Context, c console, flags sealFlags, dir string) error {
	secret, err := readSecret(flags.key)
	if err != nil {
		return err
	}
	before, err := sound(ctx, dir, true)
	if err != nil {
		return err
	}
	// From here on nobody else writes into the folder.
	to, err := output.OpenBeside(dir, true, func(string) bool { return true })
	if err != nil {
		return err
	}
	defer to.Close()
	passphrase, err := askPassphrase(ctx, c.err, false)
	if err != nil {
		return err
	}
	key, err := seal.OpenSecretKey(secret, passphrase)
	if err != nil {
		return hinted{fmt.Errorf("不能用“%s”签名：%w", flags.key, err), "请重新输入口令；什么也没有写出"}
	}
	// Once more: somebody may have saved a workbook while the passphrase was asked.
	report, err := sound(ctx, dir, false)
	if err == nil && report.Digest != before.Digest {
		err = fmt.Errorf("“%s”在处理期间被改动，没有封存；请重新运行", dir)
	}
	if err != nil {
		return err
	}
	if err := flags.refuseSealed(dir, report, key.Public()); err != nil {
		return err
	}
	if err := writeSignature(to, key.Sign(report.Text)); err != nil {
		return err
	}
	place := to.Path(output.SignatureName)
	facts := [][2]string{
		{"校验码", report.Digest}, {"密钥", key.Public().ID()}, {"签名", practitioner.MaskWithin(place)},
		{"结果文件", fmt.Sprintf("%d 个，都与清单一致", len(report.Files))},
	}
	if before := report.SignedBy; before != "" && before != key.Public().ID() {
		facts = append(facts, [2]string{"原来的签名", "出自另一把密钥 " + before + "，用那把公钥核对过，有效；已经替换"})
	}
	return render.Facts(c.out, practitioner.MaskWithin("已封存“"+dir+"”"), facts, terminalWidth(c.out))
}

// readSecret reads a secret key, still locked.
func readSecret(path string) ([]byte, error) {
	if err := refuseInResults(path); err != nil {
		return nil, err
	}
	secret, err := readSmall(path, "私钥", seal.MostKey)
	if _, missing := os.Stat(path); err != nil && !errors.Is(missing, fs.ErrNotExist) {
		return nil, err
	}
	if err != nil {
		return nil, hinted{err, "私钥丢了就不能再用它封存：请用 credit seal --new-key 另造一对，并告诉核验的人换用新公钥"}
	}
	if err := seal.CheckSecretKey(secret); err != nil {
		return nil, hinted{fmt.Errorf("“%s”%w", path, err), "请给出 credit seal --new-key 造的私钥文件"}
	}
	return secret, nil
}

// writeSignature puts a signature in place.
func writeSignature(to *output.Folder, signature []byte) error {
	if err := to.Claim(output.SignatureName); err != nil {
		return err
	}
	create := func(string) (*os.File, error) { return to.Create(output.SignatureName) }
	if err := writeFile(create, output.SignatureName, writes(signature)); err != nil {
		return cannotWrite(to.Path(output.SignatureName), err)
	}
	return to.Commit()
}

// sound checks a folder, which must be what its manifest says.
// thorough also holds every row against its record, though the digests fit.
func sound(ctx context.Context, dir string, thorough bool) (*verify.Report, error) {
	own, err := loadRubric("")
	if err != nil {
		return nil, err
	}
	o := verify.Options{Dir: dir, Version: Version, Rubrics: []*rubric.Rubric{own}, Jobs: 1, Thorough: thorough}
	report, err := verify.Check(ctx, o, &batch.Progress{})
	if err != nil {
		return nil, err
	}
	return report, refuseAltered(dir, report)
}

// refuseSealed refuses to sign where a signature stands already. One of this
// key that does not hold tells that somebody altered the manifest: to sign it
// again would hide that, whatever is forced.
func (flags *sealFlags) refuseSealed(dir string, report *verify.Report, key seal.PublicKey) error {
	if report.Signature == seal.Missing {
		return nil
	}
	verdict := report.Signature
	if report.SignedBy != "" {
		verdict = key.CheckSignature(report.Text, report.SignatureText)
	}
	if verdict == seal.OtherKey && flags.oldKey != "" {
		old, err := readPublicKey(flags.oldKey)
		if err != nil {
			return err
		}
		if verdict = old.CheckSignature(report.Text, report.SignatureText); verdict == seal.Good {
			return nil
		}
	}
	switch verdict {
	case seal.OtherKey:
		return hinted{fmt.Errorf("“%s”已经封存过，签名出自另一把密钥 %s", dir, report.SignedBy),
			"确要换这把密钥重新签名，请用 --old-key 给出那把公钥，核对有效才替换"}
	case seal.Good:
		return hinted{fmt.Errorf("“%s”已经封存过（密钥 %s），签名有效", dir, report.SignedBy), "不用再封存"}
	}
	return hinted{fmt.Errorf("“%s”已经封存过，而签名与清单不符：封存以后清单或签名被改动过，没有重新封存", dir),
		"请用 credit verify --key 核对，找回原来的 manifest.json 和 manifest.json.minisig，或用另一个 -o 重新评分"}
}

// refuseInResults refuses a secret key in a folder of results, which goes from
// hand to hand.
func refuseInResults(path string) error {
	dir := filepath.Dir(path)
	names, err := output.Results(dir)
	if err != nil || len(names) == 0 {
		return nil // a folder that cannot be read is told by whoever uses the key
	}
	return hinted{fmt.Errorf("私钥“%s”不能放在结果文件夹里：“%s”里有评分结果（%s）", path, dir, names[0]), "请把私钥另存一处，自己保管"}
}

// refuseAltered refuses to sign for what is not as it was written.
func refuseAltered(dir string, report *verify.Report) error {
	const most = 10
	var lines []string
	for i := range report.Differences {
		d := &report.Differences[i]
		if d.Kind == verify.Signature && d.File == output.SignatureName {
			continue // it is about to be written
		}
		lines = append(lines, strings.TrimSpace(d.File+" "+d.Place())+"："+d.Text())
	}
	if len(lines) == 0 {
		return nil
	}
	if left := len(lines) - most; left > 0 {
		lines = append(lines[:most], fmt.Sprintf("……另有 %d 处", left))
	}
	return errors.New("“" + dir + "”评分以后被改动过，没有封存；请重新评分，或找回原来的文件：\n" + strings.Join(lines, "\n"))
}

// askPassphrase asks on the terminal, without showing what is typed; twice
// for a new one. Where standard input is no terminal it is a line of it.
func askPassphrase(ctx context.Context, w io.Writer, twice bool) (string, error) {
	in := int(os.Stdin.Fd())
	if !term.IsTerminal(in) {
		line, err := unlessStopped(ctx, func() (string, error) {
			return bufio.NewReader(io.LimitReader(os.Stdin, seal.MostKey)).ReadString('\n')
		})
		if err != nil && !errors.Is(err, io.EOF) {
			return "", fmt.Errorf("不能从标准输入读口令：%w", err)
		}
		return checkPassphrase(strings.TrimRight(line, "\r\n"))
	}
	passphrase, err := askOnce(ctx, w, in, "私钥的口令（输入时不显示）：")
	if err != nil {
		return "", err
	}
	if passphrase, err = checkPassphrase(passphrase); err != nil || !twice {
		return passphrase, err
	}
	again, err := askOnce(ctx, w, in, "再输入一遍：")
	if err == nil && again != passphrase {
		err = errors.New("两次输入的口令不一样，没有造密钥")
	}
	return passphrase, err
}

// askOnce asks on the terminal. One that is interrupted shows what is typed
// again.
func askOnce(ctx context.Context, w io.Writer, in int, words string) (string, error) {
	shows, err := term.GetState(in)
	if err != nil {
		return "", errors.New("不能在屏幕上询问口令")
	}
	fmt.Fprint(w, words)
	text, err := unlessStopped(ctx, func() (string, error) {
		text, err := term.ReadPassword(in)
		return string(text), err
	})
	fmt.Fprintln(w)
	switch {
	case errors.Is(err, context.Canceled):
		_ = term.Restore(in, shows)
		return "", err
	case err != nil:
		return "", errors.New("没有读到口令")
	}
	return text, nil
}

// unlessStopped reads what a person types, and does not wait for it once the
// program was told to stop.
func unlessStopped(ctx context.Context, read func() (string, error)) (string, error) {
	type line struct {
		text string
		err  error
	}
	typed := make(chan line, 1)
	go func() {
		text, err := read()
		typed <- line{text, err}
	}()
	select {
	case <-ctx.Done():
		return "", context.Canceled
	case one := <-typed:
		return one.text, one.err
	}
}

func checkPassphrase(passphrase string) (string, error) {
	if strings.TrimSpace(passphrase) == "" {
		return "", hinted{errors.New("口令是空的"), "请在询问时输入口令，或把它作为一行送到标准输入"}
	}
	return passphrase, nil
}
