package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"credit/internal/batch"
	"credit/internal/graded"
	"credit/internal/output"
	"credit/internal/render"
	"credit/internal/result"
	"credit/internal/results"
	"credit/internal/rubric"
	"credit/internal/sheet"
	"credit/internal/simulate"
	"credit/internal/stamp"
)

type simulateFlags struct {
	resultFlags
	rules     ruleFlags
	out, json string
	force     bool
	assume    bool
}

// formerRubric is the option for rubrics that graded workbooks do not carry:
// --rubric names the rules of the simulation here.
const formerRubric = "old-rubric"

func newSimulate(c console) *cobra.Command {
	var flags simulateFlags
	cmd := &cobra.Command{
		Use:                   "simulate 文件或文件夹… [选项]",
		DisableFlagsInUseLine: true,
		Short:                 "模拟测算：换一份规则，谁的等级会变",
		Long: `按另一份评分标准（--rubric）或加上县（市）区的细则（--overlay），重算评分工作簿
里已有的填报：谁会升级、降级，谁会变为 E、不再是 E，是哪些指标、底线或等级线引
起的。填报原样不动，评分结果不变。还没有施行的规则也可以测算；评分时用过、测算
时仍要用的细则，要一起给出。

细则才开始允许“不适用”时，以前没有人这样填：用 --not-applicable 看都这样
填了会怎样。

这是测算，不是评分结果：写出的工作簿处处写明，别的命令都不把它当作结果，
也不能写进放着评分结果的文件夹或其中的文件夹。

--json 每行一个等级变化或不能测算的人：
  simulated（总是 true）、id、name、county、school、post；
  before、after：total、grade、direct，有不适用的另有 literal（按附件的总分）；
  indicators：指标的原得分和模拟得分，不适用的按折算，截到两位小数；
  cause：points（得分）、floor（底线）、line（等级线）；lines：改了的线；
  不能测算的没有 after，unusable 是原因。

退出码：0 完成；1 完成，但有评分工作簿没有读入，或只有一部分注明了年度；
2 没有完成，什么也没有写出。`,
		Example: `  credit simulate 评分结果 --rubric 征求意见稿.yaml
  credit simulate 评分结果 --overlay 幼儿园细则.yaml
  credit simulate 评分结果 --rubric 新.yaml -o 测算.xlsx --json 测算.jsonl`,
		Args:    someFiles("没有说明用哪些评分工作簿测算", "例如：credit simulate 评分结果 --rubric 征求意见稿.yaml"),
		PreRunE: func(cmd *cobra.Command, _ []string) error { return refuseEmpty(cmd.Flags()) },
		RunE:    func(cmd *cobra.Command, args []string) error { return runSimulate(cmd.Context(), c, flags, args) },
	}
	f := cmd.Flags()
	f.SortFlags = false
	flags.rules.addRules(f)
	f.StringVarP(&flags.out, "out", "o", simulate.Name+".xlsx", "模拟测算的工作簿（附图）写到`文件`，默认 "+simulate.Name+".xlsx")
	f.Lookup("out").DefValue = ""
	f.StringVar(&flags.json, "json", "", "每行一人的 JSON 行写到`文件`（- 为标准输出）")
	f.BoolVar(&flags.assume, "not-applicable", false, "假定细则允许填“不适用”的，都这样填了")
	f.BoolVar(&flags.force, "force", false, "替换以前写的模拟测算")
	flags.addFormer(f, formerRubric)
	flags.addReading(f)
	return cmd
}

// runSimulate is the command: options, one reading, what it would come to.
func runSimulate(ctx context.Context, c console, flags simulateFlags, args []string) error {
	defer batch.EaseCollector()()
	if len(flags.rules.files()) == 0 {
		return hinted{errors.New("没有说明按哪一份规则测算"), "请用 --rubric 给出另一份评分标准，或用 --overlay 加上细则，例如：credit simulate 评分结果 --rubric 征求意见稿.yaml"}
	}
	other, _, err := flags.rules.load("") // of whatever year: the rules may not be in force yet
	if err != nil {
		return err
	}
	in, passed, err := flags.gather(args)
	if err != nil {
		return err
	}
	out := flags.products()
	if err := flags.refuse(&out, in); err != nil {
		return err
	}
	s := &simulating{flags: flags, c: c, other: other}
	if err := s.read(ctx, in, passed, args); err != nil {
		return err
	}
	s.fill(&out)
	return s.finish(&out)
}

// products are the files that the options ask for, still without content.
func (flags *simulateFlags) products() products {
	return products{
		paper: paper{path: flags.out, kind: stamp.Simulation, force: flags.force, title: simulate.Name},
		files: []product{{option: "--json", path: flags.json}},
	}
}

// refuse refuses outputs that would be taken for results: beside those of a
// scoring, or under a name of theirs.
func (flags *simulateFlags) refuse(out *products, in results.Options) error {
	for _, one := range [][2]string{{"-o", flags.out}, {"--json", flags.json}} {
		option, path := one[0], one[1]
		if path == "" || path == standardOutput {
			continue
		}
		if output.IsResult(filepath.Base(path)) {
			return hinted{fmt.Errorf("%s 不能叫“%s”：这个文件名是评分结果的，模拟测算不是评分结果", option, path), "请换一个文件名，例如 " + simulate.Name + filepath.Ext(path)}
		}
		if err := refuseBeside(option, path); err != nil {
			return err
		}
	}
	return out.refuse(append(flags.taken(in.Files), flags.rules.files()...))
}

// refuseBeside refuses an output in a folder with results, or in one somewhere
// below that of a scoring.
func refuseBeside(option, path string) error {
	found, err := output.Results(filepath.Dir(path))
	if err != nil {
		return err
	}
	if len(found) > 0 {
		return hinted{fmt.Errorf("%s 的“%s”和评分结果（%s）在同一个文件夹里：模拟测算不是评分结果，不能放在一起", option, path, found[0]), "请写到别的文件夹"}
	}
	if dir := scoringAbove(path); dir != "" {
		return hinted{fmt.Errorf("%s 的“%s”在评分结果的文件夹“%s”里：模拟测算不是评分结果，不能放在一起", option, path, filepath.Base(dir)), "请写到别的文件夹"}
	}
	return nil
}

// scoringAbove is the folder above that of a path in which a scoring put its
// results, "" where there is none. A folder that cannot be read is none.
func scoringAbove(path string) string {
	dir, err := filepath.Abs(filepath.Dir(path))
	if err != nil {
		return ""
	}
	if resolved, err := filepath.EvalSymlinks(dir); err == nil {
		dir = resolved
	}
	for above := filepath.Dir(dir); above != dir; dir, above = above, filepath.Dir(above) {
		found, err := output.Results(above)
		if err == nil && slices.Contains(found, output.ManifestName) && slices.Contains(found, output.SummaryName) {
			return above
		}
	}
	return ""
}

// simulating is one run of the command.
type simulating struct {
	flags      simulateFlags
	c          console
	other      *rubric.Rubric
	simulation *simulate.Simulation
	// partial says that something could not be read, or has no year.
	partial bool
}

// read reads the results and judges them by the other rules.
func (s *simulating) read(ctx context.Context, in results.Options, passed, args []string) error {
	books := make([]*simulate.Book, len(in.Files))
	set, err := readResults(ctx, s.c, "测算", s.flags.quiet, in, func(b *results.Book) results.Visit {
		book := simulate.NewBook(b.Rubric, s.other)
		if s.flags.assume {
			book.AssumeNotApplicable()
		}
		books[b.Index] = book
		return func(p *graded.Person, res *result.Result) error {
			book.Add(p, res)
			return nil
		}
	})
	if err != nil {
		return err
	}
	renameRubricOption(set)
	announceResults(s.c.err, passed, set)
	if err := needBooks(set, args); err != nil {
		return err
	}
	unnamed, err := oneYear(set)
	if err != nil {
		return err
	}
	remindOfYears(s.c.err, set)
	s.partial = len(set.Refused) > 0 || len(unnamed) > 0
	return s.simulate(set, books)
}

// simulate puts together what the books of the set came to.
func (s *simulating) simulate(set *results.Set, all []*simulate.Book) (err error) {
	var books []*simulate.Book
	people := 0
	for _, b := range set.Books {
		books, people = append(books, all[b.Index]), people+b.Graded+b.Held
	}
	if s.simulation, err = simulate.New(s.other, set.Rubrics(), set.Years(), books, people); err != nil {
		return err
	}
	s.simulation.Version = Version
	return nil
}

// renameRubricOption puts the name that the option has here into what is wrong
// with workbooks that do not carry their rubric.
func renameRubricOption(set *results.Set) {
	for _, refused := range set.Refused {
		for i, fault := range refused.Faults {
			refused.Faults[i] = strings.ReplaceAll(fault, "--rubric", "--"+formerRubric)
		}
	}
}

// fill gives the products their content.
func (s *simulating) fill(p *products) {
	p.paper.pages = s.simulation.Pages()
	p.paper.subject, p.paper.head, p.paper.foot = simulate.Name+"，不是评分结果", simulate.Sentence, simulate.Sentence
	p.files[0].write = func(w io.Writer) error {
		var line []byte
		for _, person := range s.simulation.People {
			line = person.AppendJSON(line[:0])
			if _, err := w.Write(line); err != nil {
				return err
			}
		}
		return nil
	}
}

// finish writes everything.
func (s *simulating) finish(out *products) error {
	if err := out.deliver(s.c); err != nil {
		return err
	}
	if s.flags.json != standardOutput && !s.flags.quiet {
		if err := out.shown(s.c, s.show(s.c.out)); err != nil {
			return err
		}
	}
	if s.partial {
		return errFindings
	}
	return nil
}

// show writes the simulation to the screen.
func (s *simulating) show(w io.Writer) error {
	m, width := s.simulation, terminalWidth(w)
	if err := render.Facts(w, simulate.Sentence, m.Facts(), width); err != nil {
		return err
	}
	pages := []sheet.Page{m.Moves(), m.ByCounty(), m.ByPost(), m.Causes(), m.Scoring()}
	if unusable := m.UnusableAnswers(); len(unusable.Rows) > 0 {
		pages = append(pages, unusable)
	}
	for _, page := range pages {
		if err := render.Section(w, page, width); err != nil {
			return err
		}
	}
	if err := render.Simulated(w, m, width); err != nil {
		return err
	}
	lines := written([][2]string{{simulate.Name + "的工作簿", s.flags.out}, {"JSON 行", s.flags.json}})
	return render.Closing(w, append([]string{""}, append(lines, simulate.Sentence+"。")...), width)
}
