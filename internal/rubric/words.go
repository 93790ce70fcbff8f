package rubric

import (
	"slices"
	"strings"
	"unicode"

	"credit/internal/fold"
)

// words are the names that rules files may use, with what they mean: for people
// who read no English. The names of answers are not among them.
var words = map[string]string{
	"holidays": "放假", "to": "最后一天", "workdays": "调休上班", "year": "年度", "years": "各年安排",
	"also": "也认的写法", "also_named": "又称", "answer": "填报", "answer_sets": "答案组", "answers": "填报",
	"appendix": "附件名称", "assessment": "师德考核结果", "at_least": "至少几人", "bands": "分档", "below": "到，不含",
	"clause": "条款出处", "code": "区划代码", "conduct": "师德核对", "correction": "更正", "counties": "县（市）区名单",
	"county": "县（市）区", "decimals": "最多几位小数", "direct": "直接判级", "document": "文号", "earns": "怎样计分",
	"edition": "版本", "effective": "施行日期", "extension_days": "延长几日", "from": "从，含", "grade": "等级",
	"grades": "等级", "grading": "等级划分", "group": "二级指标", "groups": "二级指标", "guards": "核对提醒",
	"honours": "荣誉核对", "id": "标识", "indicators": "指标", "issued": "发文日期", "issuers": "发文机关",
	"kind": "填报方式", "lasting": "逐年不变", "max": "最大", "min": "最小", "months": "几个月", "name": "名称",
	"names": "名单", "not_applicable": "不适用", "notice": "提示语", "number": "序号、编号", "over": "超过多少", "points": "分值",
	"polarity": "正反核对", "post": "岗位", "posts": "岗位", "prefixes": "前缀", "profiles": "人员类别",
	"range": "取值范围", "reading": "理解", "readings": "理解", "repair": "修复", "report": "举报", "rights": "权利",
	"rubric": "评分标准的标识", "rules": "规则", "school": "学校名称里的字", "schools": "学校名称里的字", "section": "一级指标",
	"sections": "一级指标", "several": "填几个答案时", "statement": "评分说明", "text": "内容", "title": "标题",
	"told": "告知", "uniform": "雷同核对", "unknown": "没有认出的县（市）区", "until": "最后一天", "without": "不适用的指标",
	"working_days": "几个工作日",
}

// called is a name as messages call it, with its meaning.
func called(name string) string {
	if meaning := words[name]; meaning != "" {
		return "“" + name + "”（" + meaning + "）"
	}
	return "“" + name + "”"
}

// near reports a name that somebody wrote who meant the word: misspelt, in
// capitals, or in Chinese.
func near(written, word string) bool {
	low := strings.ToLower(written)
	if low == word || len(word) > 3 && (sortedLetters(low) == sortedLetters(word) || distance(low, word) <= 1+len(word)/6) {
		return true
	}
	return len([]rune(written)) > 1 && unicode.Is(unicode.Han, []rune(written)[0]) && within(fold.Text(written), words[word])
}

func sortedLetters(s string) string {
	letters := []rune(s)
	slices.Sort(letters)
	return string(letters)
}

// within reports that all of a text stands in another, in its order: 县区 in
// 县（市）区.
func within(text, whole string) bool {
	rest := []rune(text)
	for _, r := range whole {
		if len(rest) > 0 && r == rest[0] {
			rest = rest[1:]
		}
	}
	return len(rest) == 0
}

// mostCompared bounds the names that are compared letter by letter.
const mostCompared = 40

// distance is how many letters must be added, left out or changed to make one
// word of the other.
func distance(a, b string) int {
	if len(a) > mostCompared {
		return len(a)
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		before := row[0]
		row[0] = i + 1
		for j := range b {
			change := before
			if a[i] != b[j] {
				change++
			}
			before = row[j+1]
			row[j+1] = min(change, row[j]+1, before+1)
		}
	}
	return row[len(b)]
}
