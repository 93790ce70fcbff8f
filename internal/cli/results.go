package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"credit/internal/batch"
	"credit/internal/explain"
	"credit/internal/graded"
	"credit/internal/intake"
	"credit/internal/output"
	"credit/internal/practitioner"
	"credit/internal/render"
	"credit/internal/results"
	"credit/internal/rubric"
	"credit/internal/submission"
)

// resultFlags are the options of every command that reads graded workbooks.
type resultFlags struct {
	statsFlag
	rubrics []string
	jobs    int
	quiet   bool
}

func (r *resultFlags) add(f *pflag.FlagSet) {
	r.addFormer(f, "rubric")
	r.addReading(f)
}

// addFormer adds the option, under a name, for rubrics that graded workbooks do
// not carry themselves.
func (r *resultFlags) addFormer(f *pflag.FlagSet, name string) {
	f.StringArrayVar(&r.rubrics, name, nil, "评分工作簿没有存下评分标准时，给出当时的`文件`")
}

func (r *resultFlags) addReading(f *pflag.FlagSet) {
	f.IntVar(&r.jobs, "jobs", runtime.GOMAXPROCS(0), "同时读几个文件（`个数`，默认等于处理器核数）")
	f.Lookup("jobs").DefValue = "0"
	f.BoolVarP(&r.quiet, "quiet", "q", false, "不显示表格和说明，只报告错误")
}

// known are the rubrics that the program and the user bring.
func (r *resultFlags) known() (list []*rubric.Rubric, err error) {
	for _, path := range r.rubrics {
		one, err := loadRubric(path)
		if err != nil {
			return nil, err
		}
		list = append(list, one)
	}
	own, err := embeddedRubrics()
	return append(list, own...), err
}

// gather lists the graded workbooks that args name, and lines about files that
// are none.
func (r *resultFlags) gather(args []string) (o results.Options, passed []string, err error) {
	if r.jobs < 1 {
		return o, nil, hinted{errors.New("--jobs 至少是 1"), "不写 --jobs 就按处理器核数"}
	}
	if o.Rubrics, err = r.known(); err != nil {
		return o, nil, err
	}
	list, err := intake.Gather(args)
	if empty := (intake.EmptyError{}); errors.As(err, &empty) {
		return o, nil, hinted{fmt.Errorf("“%s”里没有评分工作簿", empty.Folder), scoredHint}
	}
	if err != nil {
		return o, nil, err
	}
	o.Files, o.Jobs, o.Stats = list.Files, r.jobs, r.counts
	for _, path := range list.PassedOver {
		if !output.IsBeside(filepath.Base(path)) {
			passed = append(passed, "没有读取：“"+path+"”不是工作簿")
		}
	}
	for _, path := range list.Doubled {
		passed = append(passed, "重复给出，只读一次："+path)
	}
	return o, passed, nil
}

const scoredHint = "请给出 credit score 写出的文件夹或“名称-评分.xlsx”"

// taken are the files that no output may replace.
func (r *resultFlags) taken(files []intake.File) []string {
	paths := slices.Clone(r.rubrics)
	for _, f := range files {
		paths = append(paths, f.Path)
	}
	return paths
}

// readResults reads graded workbooks and shows how far it has come.
func readResults(ctx context.Context, c console, what string, quiet bool, o results.Options, begin func(*results.Book) results.Visit) (*results.Set, error) {
	progress := &batch.Progress{}
	stop := showProgress(c.err, what, progress, len(o.Files), quiet)
	set, err := results.Read(ctx, o, progress, begin)
	stop()
	return set, err
}

// onScreen is a stranger's text, such as the name of a file, as the screen may
// show it: an ID number in it is masked.
func onScreen(text string) string { return render.Clean(practitioner.MaskWithin(text)) }

// say writes a line to the user, as the screen may show it.
func say(w io.Writer, line string) { fmt.Fprintln(w, onScreen(line)) }

// announceResults says what was not read: what is no graded workbook, and what
// is one and cannot be used.
func announceResults(w io.Writer, passed []string, set *results.Set) {
	for _, line := range append(passed, set.Passed...) {
		say(w, line)
	}
	for _, refused := range set.Refused {
		for i, fault := range refused.Faults {
			lead := "　　　"
			if i == 0 {
				lead = "错误：" + refused.Path + "："
			}
			say(w, lead+fault)
		}
	}
	for _, b := range set.Books {
		if b.Twice > 0 {
			say(w, fmt.Sprintf("提醒：%s 有 %d 人已在别的评分工作簿里，结果相同，只计一次", b.Path, b.Twice))
		}
	}
}

// needBooks is an error where nothing could be read.
func needBooks(set *results.Set, args []string) error {
	if len(set.Books) > 0 {
		return nil
	}
	if len(set.Refused) > 0 {
		return hinted{errors.New("没有一份评分工作簿可以使用，什么也没有写出"), scoredHint}
	}
	return hinted{fmt.Errorf("“%s”里没有评分工作簿", strings.Join(args, "”、“")), scoredHint}
}

// oneYear refuses results of several years; unnamed lists the workbooks that
// do not say their year beside others that do.
func oneYear(set *results.Set) (unnamed []string, err error) {
	years := slices.DeleteFunc(set.Years(), func(year string) bool { return !graded.IsKnownYear(year) })
	if len(years) > 1 {
		lines := []string{"这些评分工作簿不是同一年度的，不能合在一起；请每次给一个年度，两个年度用 credit diff 比较："}
		for _, year := range years {
			at := slices.IndexFunc(set.Books, func(b *results.Book) bool { return b.Stamp.Year == year })
			lines = append(lines, fmt.Sprintf("%s 年度，例如“%s”", year, set.Books[at].Path))
		}
		return nil, errors.New(strings.Join(lines, "\n"))
	}
	if len(years) == 0 {
		return nil, nil
	}
	return unnamedIn(set), nil
}

// unnamedIn are the workbooks that do not say their year.
func unnamedIn(set *results.Set) (paths []string) {
	for _, b := range set.Books {
		if b.IsUnnamed() {
			paths = append(paths, b.Path)
		}
	}
	return paths
}

// remindOfYears says which results do not name their year.
func remindOfYears(w io.Writer, set *results.Set) {
	unnamed := unnamedIn(set)
	if len(unnamed) == 0 {
		return
	}
	which := "“" + unnamed[0] + "”"
	if len(unnamed) > 1 {
		which += fmt.Sprintf("等 %d 份评分工作簿", len(unnamed))
	}
	say(w, "提醒："+which+"没有注明年度；评分时加 --year 可以注明")
}

// oneShape refuses results whose rubrics do not have the same parts, worth the
// same points, or the same lines.
func oneShape(set *results.Set) error {
	first := set.Books[0]
	for _, b := range set.Books[1:] {
		if !b.Rubric.SameShape(first.Rubric) {
			return hinted{fmt.Errorf("“%s”按 %s 评分，“%s”按 %s 评分，指标、分值、底线或等级线不同，不能合在一起", first.Path, first.Rubric.Name(), b.Path, b.Rubric.Name()),
				"请分开汇总，或用 credit diff 比较"}
		}
	}
	return nil
}

// rubricNames are the rubrics that results were made by, each once.
func rubricNames(set *results.Set) []string {
	var names []string
	for _, r := range set.Rubrics() {
		names = append(names, r.Name())
	}
	slices.Sort(names)
	return names
}

// countiesOn are the counties on a rubric's list that names or short forms ask
// for; what is not on it is left out.
func countiesOn(r *rubric.Rubric, asked []string) (names []string) {
	for _, text := range asked {
		if name := submission.County(r.Counties, text); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// namedCounties are those that are asked for on the lists of any of the
// rubrics, each once; an error is about the first that is on none.
func namedCounties(asked []string, rubrics []*rubric.Rubric) (names []string, err error) {
	var known []string
	for _, r := range rubrics {
		known = append(known, countyNames(r)...)
	}
	for _, text := range asked {
		before := len(names)
		for _, r := range rubrics {
			names = append(names, countiesOn(r, []string{text})...)
		}
		if len(names) == before {
			return nil, hinted{fmt.Errorf("“%s”不在县（市）区名单上", text), "请写" + strings.Join(eachOnce(known), "、") + "中的一个"}
		}
	}
	return eachOnce(names), nil
}

// settleCounties makes of names and short forms the counties that they mean on
// the lists of the rubrics that were read, whichever of them knows the form: where
// another book's rubric does not, the books are read again by the names. An
// error is about a name that is on no list.
func settleCounties(ctx context.Context, set *results.Set, asked *[]string, begin func(*results.Book) results.Visit) error {
	names, err := namedCounties(*asked, set.Rubrics())
	if err != nil {
		return err
	}
	forms := *asked
	*asked = names
	for _, b := range set.Books {
		if !slices.Equal(eachOnce(countiesOn(b.Rubric, forms)), countiesOn(b.Rubric, names)) {
			return set.Again(ctx, begin)
		}
	}
	return nil
}

// eachOnce are texts in their order, each once.
func eachOnce(texts []string) (once []string) {
	for _, text := range texts {
		if !slices.Contains(once, text) {
			once = append(once, text)
		}
	}
	return once
}

// rightsOf are the rights by a rubric, else by the newest known one that says
// something of them.
func rightsOf(r *rubric.Rubric, known []*rubric.Rubric) *rubric.Rights {
	for _, one := range append([]*rubric.Rubric{r}, known...) {
		if one.Rights != nil {
			return one.Rights
		}
	}
	return &rubric.Rights{}
}

// originOf is where the people of a book come from.
func originOf(b *results.Book, known []*rubric.Rubric) explain.Origin {
	return explain.Origin{
		Year: b.Stamp.Year, File: b.Path, Rights: rightsOf(b.Rubric, known), Places: graded.PlacesOf(b.Stamp.Places),
	}
}
