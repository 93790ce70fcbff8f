package graded

import (
	"strings"

	"credit/internal/finding"
	"credit/internal/points"
	"credit/internal/practitioner"
	"credit/internal/rubric"
	"credit/internal/sheet"
	"credit/internal/stamp"
)

// Person is one practitioner as a graded workbook holds him or her. It is used
// again for the next one: whoever keeps its slices copies them.
type Person struct {
	practitioner.Practitioner
	Graded bool
	// Source is the sheet and row of the submission (来源).
	Source string
	// Sheet and Row are where the person stands in the graded workbook.
	Sheet string
	Row   int
	// PointsRow is the row of 逐项得分, 0 for those held back; PointsName and
	// PointsPost are what stands there.
	PointsRow              int
	PointsName, PointsPost string
	// Answers are what the school wrote (填报), by indicator of the rubric, ""
	// where there is none.
	Answers []string
	// Codes number the texts of Answers, from 1: within one reading the same
	// number for an indicator is the same text. 0 says nothing; of those held
	// back there are none.
	Codes []int32
	// Points, Sections and what follows are of those who were graded, in the
	// order of the rubric; 0 where the workbook was graded under a rubric that
	// does not have the indicator or the section.
	Points              []points.Points
	Sections            []points.Points
	Total               points.Points
	Grade, GradeByTotal string
	Direct              []string
	// Overlaid is what a county's own rules came to (article 21).
	Overlaid Overlaid
	// Corrected are the answers that were corrected (更正); Answers hold what
	// counts.
	Corrected []CorrectedAnswer
	// Reasons say why a person held back was not graded (未评分原因).
	Reasons string
}

// LostID reports somebody whose ID number a spreadsheet destroyed: what stands
// in its place tells nobody from anybody else.
func (p *Person) LostID() bool {
	return !p.Graded && strings.Contains(p.Reasons, finding.Find(finding.IDPrecisionLost).Title)
}

// Book is what a graded workbook is beside its people.
type Book struct {
	// Stamp is known even where reading failed: Kind tells whether this is a
	// graded workbook at all.
	Stamp stamp.Stamp
	// People = Graded + Held.
	People, Graded, Held int
	// Unasked are the rubric's indicators (by index, rising) that the workbook
	// does not have, for it was graded under another rubric; everyone's answer
	// to them is "" and the points are 0.
	Unasked []int
}

// Read streams the people of a graded workbook: those graded in the order of
// 评分结果, then those held back. Columns are found by their headers, in any
// order; the rows of 评分结果 and 逐项得分 are joined by ID number and 来源,
// so that either may be sorted by hand. Of a workbook that was graded under
// another rubric, the indicators of the same number and name are read.
//
// What is wrong with the workbook is a *Fault; what visit returns is returned
// as it is. With any error nothing that was visited may be relied on. Two
// sheets are read side by side, so that no sheet need be kept.
func Read(book sheet.Workbook, r *rubric.Rubric, visit func(*Person) error) (Book, error) {
	return (&reading{book: book, rubric: r, visit: visit}).read()
}

// ReadSideBySide is Read, one of the two sheets by a goroutine of its own. The
// workbook must allow that two of its sheets are read at the same time.
func ReadSideBySide(book sheet.Workbook, r *rubric.Rubric, visit func(*Person) error) (Book, error) {
	return (&reading{book: book, rubric: r, visit: visit, sideBySide: true}).read()
}

func (r *reading) read() (Book, error) {
	mark, err := stamp.Read(r.book)
	if err != nil {
		return Book{}, err
	}
	r.out.Stamp, r.counties, r.written = mark, countyIndex(r.rubric.Counties), map[string]county{}
	r.sameRubric = mark.Rubric == r.rubric.ID && mark.Edition == r.rubric.Edition
	if mark.Kind != stamp.Graded {
		return r.out, &Fault{Text: NotGraded(mark.Kind)}
	}
	for _, step := range []func() error{r.needSheets, r.readCorrections, r.graded, r.held, r.noCorrectionLeft} {
		if err := step(); err != nil {
			return r.out, err
		}
	}
	return r.out, nil
}

// NotGraded says what a workbook of that kind is, which is no graded one.
func NotGraded(kind stamp.Kind) string {
	switch kind {
	case "":
		return "不是评分工作簿：里面没有 credit score 写出的标记"
	case stamp.Template, stamp.Annotated:
		return "不是评分工作簿，而是填报工作簿；请先用 credit score 评分"
	}
	return "不是评分工作簿，而是" + kind.Name()
}

// reading is the reading of one graded workbook.
type reading struct {
	book     sheet.Workbook
	rubric   *rubric.Rubric
	visit    func(*Person) error
	counties map[string]int
	// sameRubric says that the workbook was graded under this very rubric: it
	// must then have every indicator and section.
	sameRubric bool
	sideBySide bool
	out        Book
	person     Person
	corrected  corrections
	// written are counties by what was written, for they recur.
	written map[string]county
}

// county is one as it was written: its name and index, -1 for one that is not on
// the rubric's list.
type county struct {
	name  string
	index int
}

// mostWritten bounds the forms of counties that are remembered.
const mostWritten = 256

// countyOf is what a text in the column of counties means.
func (r *reading) countyOf(text string) county {
	if known, ok := r.written[text]; ok {
		return known
	}
	found := county{text, -1}
	if i, known := r.counties[key(text)]; known {
		found = county{r.rubric.Counties.Names[i].Name, i}
	}
	if len(r.written) < mostWritten {
		r.written[text] = found
	}
	return found
}

// needSheets refuses a workbook that lost a sheet, before anyone is visited.
func (r *reading) needSheets() error {
	for _, name := range []string{ResultSheet, PointsSheet, HeldSheet} {
		if indexOf(r.book, name) < 0 {
			return &Fault{Text: "缺少“" + name + "”表"}
		}
	}
	return nil
}

// start makes the person ready for the next row.
func (r *reading) start(t *table) *Person {
	p := &r.person
	p.Practitioner = practitioner.Practitioner{CountyIndex: -1, Document: practitioner.ResidentID}
	p.Sheet, p.Row, p.PointsRow, p.PointsName = t.name, t.row, 0, ""
	return p
}

// emit hands the person over.
func (r *reading) emit() error {
	if err := r.takeCorrections(&r.person); err != nil {
		return err
	}
	r.out.People++
	if r.person.Graded {
		r.out.Graded++
	} else {
		r.out.Held++
	}
	return r.visit(&r.person)
}

// identity are the columns of who the person is and where the row comes from.
type identity struct{ county, school, name, id, source int }

func identityColumns(t *table) identity {
	return identity{t.need(countyHeader), t.need(schoolHeader), t.need(nameHeader), t.need(idHeader), t.need(sourceHeader)}
}

// readIdentity reads who stands in the row.
func (r *reading) readIdentity(p *Person, t *table, at identity) {
	p.School, p.Name = t.text(at.school), t.text(at.name)
	is := r.countyOf(t.text(at.county))
	p.County, p.CountyIndex = is.name, is.index
	p.ID, p.Source = t.id(at.id), t.source(at.source)
}

// countyIndex knows the counties by name and by every short form.
func countyIndex(c rubric.Counties) map[string]int {
	index := map[string]int{}
	for i, county := range c.Names {
		for _, form := range append([]string{county.Name}, county.Also...) {
			index[key(form)] = i
		}
	}
	return index
}

// furtherColumns are the columns of furtherFields; 0 where a workbook of an
// older version has none.
func furtherColumns(t *table) []int {
	columns := make([]int, len(furtherFields))
	for i, f := range furtherFields {
		columns[i] = t.find(f.column.Header)
	}
	return columns
}

// readFurther reads the further fields that stand in the row.
func readFurther(p *practitioner.Practitioner, t *table, columns []int) {
	for i, f := range furtherFields {
		if text := t.text(columns[i]); text != "" {
			*f.of(p) = text
		}
	}
}

// heldColumns are the columns of 未评分.
type heldColumns struct {
	identity
	reasons int
	answers []int
	further []int
}

// held reads the people who were held back.
func (r *reading) held() error {
	var at heldColumns
	bind := func(t *table) {
		at = heldColumns{identity: identityColumns(t), reasons: t.need(reasonHeader), further: furtherColumns(t)}
		look := r.column(t)
		for i := range r.rubric.Indicators {
			at.answers = append(at.answers, look(r.rubric.Indicators[i].Label()))
		}
	}
	return readTable(r.book, HeldSheet, bind, func(t *table) error {
		p := r.start(t)
		r.readIdentity(p, t, at.identity)
		readFurther(&p.Practitioner, t, at.further)
		p.Reasons, p.Answers = t.text(at.reasons), p.Answers[:0]
		for _, column := range at.answers {
			p.Answers = append(p.Answers, t.text(column))
		}
		p.Graded, p.Codes, p.Points, p.Sections, p.Direct = false, nil, nil, nil, nil
		p.Total, p.Grade, p.GradeByTotal, p.Overlaid = 0, "", "", Overlaid{}
		if err := t.err(); err != nil {
			return err
		}
		return r.emit()
	})
}

// column is the way to look for a column of the rubric's own: under the same
// rubric there must be one.
func (r *reading) column(t *table) func(header string) int {
	if r.sameRubric {
		return t.need
	}
	return t.find
}

// directSections are the sections that a cell of 直接判级 names.
func directSections(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(text, between)
}
