package year

import (
	"fmt"

	"credit/internal/rubric"
)

// Edge is a borderline case: what it shows, and how its answers differ from
// full marks, by indicator number.
type Edge struct {
	About   string
	Changes map[int]string
}

// Edges are the cases at and just below every threshold of article 13. All
// but the first start from 100 points, so each change is what it costs.
var Edges = []Edge{
	{"满分 100", nil},
	{"95 分整是 A 级", map[int]string{17: "本科及以下", 18: "良好", 44: "二等奖"}},
	{"94.99 分是 B 级", map[int]string{17: "本科及以下", 18: "良好", 44: "二等奖", 31: "4.99"}},
	{"94.5 分是 B 级", map[int]string{17: "硕士", 44: "参与奖"}},
	{"85 分整是 B 级", map[int]string{17: "本科及以下", 18: "良好", 19: "无", 35: "未获奖", 43: "无", 31: "3"}},
	{"84.99 分是 C 级", map[int]string{17: "本科及以下", 18: "良好", 19: "无", 35: "未获奖", 43: "无", 31: "2.99"}},
	{"75 分整是 C 级，工作业绩正好 25 分", map[int]string{
		17: "本科及以下", 18: "良好", 19: "无", 35: "未获奖", 43: "无", 44: "无", 31: "3", 3: "92.5%", 16: "否", 25: "否"}},
	{"74.99 分是 D 级", map[int]string{
		17: "本科及以下", 18: "良好", 19: "无", 35: "未获奖", 43: "无", 44: "三等奖", 31: "2.99", 3: "84.5%", 16: "否", 25: "否"}},
	{"60 分整是 D 级，三个一级指标都正好不判 E", map[int]string{
		17: "本科及以下", 18: "差", 19: "无", 35: "未获奖", 43: "无", 44: "无", 31: "3",
		4: "否", 7: "否", 11: "否", 12: "否", 15: "否", 16: "否", 22: "否", 24: "否", 25: "否"}},
	{"59.99 分是 E 级", map[int]string{
		17: "本科及以下", 18: "差", 19: "无", 35: "未获奖", 43: "无", 44: "无", 31: "2.99",
		4: "否", 7: "否", 11: "否", 12: "否", 15: "否", 16: "否", 22: "否", 24: "否", 25: "否"}},
	{"思想素质 19 分直接判 E，总分 87 本应 B 级", map[int]string{
		3: "90%", 4: "否", 5: "否", 7: "否", 11: "否", 12: "否", 16: "否"}},
	{"业务工作 14 分直接判 E，总分 85 本应 B 级", map[int]string{
		17: "硕士", 18: "差", 19: "无", 20: "否", 22: "否", 24: "否", 29: "否"}},
	{"工作业绩 24.5 分直接判 E，总分 85.5 本应 B 级", map[int]string{
		35: "未获奖", 43: "参与奖", 44: "无", 31: "4", 42: "否"}},
	{"工作业绩 24 分直接判 E，总分 79 本应 C 级（没有奖项的本科教师）", map[int]string{
		17: "本科及以下", 18: "良好", 19: "无", 35: "未获奖", 43: "无", 44: "无", 31: "4", 39: "否"}},
	{"出席率 94.96%，显示为 95%，按实际值只得 1 分", map[int]string{3: "94.96%", 38: "94.96%", 17: "本科及以下", 43: "三等奖"}},
}

// edgeAnswers are full marks with the changes of the edge.
func (m *Maker) edgeAnswers(e Edge) []string {
	answers := make([]string, len(m.rubric.Indicators))
	for i := range m.rubric.Indicators {
		answers[i] = fullMarks(&m.rubric.Indicators[i])
	}
	for number, answer := range e.Changes {
		answers[number-1] = answer
	}
	return answers
}

// fullMarks is the answer that earns the most.
func fullMarks(n *rubric.Indicator) string {
	switch n.Kind {
	case rubric.Rate:
		return "100%"
	case rubric.Number:
		return n.Range.Max.String()
	}
	for _, a := range n.Answers {
		if a.Points == n.Points {
			return a.Text
		}
	}
	panic(fmt.Sprintf("year: indicator %d has no full marks", n.Number))
}
