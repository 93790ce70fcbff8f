package verify

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"credit/internal/graded"
	"credit/internal/output"
	"credit/internal/seal"
	"credit/internal/sheet"
	"credit/internal/stamp"
	"credit/internal/summary"
)

// about is what a workbook says of itself.
type about struct {
	stamp.Stamp
	// corrections is the SHA-256 of the list that was carried out.
	corrections string
	// cases are the case numbers of its corrections.
	cases []string
}

// correctionsLine names the digest of the list of corrections, as a graded
// workbook writes it on the page of its sources.
const correctionsLine = "更正内容 SHA-256"

// correctionsSHA256 is what the page of the sources says of the corrections.
func correctionsSHA256(book sheet.Workbook) (sum string) {
	at := slices.Index(book.Sheets(), graded.SourceSheet)
	if at < 0 {
		return ""
	}
	var row seal.Row
	err := book.Rows(at, func(read sheet.Row) error {
		if row.SetCells(read.Cells); row.Text(1) == correctionsLine {
			sum = row.Text(2)
		}
		return nil
	})
	if err != nil { // a damaged sheet is another's business
		return ""
	}
	return sum
}

// casesOf are the case numbers in the sheet of the corrections, its first
// column under the header.
func casesOf(book sheet.Workbook) (cases []string) {
	at := slices.Index(book.Sheets(), graded.CorrectionSheet)
	if at < 0 {
		return nil
	}
	var row seal.Row
	err := book.Rows(at, func(read sheet.Row) error {
		if row.SetCells(read.Cells); read.Number > 1 && !row.IsBlank() {
			cases = append(cases, row.Text(1))
		}
		return nil
	})
	if err != nil { // as above
		return nil
	}
	return cases
}

// statements hold what the manifest says of the run against itself and
// against what the workbooks say: a manifest may be rewritten, and its
// digests made to fit, without a signature to tell.
func (c *check) statements() {
	c.total()
	c.outputsOfInputs()
	for _, f := range c.Manifest.Inputs {
		if about, known := c.abouts[f.Output]; known && f.Output != "" {
			c.ofWorkbook(f, about)
		}
	}
	c.years()
	c.corrected()
	c.sheetsOfOutputs()
	c.document()
	c.rosterSheets()
}

func (c *check) wrong(format string, args ...any) {
	c.blame(Difference{Kind: Manifest, File: output.ManifestName, Detail: fmt.Sprintf(format, args...)})
}

// total holds the counts of the run against those of its inputs.
func (c *check) total() {
	m := c.Manifest
	if m.Rows != m.Graded+m.Held+m.Skipped {
		c.wrong("读到 %d 行，却有已评分 %d 人、未评分 %d 人、跳过 %d 行", m.Rows, m.Graded, m.Held, m.Skipped)
	}
	sums := [4]int{}
	for _, f := range m.Inputs {
		counts := [4]int{count(f.Rows), count(f.Graded), count(f.Held), count(f.Skipped)}
		if counts[0] != counts[1]+counts[2]+counts[3] {
			c.wrong("“%s”读到 %d 行，却有已评分 %d 人、未评分 %d 人、跳过 %d 行", f.File, counts[0], counts[1], counts[2], counts[3])
		}
		for i, n := range counts {
			sums[i] += n
		}
	}
	for i, what := range []string{"读到的行", "已评分", "未评分", "跳过的行"} {
		if said := [4]int{m.Rows, m.Graded, m.Held, m.Skipped}[i]; said != sums[i] {
			c.wrong("%s：总数是 %d，各填报加起来是 %d", what, said, sums[i])
		}
	}
}

func count(n *int) int {
	if n == nil {
		return 0
	}
	return *n
}

// outputsOfInputs holds the names of the graded workbooks, and how many rows
// they have, against the inputs.
func (c *check) outputsOfInputs() {
	named := map[string]bool{output.SummaryName: true}
	for _, f := range c.Manifest.Inputs {
		if f.Output == "" {
			continue
		}
		named[f.Output] = true
		if !slices.ContainsFunc(c.Manifest.Outputs, func(o seal.File) bool { return o.File == f.Output }) {
			c.wrong("“%s”的评分工作簿“%s”不在结果文件之列", f.File, f.Output)
		}
		for _, s := range c.Manifest.SheetsOf(f.Output) {
			for _, one := range []struct {
				sheet string
				said  int
			}{{graded.ResultSheet, count(f.Graded)}, {graded.HeldSheet, count(f.Held)}} {
				if s.Name == one.sheet && len(s.Rows) != one.said {
					c.wrong("“%s”的“%s”表记着 %d 行，人数却写的是 %d", f.Output, s.Name, len(s.Rows), one.said)
				}
			}
		}
	}
	for _, o := range c.Manifest.Outputs {
		if !named[o.File] {
			c.wrong("结果文件“%s”不出自任何一份填报", o.File)
		}
	}
}

// ofWorkbook holds what the manifest says against the mark of a workbook. A
// mark that was altered itself is named already.
func (c *check) ofWorkbook(f seal.File, is about) {
	if slices.ContainsFunc(c.Differences, func(d Difference) bool { return d.File == f.Output && d.Sheet == stamp.SheetName }) {
		return
	}
	m := c.Manifest
	same := c.isSame(f.Output) // else it is the workbook that was altered
	year := is.Year
	if !slices.Contains(m.Years, year) {
		year = strings.Join(m.Years, "、")
	}
	for _, one := range [][3]string{
		{"year", year, is.Year},
		{"rubric", m.Rubric.ID, is.Rubric}, {"edition", m.Rubric.Edition, is.Edition}, {"sha256", m.Rubric.SHA256, is.SHA256},
		{"version", m.Version, is.Version}, {"input", f.SHA256, is.Input},
		{"graded", number(f.Graded), is.Graded}, {"held", number(f.Held), is.Held},
	} {
		switch {
		case one[1] == one[2]:
		case !same:
			c.blame(Difference{Kind: Manifest, File: f.Output, Sheet: stamp.SheetName, Header: stamp.KeyName(one[0]),
				Now: shown(one[2]), Detail: "清单写的是" + quoted(one[1])})
		default:
			c.otherwise(stamp.KeyName(one[0]), one[1], f.Output, one[2])
		}
	}
}

// otherwise names what a workbook says otherwise than the manifest.
func (c *check) otherwise(what, said, name, is string) {
	if a, b := brief(said), brief(is); a != b {
		said, is = a, b
	}
	c.wrong("%s写的是“%s”，“%s”里注明的是“%s”", what, said, name, is)
}

// brief is the beginning of a digest.
func brief(text string) string {
	const digest, shown = 64, 16
	if len(text) >= digest {
		return text[:shown] + "…"
	}
	return text
}

// isSame reports an output that is as it was, byte for byte.
func (c *check) isSame(name string) bool { return slices.Contains(c.Files, FileState{name, true}) }

// years holds the years against those of the workbooks and the one asked for.
func (c *check) years() {
	m := c.Manifest
	if asked := m.Options.Year; asked != "" && !slices.Equal(m.Years, []string{asked}) {
		c.wrong("评分时指定的年度是 %s，年度却写的是“%s”", asked, strings.Join(m.Years, "、"))
	}
	found := map[string]bool{}
	for _, f := range m.Inputs {
		if f.Output != "" && !c.isSame(f.Output) {
			return // it may have been of the year
		}
		found[c.abouts[f.Output].Year] = true
	}
	for _, year := range m.Years {
		if !found[year] {
			c.wrong("写有 %s 年度，没有一份评分工作簿是这一年度的", year)
		}
	}
}

// corrected holds what is said of corrections against the workbooks.
func (c *check) corrected() {
	answers, all, cases := 0, true, map[string]bool{}
	said := seal.Corrections{}
	if c.Manifest.Corrections != nil {
		said = *c.Manifest.Corrections
	}
	for _, f := range c.Manifest.Inputs {
		is, known := c.abouts[f.Output]
		all = all && (f.Output == "" || c.isSame(f.Output))
		if !known || f.Output == "" || is.Corrected == "" {
			continue
		}
		n, _ := strconv.Atoi(is.Corrected) // the sheets of a mark that was altered are named
		answers += n
		for _, one := range is.cases {
			cases[one] = true
		}
		if is.corrections != "" && is.corrections != said.SHA256 {
			c.otherwise(correctionsLine, said.SHA256, f.Output, is.corrections)
		}
	}
	if all && answers != said.Answers {
		c.wrong("更正写的是 %d 处，各评分工作簿里注明的是 %d 处", said.Answers, answers)
	}
	if all && len(cases) != said.Cases {
		c.wrong("更正写的是 %d 个编号，各评分工作簿的“%s”表里是 %d 个", said.Cases, graded.CorrectionSheet, len(cases))
	}
}

// gradedSheets are those that every graded workbook has; people's, which every
// version writes, come first.
var gradedSheets = [...]string{
	graded.ResultSheet, graded.PointsSheet, graded.HeldSheet, stamp.SheetName,
	graded.FindingSheet, graded.RuleSheet, graded.SourceSheet,
}

// sheetsOfPeople are how many of gradedSheets every version writes.
const sheetsOfPeople = 4

// sheetsOfOutputs holds the sheets that are recorded against those that there
// must be and those that there are: whoever takes one out of the manifest hides
// what became of its rows.
func (c *check) sheetsOfOutputs() {
	if !slices.ContainsFunc(c.Manifest.Outputs, func(f seal.File) bool { return f.File == output.SummaryName }) {
		c.wrong("结果文件里没有“%s”", output.SummaryName)
	}
	for _, f := range c.Manifest.Inputs {
		if f.Rows != nil && f.Output == "" {
			c.wrong("“%s”读到 %d 行，没有写评分工作簿", f.File, *f.Rows)
		}
	}
	if c.Manifest.RowKey == "" && c.Manifest.Sheets == nil {
		return // earlier versions recorded no rows; of this one it is named
	}
	recorded := map[string][]string{}
	for i := range c.Manifest.Sheets {
		s := &c.Manifest.Sheets[i]
		if slices.Contains(recorded[s.File], s.Name) {
			c.wrong("“%s”的“%s”表记了两次", s.File, s.Name)
		}
		recorded[s.File] = append(recorded[s.File], s.Name)
	}
	for _, f := range c.Manifest.Outputs {
		c.sheetsOf(f.File, recorded[f.File])
		delete(recorded, f.File)
	}
	for _, name := range slices.Sorted(maps.Keys(recorded)) {
		c.wrong("记有“%s”的工作表，它不在结果文件之列", name)
	}
}

// sheetsOf holds the sheets that are recorded of one output.
func (c *check) sheetsOf(name string, recorded []string) {
	var must []string
	if name != output.SummaryName {
		must = gradedSheets[:sheetsOfPeople]
	}
	if name != output.SummaryName && c.sameVersion() {
		must = gradedSheets[:]
	}
	if c.isSame(name) { // its sheets are those that were written
		must = slices.Concat(must, c.sheets[name])
	}
	for i, sheet := range must {
		if !slices.Contains(recorded, sheet) && !slices.Contains(must[:i], sheet) {
			c.wrong("没有“%s”的“%s”表的记录", name, sheet)
		}
	}
	if !c.isSame(name) {
		return
	}
	for _, s := range c.Manifest.SheetsOf(name) {
		leftOut := s.Name == graded.CorrectionSheet && len(s.Rows) == 0
		if !slices.Contains(c.sheets[name], s.Name) && !leftOut {
			c.wrong("记有“%s”的“%s”表，那里没有这张表", name, s.Name)
		}
	}
}

// document holds the name of the regulation against the rubric that the
// workbooks carry.
func (c *check) document() {
	if c.rubric == nil || c.rubric.SHA256 != c.Manifest.Rubric.SHA256 {
		return
	}
	if said := c.Manifest.Rubric.Document; said != c.rubric.Document {
		c.wrong("评分标准的依据写的是“%s”，评分工作簿里存下的评分标准是“%s”", *shown(said), *shown(c.rubric.Document))
	}
	if !slices.Equal(c.Manifest.Rubric.Overlays, seal.RubricOf(c.rubric).Overlays) {
		c.wrong("适用的细则与评分工作簿里存下的不一致")
	}
}

// rosterSheets holds whether a 名册 was given against the summary workbook.
func (c *check) rosterSheets() {
	if !c.isSame(output.SummaryName) {
		return
	}
	said := c.Manifest.Options.Roster != ""
	for _, sheet := range []string{summary.SchoolsDueSheet, summary.PeopleDueSheet} {
		switch is := slices.Contains(c.sheets[output.SummaryName], sheet); {
		case said && !is:
			c.wrong("写着对照了名册，%s里却没有“%s”表", output.SummaryName, sheet)
		case !said && is:
			c.wrong("没有写对照了名册，%s里却有“%s”表", output.SummaryName, sheet)
		}
	}
}
