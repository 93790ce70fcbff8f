package rubrictest

import (
	"strings"
	"testing"

	embedded "credit/rubric"
)

// variations are edits of the embedded rubric that leave it sound: what stands
// there, and what may stand there instead.
var variations = []struct {
	old string
	new []string
}{
	{"section: 思想素质\n      below: 20", []string{"section: 思想素质\n      below: 22", "section: 思想素质\n      below: 30"}},
	{"section: 业务工作\n      below: 15", []string{"section: 业务工作\n      below: 14", "section: 业务工作\n      below: 21.5"}},
	{"section: 工作业绩\n      below: 25", []string{"section: 工作业绩\n      below: 24", "section: 工作业绩\n      below: 28"}},
	{"from: 85, below: 95", []string{"from: 80, below: 95", "from: 90.25, below: 95"}},
	{"{博士: 3, 硕士: 2, 本科及以下: 1}", []string{"{博士: 3, 硕士: 2.5, 本科及以下: 0}", "{博士: 3, 硕士: 3, 本科及以下: 3}"}},
	{"{一等奖: 5, 二等奖: 3, 三等奖: 1, 参与奖: 0.5, 无: 0}\n            several: highest\n            reading:", []string{
		"{一等奖: 5, 二等奖: 4, 三等奖: 3, 参与奖: 2, 无: 1}\n            several: highest\n            reading:"}},
	{"- {from: 95%, points: 2}\n              - {from: 85%, below: 95%, points: 1}\n              - {below: 85%, points: 0}", []string{
		"- {from: 98%, points: 2}\n              - {from: 80%, below: 98%, points: 1.5}\n              - {below: 80%, points: 0}"}},
	{"clause: 附件第 18 项\n            kind: choice\n            answers: 测试结果\n            points: {优秀: 3, 良好: 2, 中等: 1, 差: 0}", []string{
		"clause: 附件第 18 项\n            kind: choice\n            answers: 测试结果\n            points: {优秀: 3, 良好: 3, 中等: 2.75, 差: 0}"}},
	{"range: {min: 0, max: 5, decimals: 2}", []string{"range: {min: 0, max: 5, decimals: 1}"}},
	{"专科, 中专, 高中]", []string{"专科, 中专]"}},
}

// Varied is the text of the embedded rubric with some other floors, lines,
// points and answers; draw gives a number from 0 to below n.
func Varied(t testing.TB, draw func(n int) int) string {
	t.Helper()
	text := string(embedded.Yichun2024)
	for _, v := range variations {
		other := draw(len(v.new) + 2)
		if strings.Count(text, v.old) < 1 {
			t.Fatalf("the rubric holds no %q", v.old)
		}
		if other < len(v.new) {
			if strings.HasPrefix(v.old, "from: 85") { // the line of C ends where B begins
				text = strings.Replace(text, "from: 75, below: 85", "from: 75, below: "+strings.TrimSuffix(strings.TrimPrefix(v.new[other], "from: "), ", below: 95"), 1)
			}
			text = strings.Replace(text, v.old, v.new[other], 1)
		}
	}
	return text
}
