package graded

import (
	"fmt"
	"strings"

	"credit/internal/points"
	"credit/internal/result"
	"credit/internal/rubric"
	"credit/internal/sheet"
)

// Headers of what a county's own rules (article 21) add to 评分结果.
const (
	overlayHeader  = "适用细则"
	leftOutHeader  = "不适用"
	adjustedHeader = "折算总分"
	exactHeader    = "折算说明"
	literalHeader  = "未折算等级"
)

// overlaidColumns are the columns of 评分结果 under a rubric that counties have
// laid rules of their own over: which of them touched a result, and what counts
// where indicators do not apply, beside what the appendix alone gives
// (reading 8).
func overlaidColumns(r *rubric.Rubric) (columns []sheet.Column) {
	if len(r.Overlays) == 0 {
		return nil
	}
	columns = append(columns, sheet.Column{Header: overlayHeader, Width: 20, Wrap: true, Recurring: true})
	if !r.AllowsNotApplicable() {
		return columns
	}
	return append(columns,
		sheet.Column{Header: leftOutHeader, Width: 16, Wrap: true, Recurring: true},
		sheet.Column{Header: adjustedHeader, Width: 9, Style: sheet.TotalCell},
		sheet.Column{Header: exactHeader, Width: 30, Wrap: true},
		sheet.Column{Header: literalHeader, Width: 9, Style: sheet.CenterText, Recurring: true})
}

// appendOverlaid adds to a row what stands under overlaidColumns.
func appendOverlaid(row []sheet.Value, r *rubric.Rubric, res *result.Result) []sheet.Value {
	if len(r.Overlays) == 0 {
		return row
	}
	o := OverlaidOf(r, res)
	row = append(row, sheet.TextValue(o.Documents))
	if !r.AllowsNotApplicable() {
		return row
	}
	shown := sheet.Empty()
	if o.Shown != nil {
		shown = sheet.PointsValue(*o.Shown)
	}
	return append(row, sheet.TextValue(o.LeftOut), shown, sheet.TextValue(o.Text), sheet.TextValue(o.Grade))
}

// Overlaid is what 评分结果 says of a person by a county's own rules.
type Overlaid struct {
	Documents, LeftOut, Text, Grade string
	// Shown is the adjusted total with the rest cut off, nil where there is
	// none.
	Shown *points.Points
}

// OverlaidOf is what has to stand there for a result.
func OverlaidOf(r *rubric.Rubric, res *result.Result) (o Overlaid) {
	if len(r.Overlays) == 0 {
		return o
	}
	o.Documents = strings.Join(res.Documents(), between)
	if a := res.Adjusted; a != nil {
		shown := a.Shown()
		o.LeftOut, o.Shown, o.Text, o.Grade = a.LeftOut(r), &shown, a.Text(r), a.Grade
	}
	return o
}

// Same reports that both say the same.
func (o Overlaid) Same(other Overlaid) bool {
	if (o.Shown == nil) != (other.Shown == nil) || o.Shown != nil && *o.Shown != *other.Shown {
		return false
	}
	return o.Documents == other.Documents && o.LeftOut == other.LeftOut && o.Text == other.Text && o.Grade == other.Grade
}

// overlaidAt are the columns of a workbook that hold it; 0 for none.
type overlaidAt struct{ documents, leftOut, shown, text, grade int }

func overlaidIn(t *table) overlaidAt {
	return overlaidAt{t.find(overlayHeader), t.find(leftOutHeader), t.find(adjustedHeader), t.find(exactHeader), t.find(literalHeader)}
}

func (at overlaidAt) read(t *table) (o Overlaid) {
	if at.documents == 0 { // under a rubric without overlays
		return o
	}
	o = Overlaid{Documents: t.text(at.documents), LeftOut: t.text(at.leftOut), Text: t.text(at.text), Grade: t.text(at.grade)}
	if at.shown != 0 {
		o.Shown = t.pointsIfAny(at.shown)
	}
	return o
}

// overlayLines say which rules of a county were laid over the rubric, and what
// they change (article 21).
func overlayLines(o *rubric.Overlay) [][2]string {
	lines := [][2]string{
		{"细则", o.County + "：" + o.Name() + "，" + o.Term() + "；只用于" + o.County + "的人员"},
		{"细则版本", o.ID + "，版本 " + o.Edition + "，SHA-256 " + o.SHA256},
	}
	for _, change := range o.Changes {
		about := ""
		if change.Indicator > 0 {
			about = fmt.Sprintf("第 %d 项：", change.Indicator)
		}
		lines = append(lines, [2]string{"细则内容", about + change.Text + "（" + change.Clause + "）"})
	}
	return lines
}

// force says from when and until when something is in force.
func force(effective, until string) string {
	if until == "" {
		return effective
	}
	return effective + "，至 " + until
}
