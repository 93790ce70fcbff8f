package graded

import (
	"fmt"
	"strconv"

	"credit/internal/points"
	"credit/internal/sheet"
)

// CorrectedAnswer is an answer that an accepted correction or repair replaced,
// as 更正 holds it.
type CorrectedAnswer struct {
	Case string
	// County, School and Name are the practitioner's.
	County, School, Name string
	// Indicator is the indicator's number.
	Indicator int
	// Old is what the school wrote, New what counts.
	Old, New string
	// OldPoints and NewPoints are what they earned, nil where that could not be
	// told.
	OldPoints, NewPoints *points.Points
	// Was is what all answers came to as the school wrote them, Is what they
	// come to now.
	Was, Is Grading
	// Row is where it stands.
	Row int
}

// corrections are those of a workbook, by person (joinKey).
type corrections map[string][]CorrectedAnswer

// correctionColumns are the columns of 更正.
type correctionColumns struct {
	number, county, school, name, id, indicator, source int
	old, oldPoints, becomes, newPoints                  int
	was, is                                             gradingAt
}

// gradingAt are the columns of a Grading; adjusted is 0 for none.
type gradingAt struct{ total, adjusted, grade int }

// readCorrections reads 更正, which few workbooks have.
func (r *reading) readCorrections() error {
	count := 0
	if indexOf(r.book, CorrectionSheet) >= 0 {
		r.corrected = corrections{}
		var at correctionColumns
		bind := func(t *table) {
			at = correctionColumns{
				number: t.need(caseHeader), county: t.need(countyHeader), school: t.need(schoolHeader), name: t.need(nameHeader),
				id: t.need(idHeader), indicator: t.need(indicatorHeader), source: t.need(sourceHeader),
				old: t.need(oldAnswerHeader), oldPoints: t.need(oldPointsHeader), becomes: t.need(newAnswerHeader), newPoints: t.need(newPointsHeader),
				was: r.gradingIn(t, oldTotalHeader, oldAdjustedHeader, oldGradeHeader), is: r.gradingIn(t, newTotalHeader, newAdjustedHeader, newGradeHeader),
			}
		}
		err := readTable(r.book, CorrectionSheet, bind, func(t *table) error {
			count++
			who := joinKey(t.id(at.id), t.source(at.source))
			r.corrected[who] = append(r.corrected[who], r.readCorrected(t, at))
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

func (r *reading) readCorrected(t *table, at correctionColumns) CorrectedAnswer {
	c := CorrectedAnswer{
		Case: t.text(at.number), County: t.text(at.county), School: t.text(at.school), Name: t.text(at.name),
		Old: t.text(at.old), OldPoints: t.pointsIfAny(at.oldPoints), New: t.text(at.becomes), NewPoints: t.pointsIfAny(at.newPoints), Row: t.row,
	}
	c.Was, c.Is = at.was.read(t), at.is.read(t)
	c.County = r.countyOf(c.County).name
	label := key(t.text(at.indicator))
	for i := range r.rubric.Indicators {
		if key(r.rubric.Indicators[i].Label()) == label {
			c.Indicator = r.rubric.Indicators[i].Number
		}
	}
	if c.Indicator == 0 {
		t.blameCell(at.indicator, "指标“%s”不认识：评分以后被改动过", shown(t.text(at.indicator)))
	}
	return c
}

func (r *reading) gradingIn(t *table, total, adjusted, grade string) gradingAt {
	at := gradingAt{total: t.need(total), grade: t.need(grade)}
	if r.rubric.AllowsNotApplicable() {
		at.adjusted = t.need(adjusted)
	}
	return at
}

// read reads the columns; without a grade there is no total.
func (at gradingAt) read(t *table) Grading {
	if text := t.text(at.grade); text != notGraded {
		return Grading{t.points(at.total), t.pointsIfAny(at.adjusted), text}
	}
	if t.at(at.total).Kind != sheet.Blank {
		t.blameCell(at.total, "没有评分，却有综合得分：评分以后被改动过")
	}
	if t.at(at.adjusted).Kind != sheet.Blank {
		t.blameCell(at.adjusted, "没有评分，却有"+adjustedHeader+"：评分以后被改动过")
	}
	return Grading{}
}

// pointsIfAny are the points in a column, nil where there are none.
func (t *table) pointsIfAny(column int) *points.Points {
	if t.at(column).Kind == sheet.Blank {
		return nil
	}
	p := t.points(column)
	return &p
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
