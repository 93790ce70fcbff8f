package verify

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"credit/internal/batch"
	"credit/internal/correction"
	"credit/internal/graded"
	"credit/internal/intake"
	"credit/internal/output"
	"credit/internal/practitioner"
	"credit/internal/seal"
	"credit/internal/sheet"
	"credit/internal/stamp"
	"credit/internal/xlsx"
	"credit/internal/yearend"
)

// rescore scores the submissions again, in memory, with the options and the
// rubric of the manifest, and holds every row of the graded workbooks against
// what that gives: all that a practitioner is, answered and earned, and so
// also an edit that left a sound workbook behind.
func (c *check) rescore(ctx context.Context) error {
	if err := c.needRubric(); err != nil {
		return err
	}
	found, err := c.match()
	if err != nil {
		return err
	}
	switch {
	case len(found.files) == 0 && found.changed:
		c.note("给出的填报没有一份与评分时相同，没有重新评分")
		return nil
	case len(found.files) == 0:
		return errors.New("--inputs 里没有一份是评分时读过的填报工作簿")
	}
	if err := c.readRoster(); err != nil {
		return err
	}
	outcome, books, err := c.scoreAgain(ctx, found)
	if err != nil {
		return err
	}
	c.Rescored = outcome.Graded + outcome.Held
	if !c.sameVersion() {
		c.note("评分的是 credit %s，核验的是 %s：逐人核对身份、填报、得分、等级和未评分原因，不核对说明文字和汇总.xlsx", c.Manifest.Version, c.Version)
	}
	c.counts(outcome, found)
	c.notCompared(found)
	for _, f := range c.Manifest.Outputs {
		made := books.made[f.File]
		if found.apart[f.File] {
			c.note("“%s”没有逐人核对：其中有人也在没有找到的填报里", f.File)
			c.sameMark(f.File)
			continue
		}
		if found.uncorrected && c.abouts[f.File].Corrected != "" {
			continue // that it is not compared was said
		}
		if made == nil || f.File == output.SummaryName && !c.comparesSummary(found) {
			continue
		}
		if err := c.against(f.File, made, books.key, found); err != nil {
			return err
		}
	}
	return nil
}

// agrees settles what nobody could tell of a file without the key, now that
// all of its rows are what scoring again gives; so many of them moved.
func (c *check) agrees(name string, found *matched, moved int) {
	unknown := Difference{Kind: FileChanged, File: name}
	at, noted := c.noted[unknown.key()]
	switch {
	case !noted || !c.comparesSheet(stamp.SheetName, found):
	case moved > 0:
		c.Differences[at].Detail = "每一行都与重新评分相同，行的次序被改动"
	default:
		c.Differences[at] = Difference{Kind: FileSavedAgain, File: name}
	}
}

// options are those of the run that wrote the manifest.
func (c *check) options(found *matched) yearend.Options {
	return yearend.Options{
		Options: batch.Options{
			Files: found.files, Rubric: c.rubric, Year: c.Manifest.Options.Year, Password: c.Password, Jobs: c.Jobs,
		},
		Version: c.Manifest.Version, Reviewed: c.Manifest.Options.Reviewed,
	}
}

// scoreAgain scores with the corrections that were carried out. Where they
// cannot be, it scores without them: what was corrected is not compared then.
func (c *check) scoreAgain(ctx context.Context, found *matched) (*yearend.Outcome, *books, error) {
	list, err := c.corrections(found)
	if err != nil {
		return nil, nil, err
	}
	outcome, books, err := c.again(ctx, found, list)
	if faults := (*correction.Faults)(nil); errors.As(err, &faults) {
		c.uncorrected(found, list.SHA256, err)
		outcome, books, err = c.again(ctx, found, nil)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("不能重新评分：%w", err)
	}
	return outcome, books, nil
}

func (c *check) again(ctx context.Context, found *matched, list *yearend.Corrections) (*yearend.Outcome, *books, error) {
	books := &books{key: c.key, made: map[string]*seal.Expecting{}}
	if !c.sameVersion() {
		books.columns = c.comparable
	}
	if books.key.IsZero() {
		books.key = seal.NewKey()
	}
	options := c.options(found)
	options.Roster = c.names
	if list != nil {
		// What the workbooks say of the list is no difference.
		copied := *list
		copied.SHA256 = c.Manifest.Corrections.SHA256
		options.Corrections = &copied
	}
	outcome, err := yearend.Again(ctx, options, found.outputs, books.take, c.progress)
	return outcome, books, err
}

// corrections are those that were carried out; scoring again without them would
// give the answers as they were before. They are nil where there were none, or
// where the list that is given cannot be carried out any more.
func (c *check) corrections(found *matched) (*yearend.Corrections, error) {
	was := c.Manifest.Corrections
	switch {
	case was == nil && c.Corrections == nil:
		return nil, nil
	case was == nil:
		return nil, errors.New("评分时没有执行更正，核验时也不用给 --corrections")
	case c.Corrections == nil:
		return nil, errors.New("评分时执行过更正，重新评分还要用 --corrections 给出当时的台账")
	}
	data, err := xlsx.ReadFile(c.CorrectionsPath)
	if err != nil {
		return nil, fmt.Errorf("不能按“%s”执行更正：%w", c.CorrectionsPath, err)
	}
	sum := seal.SHA256(data)
	list, err := c.Corrections(c.rubric)
	switch {
	case err != nil && sum == was.SHA256: // a password, or another version
		return nil, err
	case err != nil:
		c.uncorrected(found, sum, err)
		return nil, nil
	case list.SHA256 != was.SHA256:
		c.note("“%s”与执行更正时的不是同一份，此后有过改动；重新评分按现在的“%s”表", practitioner.MaskWithin(list.List.File), correction.SheetName)
	}
	return list, nil
}

// uncorrected says why the corrections cannot be carried out again: people are
// in submissions that are missing or were altered, or the list is another one.
func (c *check) uncorrected(found *matched, sum string, err error) {
	found.uncorrected = true
	reason := "台账现在不能执行"
	switch {
	case sum != c.Manifest.Corrections.SHA256:
		c.blame(Difference{Kind: InputChanged, File: c.CorrectionsPath,
			Detail: "不是执行更正时的那一份，现在不能执行：" + strings.ReplaceAll(err.Error(), "\n", "；")})
	case found.missing > 0:
		reason = "有填报没有找到或被改动过"
	default:
		c.blame(Difference{Kind: InputOther, File: c.CorrectionsPath,
			Detail: "评分时执行过，现在不能执行：" + strings.ReplaceAll(err.Error(), "\n", "；")})
	}
	c.note("%s，没有连同更正重新评分：有更正的评分工作簿没有逐人核对，汇总.xlsx、各评分工作簿的“%s”表和 %s 表的其余各项也没有",
		reason, graded.SourceSheet, stamp.SheetName)
}

// needRubric finds the rubric that the results were made by.
func (c *check) needRubric() error {
	for _, r := range c.Rubrics {
		if c.rubric == nil && r.SHA256 == c.Manifest.Rubric.SHA256 {
			c.rubric = r
		}
	}
	if c.rubric == nil {
		return fmt.Errorf("找不到评分时用的评分标准 %s（版本 %s），不能重新评分：请用 --rubric 给出当时的文件", c.Manifest.Rubric.ID, c.Manifest.Rubric.Edition)
	}
	return nil
}

// sameVersion says that this program writes what the manifest's did, word for
// word; another version may word things otherwise, and only what practitioners
// are, answered and earned is then compared.
func (c *check) sameVersion() bool { return c.Version == c.Manifest.Version }

// wordy are the columns of practitioners that are worded by the program.
var wordy = []string{"怎样改", "失分："}

// comparable says whether a column of a sheet is to be compared.
func (c *check) comparable(header string) bool {
	return c.sameVersion() || !slices.ContainsFunc(wordy, func(word string) bool { return strings.HasPrefix(header, word) })
}

// comparesSummary says whether the summary workbook can be made again: it
// counts all inputs, and a roster where one was given.
func (c *check) comparesSummary(found *matched) bool {
	return c.sameVersion() && found.missing == 0 && !found.uncorrected && (c.Manifest.Options.Roster == "" || c.names != nil)
}

// readRoster reads the 名册 of the run, where it was given.
func (c *check) readRoster() (err error) {
	was := c.Manifest.Options.Roster
	path := cmp.Or(c.RosterPath, c.roster)
	switch {
	case was == "" && c.RosterPath != "":
		return errors.New("评分时没有对照名册，核验时也不用给 --roster")
	case was == "" || path == "":
		return nil
	}
	data, err := xlsx.ReadFile(path)
	if err != nil {
		return fmt.Errorf("不能读取名册“%s”：%w", path, err)
	}
	if seal.SHA256(data) != was {
		c.blame(Difference{Kind: InputChanged, File: path, Detail: "不是评分时的名册，汇总.xlsx 没有重新核对"})
		return nil
	}
	c.names, err = c.Roster(path, c.rubric)
	return err
}

// notCompared notes what scoring again did not reach.
func (c *check) notCompared(found *matched) {
	switch {
	case found.missing > 0:
		c.note("有 %d 份填报没有找到或被改动过：它们的人没有重新评分；没有重新核对的还有汇总.xlsx、各评分工作簿的“%s”“%s”“%s”表和 %s 表的其余各项",
			found.missing, graded.HeldSheet, graded.FindingSheet, graded.SourceSheet, stamp.SheetName)
	case c.sameVersion() && !found.uncorrected && !c.comparesSummary(found) && c.RosterPath == "":
		c.note("评分时对照了名册，这里没有给出：汇总.xlsx 没有重新核对；请用 --roster 给出当时的名册")
	}
}

// matched are the submissions that were found again, as the run read them.
type matched struct {
	files   []intake.File
	outputs []string // their graded workbooks
	lines   []seal.File
	missing int
	// changed says that some of those given bear the name of one that is missing;
	// uncorrected that they were scored without the corrections.
	changed, uncorrected bool
	// apart are graded workbooks that cannot be compared, because submissions
	// are missing in which people of theirs stood too (duplicate-practitioner).
	apart map[string]bool
}

// match finds the submissions of the manifest among those given, by their
// bytes; what is missing, changed or new is noted.
func (c *check) match() (*matched, error) {
	given, err := c.digests()
	if err != nil {
		return nil, err
	}
	m := &matched{apart: map[string]bool{}}
	used := make([]bool, len(given))
	take := func(line seal.File, same func(i int) bool) bool {
		for i := range given {
			if used[i] || !same(i) {
				continue
			}
			used[i] = true
			f := c.Inputs[i]
			f.Label = line.File
			m.files, m.outputs, m.lines = append(m.files, f), append(m.outputs, line.Output), append(m.lines, line)
			return true
		}
		return false
	}
	for _, line := range c.Manifest.Inputs {
		named := func(i int) bool { return nameOf(c.Inputs[i].Path) == baseOf(line.File) }
		isIt := func(i int) bool { return given[i] == line.SHA256 && (line.SHA256 != "" || named(i)) }
		if take(line, func(i int) bool { return isIt(i) && named(i) }) || take(line, isIt) {
			continue
		}
		m.missing++
		kind := InputMissing
		if at := slices.IndexFunc(c.Inputs, func(f intake.File) bool { return nameOf(f.Path) == baseOf(line.File) }); at >= 0 && !used[at] {
			kind, used[at], m.changed = InputChanged, true, true
		}
		c.blame(Difference{Kind: kind, File: line.File})
	}
	for i := range given {
		if !used[i] {
			c.blame(Difference{Kind: InputAdded, File: c.Inputs[i].Label})
		}
	}
	return m, nil
}

// nameOf is the name of a file as the manifest bears it: an ID number in it is
// masked.
func nameOf(path string) string { return practitioner.MaskWithin(baseOf(path)) }

func baseOf(path string) string { return filepath.Base(filepath.FromSlash(path)) }

// digests are the SHA-256 of the files given; results among them are left out.
func (c *check) digests() (sums []string, err error) {
	var kept []intake.File
	for _, f := range c.Inputs {
		data, err := xlsx.ReadFile(f.Path)
		sum := ""
		switch refusal := (*xlsx.Refusal)(nil); {
		case err == nil:
			sum = seal.SHA256(data)
		case !errors.As(err, &refusal):
			return nil, err
		}
		if sum != "" && sum == c.Manifest.Options.Roster {
			c.roster = f.Path
		}
		if c.isOutput(f.Path) || sum != "" && c.isBeside(sum) || c.isRoster(f.Path) {
			continue
		}
		kept, sums = append(kept, f), append(sums, sum)
	}
	c.Inputs = kept
	return sums, nil
}

// isBeside reports the roster or the list of corrections, where it lies among
// the submissions.
func (c *check) isBeside(sum string) bool {
	return sum == c.Manifest.Options.Roster || c.Manifest.Corrections != nil && sum == c.Manifest.Corrections.SHA256
}

// isRoster reports the 名册 that is given by itself, whatever it is.
func (c *check) isRoster(path string) bool {
	info, err := os.Stat(path)
	other, otherErr := os.Stat(c.RosterPath)
	return c.RosterPath != "" && err == nil && otherErr == nil && os.SameFile(info, other)
}

// isOutput reports one of the results themselves, where they lie among the
// submissions.
func (c *check) isOutput(path string) bool {
	info, err := os.Stat(path)
	return err == nil && slices.ContainsFunc(c.Manifest.Outputs, func(f seal.File) bool {
		other, err := os.Stat(c.path(f.File))
		return err == nil && os.SameFile(info, other)
	})
}

// counts holds what was read again against the manifest's counts.
func (c *check) counts(o *yearend.Outcome, found *matched) {
	for i, f := range o.Files {
		line := found.lines[i]
		if f.Read {
			c.yearsAgain[line.Output] = f.Year
		}
		if f.Read != (line.Rows != nil) {
			c.blame(Difference{Kind: InputOther, File: line.File, Detail: cmp.Or(f.Trouble, "现在能读出，评分时没有")})
			continue
		}
		if f.Read && found.missing > 0 && (!found.uncorrected || c.abouts[line.Output].Corrected == "") {
			found.apart[line.Output] = line.Held != nil && *line.Held != f.Held
			continue
		}
		if !f.Read || found.uncorrected && c.abouts[line.Output].Corrected != "" {
			continue
		}
		for _, count := range []struct {
			what string
			was  *int
			now  int
		}{{"读到的行", line.Rows, f.Report.Rows}, {"已评分", line.Graded, f.Graded}, {"未评分", line.Held, f.Held}} {
			if count.was != nil && *count.was != count.now {
				c.blame(Difference{Kind: InputOther, File: line.File,
					Detail: fmt.Sprintf("%s：清单是 %d，重新评分是 %d", count.what, *count.was, count.now)})
			}
		}
	}
}

// books take the rows of the workbooks as they would be written.
type books struct {
	key seal.Key
	// columns, where given, are those that are compared.
	columns func(header string) bool
	mu      sync.Mutex
	made    map[string]*seal.Expecting
}

func (b *books) take(name string, layouts []sheet.Layout) sheet.Book {
	var keep func(i int, row *seal.Row)
	if b.columns != nil {
		keep = func(i int, row *seal.Row) {
			row.Keep(func(column int) bool { return b.columns(layouts[i].Columns[column-1].Header) })
		}
	}
	made, err := seal.NewExpecting(b.key, layouts, keep)
	if err != nil {
		return unmade{err}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.made[name] = made
	return made
}

// unmade is a workbook that could not be begun.
type unmade struct{ err error }

func (u unmade) Append(int, []sheet.Value) error { return u.err }

// against holds a workbook against what scoring again gave.
func (c *check) against(name string, made *seal.Expecting, key seal.Key, found *matched) error {
	data, err := xlsx.ReadFile(c.path(name))
	if err != nil {
		return nil // that it is missing was said
	}
	book, err := xlsx.Open(data, xlsx.Options{})
	if err != nil {
		return nil // so was this
	}
	before := len(c.Differences)
	headers := map[string]*seal.Expected{}
	for _, want := range made.Sheets {
		headers[want.Name] = want
	}
	r := &reading{check: c, file: name, book: book, rescored: true, digester: key.Digester()}
	if !c.sameVersion() {
		r.keep = func(sheet string, row *seal.Row) {
			row.Keep(func(column int) bool { return c.comparable(headers[sheet].Header(column)) })
		}
	}
	for _, want := range made.Sheets {
		if !c.comparesSheet(want.Name, found) {
			continue
		}
		if err := r.sheet(want); err != nil {
			return c.unreadable(name, err)
		}
	}
	for _, sheet := range book.Sheets() {
		known := headers[sheet] != nil || found.uncorrected && sheet == graded.CorrectionSheet
		if !known && c.sameVersion() {
			c.blameOnce(Difference{Kind: SheetAdded, File: name, Sheet: sheet, rescored: true})
		}
	}
	if !c.comparesSheet(stamp.SheetName, found) {
		c.sameMark(name)
	}
	if len(c.Differences) == before+r.moved {
		c.agrees(name, found, r.moved)
	}
	return nil
}

// comparesSheet says whether a sheet can be compared: with another version
// only those of practitioners can, and where submissions are missing only
// those of people who were graded.
func (c *check) comparesSheet(name string, found *matched) bool {
	switch name {
	case graded.ResultSheet, graded.PointsSheet:
		return true
	case graded.HeldSheet:
		return found.missing == 0
	case graded.SourceSheet, stamp.SheetName: // they name the list of corrections
		return c.sameVersion() && found.missing == 0 && !found.uncorrected
	}
	return c.sameVersion() && found.missing == 0
}

// sameMark compares what the hidden mark of a workbook says, where it cannot
// be made again: another version wrote it, or submissions are missing.
func (c *check) sameMark(name string) {
	mark, known := c.abouts[name]
	at := slices.IndexFunc(c.Manifest.Inputs, func(f seal.File) bool { return f.Output == name })
	if !known || at < 0 {
		return
	}
	line := c.Manifest.Inputs[at]
	for _, one := range [][3]string{
		{"年度", mark.Year, c.yearOf(name, mark.Year)}, {"填报工作簿 SHA-256", mark.Input, line.SHA256},
		{"评分标准 SHA-256", mark.SHA256, c.Manifest.Rubric.SHA256},
		{"已评分人数", mark.Graded, number(line.Graded)}, {"未评分人数", mark.Held, number(line.Held)},
	} {
		if one[1] != one[2] {
			c.takeMark(Difference{Kind: Rescored, File: name, Sheet: stamp.SheetName, Header: one[0], Now: shown(one[1]), Want: shown(one[2])})
		}
	}
}

// takeMark notes a difference of a mark, unless its cell is named already.
func (c *check) takeMark(d Difference) {
	if !slices.ContainsFunc(c.Differences, func(other Difference) bool {
		return other.File == d.File && other.Sheet == d.Sheet && other.Name == d.Header
	}) {
		c.blame(d)
	}
}

// yearOf is the year that scoring again gave a workbook; of one that was not
// scored again the year itself, where the manifest knows it.
func (c *check) yearOf(name, year string) string {
	if again := c.yearsAgain[name]; again != "" {
		return again
	}
	if slices.Contains(c.Manifest.Years, year) || len(c.Manifest.Years) == 0 {
		return year
	}
	return c.Manifest.Years[0]
}

func number(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}
