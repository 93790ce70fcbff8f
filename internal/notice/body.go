package notice

import (
	"fmt"
	"slices"

	"credit/internal/explain"
	"credit/internal/graded"
	"credit/internal/letter"
)

// mostObstacles is how many cells a letter lists to somebody held back; all of
// them stand in the graded workbook.
const mostObstacles = 12

// heldBody says to somebody held back why there is no grade.
func (l *Letter) heldBody() []letter.Block {
	r := l.Rubric
	body := []letter.Block{letter.Paragraph(fmt.Sprintf("依据《%s》（%s），您%s的执业信用评价尚未评分：填报材料有下列问题，改正以前不能评定等级。没有等级不等于任何等级。",
		r.Title, r.Document, l.year())), letter.Heading("一、未评分的原因")}
	for _, reason := range l.Held.Unplaced {
		body = append(body, letter.Paragraph(reason+"。"))
	}
	for i := range l.Held.Obstacles {
		o := &l.Held.Obstacles[i]
		if i == mostObstacles {
			body = append(body, letter.Paragraph(fmt.Sprintf("另有 %d 处，见评分工作簿的“%s”表。", len(l.Held.Obstacles)-i, graded.FindingSheet)))
			break
		}
		body = append(body, letter.Paragraph(fmt.Sprintf("%d. %s：%s", i+1, explain.Place(o), explain.ObstacleText(o))))
	}
	return body
}

// rightsTold are the rights that a letter tells, by their keys.
var rightsTold = []string{explain.Correct, explain.Repair, explain.NoRepair, explain.Reference}

// told are the rights of the letter.
func (l *Letter) told() (rights []explain.Right) {
	for _, right := range l.Rights {
		if slices.Contains(rightsTold, right.Key) {
			rights = append(rights, right)
		}
	}
	return rights
}

// small is the small print: what the letter can be held against.
func (l *Letter) small() []string {
	lines := []string{"每一项的评分说明、填报所在的单元格，可以向本单位查询（" + l.rights.Told.Clause + "）。"}
	if l.Check.Manifest {
		return append(lines, "校验码 "+l.Check.Code+"：与这次评分结果的校验码相同，即出自该次评分；可用 credit verify 核对。")
	}
	return append(lines, "校验码 "+l.Check.Code+"：评分工作簿 SHA-256 的前 16 位。")
}
