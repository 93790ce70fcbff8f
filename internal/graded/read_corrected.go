package graded

import (
	"fmt"
	"strconv"

	"credit/internal/points"
	"credit/internal/rubric"
	"credit/internal/sheet"
)

// CorrectedAnswer is an answer that an accepted correction or repair replaced,
// as 更正 holds it.
type CorrectedAnswer struct {
	Case string
	// Indicator is the indicator's number.
	Indicator int
	// Old is what the school wrote, New what counts.
	Old, New string
	// OldGrade and OldTotal are what the answers earned as the school wrote
	// them; the grade is empty and the total 0 where they could not be graded.
	OldGrade string
	OldTotal points.Points
	// Row is where it stands.
	Row int
}

// corrections are those of a workbook, by person (joinKey).
type corrections map[string][]CorrectedAnswer

// correctionColumns are the columns of 更正.
type correctionColumns struct {
	number, id, indicator, old, becomes, total, grade, source int
}

// readCorrections reads 更正, which few workbooks have.
func (r *reading) readCorrections() error {
	count := 0
	if indexOf(r.book, CorrectionSheet) >= 0 {
		r.corrected = corrections{}
		var at correctionColumns
		bind := func(t *table) {
			at = correctionColumns{
				t.need(caseHeader), t.need(idHeader), t.need(indicatorHeader), t.need(oldAnswerHeader), t.need(newAnswerHeader),
				t.need(oldTotalHeader), t.need(oldGradeHeader), t.need(sourceHeader),
			}
		}
		err := readTable(r.book, CorrectionSheet, bind, func(t *table) error {
			count++
			who := joinKey(t.id(at.id), t.source(at.source))
			r.corrected[who] = append(r.corrected[who], readCorrected(t, at, r.rubric))
			return t.err()
		})
		if err != nil {
			return err
		}
	}
	if said := r.out.Stamp.Corrected; said != "" && said != strconv.Itoa(count) {
		return &Fault{Sheet: CorrectionSheet, Text: fmt.Sprintf("有 %d 处更正，评分时写下的是 %s 处：有的被删去或添加", count, said)}
	}
	return nil
}

func readCorrected(t *table, at correctionColumns, r *rubric.Rubric) CorrectedAnswer {
	c := CorrectedAnswer{Case: t.text(at.number), Old: t.text(at.old), New: t.text(at.becomes), OldGrade: t.text(at.grade), Row: t.row}
	if c.OldGrade == notGraded {
		c.OldGrade = ""
	} else {
		c.OldTotal = t.points(at.total)
	}
	label := key(t.text(at.indicator))
	for i := range r.Indicators {
		if key(r.Indicators[i].Label()) == label {
			c.Indicator = r.Indicators[i].Number
		}
	}
	return c
}

// takeCorrections gives a person what was corrected; what counts by 更正 must be
// what stands among the answers.
func (r *reading) takeCorrections(p *Person) error {
	p.Corrected = nil
	if len(r.corrected) == 0 {
		return nil
	}
	who := joinKey(p.ID, p.Source)
	p.Corrected = r.corrected[who]
	delete(r.corrected, who)
	for _, c := range p.Corrected {
		for i := range r.rubric.Indicators {
			if r.rubric.Indicators[i].Number == c.Indicator && key(p.Answers[i]) != key(c.New) {
				return &Fault{Sheet: CorrectionSheet, Cell: fmt.Sprintf("第 %d 行", c.Row), Text: fmt.Sprintf(
					"%s（%s）第 %d 项更正为“%s”，评分却按“%s”：评分以后被改动过",
					shown(p.Name), p.ID, c.Indicator, shown(c.New), shown(p.Answers[i]))}
			}
		}
	}
	return nil
}

// noCorrectionLeft refuses corrections of nobody: the first.
func (r *reading) noCorrectionLeft() error {
	first := 0
	for _, list := range r.corrected {
		if first == 0 || list[0].Row < first {
			first = list[0].Row
		}
	}
	if first == 0 {
		return nil
	}
	return &Fault{Sheet: CorrectionSheet, Cell: sheet.CellName(first, 1), Text: fmt.Sprintf(
		"这一行更正的人不在“%s”和“%s”表里（按“%s”和“%s”对应）", ResultSheet, HeldSheet, idHeader, sourceHeader)}
}
