package template

import (
	"fmt"
	"unicode/utf8"

	"credit/internal/points"
	"credit/internal/rubric"
	"credit/internal/sheet"
	"credit/internal/stamp"
	"credit/internal/submission"
)

// form is the sheet 填报表.
type form struct {
	options    Options
	identities []identity
	columns    []sheet.Column
	grid       grid
	preview    *preview
}

// Bands above the identity columns: one for those that stay in view, so that
// none is cut where the sheet scrolls.
const (
	whoSection   = "填报对象"
	basicSection = "基本信息（第九条）"
)

// frozen are the identity columns that stay in view: those that are needed.
const frozen = 4

func newForm(o Options, l *stamp.Lists) *form {
	f := &form{options: o, identities: identities(o, l)}
	for i, who := range f.identities {
		column := who.column
		column.Section = basicSection
		if i < frozen {
			column.Section = whoSection
		}
		f.columns = append(f.columns, column)
		f.place(column.Header, i+1)
	}
	for i := range o.Rubric.Indicators {
		f.grid.answers = append(f.grid.answers, len(f.columns)+1)
		f.columns = append(f.columns, answerColumn(o.Rubric, i, l))
	}
	f.columns = append(f.columns, sheet.Column{Header: remarkHeader, Width: 18, Wrap: true, Note: "需要说明的情况"})
	f.addPreview(l)
	f.addInputs()
	return f
}

// place notes where the columns stand that formulas refer to.
func (f *form) place(header string, column int) {
	switch header {
	case nameHeader:
		f.grid.name = column
	case idHeader:
		f.grid.id = column
	case documentHeader:
		f.grid.document = column
	case postHeader:
		f.grid.post = column
	case schoolHeader:
		f.grid.school = column
	}
	f.grid.fields = append(f.grid.fields, column)
	if isNeeded(header) {
		f.grid.needed = append(f.grid.needed, column)
	}
}

// answerColumn is the column of an indicator.
func answerColumn(r *rubric.Rubric, i int, l *stamp.Lists) sheet.Column {
	n := &r.Indicators[i]
	group, section := &r.Groups[n.Group], &r.Sections[r.SectionOf(i)]
	c := sheet.Column{
		Section: fmt.Sprintf("%s（%s 分）", section.Name, section.Points),
		Group:   fmt.Sprintf("%s（%s 分）", group.Name, group.Points),
		Note:    columnNote(r, n), Header: n.Label(), Style: sheet.FillCell,
		Input: &sheet.Input{Title: shortened(n.Label(), longestTitle), Prompt: prompt(r, n), Refusal: refusal(n)},
	}
	c.Width = answerWidth(c.Note, c.Header)
	switch n.Kind {
	case rubric.Rate:
		c.Style, c.Input.Between = sheet.RateCell, &[2]points.Points{0, points.Unit}
	case rubric.Choice:
		c.Input.List = l.Dropdown("可填："+n.Name, offers(n))
	}
	return c
}

// headerHeight is that of three lines, in points.
const headerHeight = 55

// answerWidth is wide enough for the note to take five lines of small print
// and the header three: what stays in view at the top must be low.
func answerWidth(note, header string) float64 {
	const narrowest, widest, noteLines, headerLines = 11, 20, 5, 3
	for width := float64(narrowest); ; width++ {
		small, large := int(width*11/9/1.9)-1, int((width-0.5)/1.9)
		fits := utf8.RuneCountInString(note) <= noteLines*small && utf8.RuneCountInString(header)-1 <= headerLines*large
		if fits || width >= widest {
			return width
		}
	}
}

// firstRow is the row of the first practitioner: under two headings,
// sections, groups, notes and the header.
func (f *form) firstRow() int {
	layout := sheet.Layout{Heading: f.heading(), Columns: f.columns}
	return layout.FirstRow()
}

// addInputs adds what refers to other cells of the row.
func (f *form) addInputs() {
	row := f.firstRow()
	id := "$" + sheet.CellName(row, f.grid.id)
	f.columns[f.grid.id-1].Input = idInput(id, "$"+sheet.CellName(row, f.grid.document))
	for i, column := range f.grid.answers {
		f.addCondition(&f.options.Rubric.Indicators[i], sheet.CellName(row, column), f.columns[column-1].Input)
	}
}

// addCondition is what a dropdown and a plain range cannot say: a number's
// decimals, and 不适用 beside a number.
func (f *form) addCondition(n *rubric.Indicator, cell string, in *sheet.Input) {
	condition := ""
	switch n.Kind {
	case rubric.Number, rubric.Measure:
		condition = fmt.Sprintf("AND(ISNUMBER(%s),%s>=%s,%s<=%s,ROUND(%s,%d)=%s)",
			cell, cell, n.Range.Min, cell, n.Range.Max, cell, n.Range.Decimals, cell)
	case rubric.Rate:
		if len(n.NotApplicable) > 0 {
			condition = fmt.Sprintf("AND(ISNUMBER(%s),%s>=0,%s<=1)", cell, cell, cell)
		}
	}
	if condition != "" && len(n.NotApplicable) > 0 {
		condition = fmt.Sprintf("OR(%s,TRIM(%s)=%s)", condition, cell, quoted(submission.NotApplicable))
	}
	if condition != "" {
		in.Between, in.Formula = nil, condition
	}
}

func (f *form) heading() []string {
	return []string{
		"教育从业人员执业信用填报表" + f.options.issued() + f.options.byDocuments(),
		"每人一行。点选单元格会显示评分说明，答案从下拉列表里选。黄色＝还没填，红色＝填错，改好后颜色自动消失。右边的预览列自动计算，不用填。",
	}
}

func (f *form) layout() sheet.Layout {
	return sheet.Layout{
		Name: submission.DataSheet, Heading: f.heading(), Columns: f.columns, FreezeColumns: frozen, Tab: "2E75B6",
		HeaderHeight: headerHeight, Reach: f.people(), Highlights: f.highlights(), PageStarts: f.pageStarts(), PrintColumns: f.grid.first - 1,
	}
}

// pageWidth is how many characters stand side by side on a printed page that
// can still be read.
const pageWidth = 182

// pageStarts are the columns with which printed pages begin: one for the
// identity, then as many answers as fit beside the frozen columns. A group is
// not parted where it fits on a page of its own.
func (f *form) pageStarts() []int {
	held := widthOf(f.columns[:frozen])
	var starts []int
	used := float64(pageWidth) // the first answer begins a page
	for i := f.grid.answers[0] - 1; i < f.grid.first-1; i++ {
		width := f.columns[i].Width
		begins := f.columns[i].Group != f.columns[i-1].Group
		if whole := widthOf(f.groupFrom(i)); begins && held+whole <= pageWidth {
			width = whole
		}
		if used+width > pageWidth {
			starts, used = append(starts, i), held
		}
		used += f.columns[i].Width
	}
	return starts
}

// groupFrom are the columns of a group, from column i (0 is the first) on.
func (f *form) groupFrom(i int) []sheet.Column {
	end := i + 1
	for end < len(f.columns) && f.columns[end].Group != "" && f.columns[end].Group == f.columns[i].Group {
		end++
	}
	return f.columns[i:end]
}

func widthOf(columns []sheet.Column) float64 {
	sum := 0.0
	for _, c := range columns {
		sum += c.Width
	}
	return sum
}

// people is how many rows are prepared.
func (f *form) people() int { return max(1, len(f.options.People)+f.options.Spare) }

// The colours of what is wrong and of what is missing.
const (
	wrongFill, wrongInk     = "F8CBAD", "9C0006"
	missingFill, missingInk = "FFEB9C", "7F6000"
)

// highlights colour what is wrong and what is missing in a row that somebody
// began, for as long as it is so.
func (f *form) highlights() []sheet.Highlight {
	row := f.firstRow()
	wrong := func(column int, condition string) sheet.Highlight {
		return sheet.Highlight{Formula: condition, Fill: wrongFill, Ink: wrongInk, Bold: true, From: column - 1, To: column - 1}
	}
	missing := func(from, to int) sheet.Highlight {
		condition := fmt.Sprintf("AND(%s,%s)", f.preview.begun(row), isBlank(sheet.CellName(row, from)))
		return sheet.Highlight{Formula: condition, Fill: missingFill, Ink: missingInk, From: from - 1, To: to - 1}
	}
	list := []sheet.Highlight{wrong(f.grid.id, f.preview.wrongID(row)), wrong(f.grid.needed[0], f.preview.wrongCounty(row))}
	for i, column := range f.grid.answers {
		list = append(list, wrong(column, f.preview.wrong(row, i)))
	}
	for _, column := range f.grid.needed {
		list = append(list, missing(column, column))
	}
	list = append(list, missing(f.grid.answers[0], f.grid.answers[len(f.grid.answers)-1]))
	return append(list, f.previewHighlights(row)...)
}

// previewHighlights colour the preview like what it counts.
func (f *form) previewHighlights(row int) []sheet.Highlight {
	counts := func(column int, fill, ink string) sheet.Highlight {
		cell := "$" + sheet.CellName(row, column)
		return sheet.Highlight{Formula: "N(" + cell + ")>0", Fill: fill, Ink: ink, Bold: true, From: column - 1, To: column - 1}
	}
	direct := f.preview.directNote - 1
	return []sheet.Highlight{
		counts(f.preview.missing, missingFill, missingInk),
		counts(f.preview.faulty, wrongFill, wrongInk),
		{Column: direct, NotEmpty: true, Formula: f.preview.isDirect(row), Fill: wrongFill, Ink: wrongInk, Bold: true, From: direct, To: direct},
	}
}

// addPreview adds the columns of the live preview, and to the hidden sheet
// what they look answers up in.
func (f *form) addPreview(l *stamp.Lists) {
	f.grid.first = len(f.columns) + 1
	f.grid.lists = func(i int) string {
		n := &f.options.Rubric.Indicators[i]
		return l.Cell("写法："+n.Name, forms(n))
	}
	f.grid.posts = func(i, k int) string {
		n := &f.options.Rubric.Indicators[i]
		return l.Cell("不适用的岗位："+n.Name, newExcuses(n)[k].list())
	}
	f.preview = newPreview(f.options.Rubric, f.options.counties(), f.grid)
	f.columns = append(f.columns, f.preview.columns()...)
}
