package template

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"

	"credit/internal/rubric"
	"credit/internal/submission"
)

// What an office program shows of a prompt, in UTF-16 units: see sheet.Input.
const (
	longestTitle   = 32
	longestPrompt  = 255
	longestRefusal = 225
)

// shortened cuts a text to so many UTF-16 units, visibly.
func shortened(text string, most int) string {
	if len(utf16.Encode([]rune(text))) <= most {
		return text
	}
	runes := []rune(text)
	for len(utf16.Encode(runes)) > most-1 {
		runes = runes[:len(runes)-1]
	}
	return string(runes) + "…"
}

// texts are the canonical answers of a choice.
func texts(n *rubric.Indicator) []string {
	list := make([]string, len(n.Answers))
	for i, answer := range n.Answers {
		list[i] = answer.Text
	}
	return list
}

// best is the answer that earns the most.
func best(n *rubric.Indicator) string {
	top := slices.MaxFunc(n.Answers, func(a, b rubric.Answer) int { return int(a.Points - b.Points) })
	return top.Text
}

// soundsContrary reports an indicator whose title sounds the other way round
// than its 评分说明 (reading 11).
func soundsContrary(r *rubric.Rubric, n *rubric.Indicator) bool {
	return n.Kind == rubric.Choice && slices.Contains(r.Guards.Polarity.Indicators, n.Number)
}

// note is the 评分说明 of an indicator.
func note(r *rubric.Rubric, n *rubric.Indicator) string {
	if soundsContrary(r, n) {
		return "填“" + best(n) + "”表示符合评分说明：" + n.Statement
	}
	return n.Statement
}

// columnNote is what stands above an indicator's header: with its 评分说明, who
// may fill in 不适用.
func columnNote(r *rubric.Rubric, n *rubric.Indicator) string { return note(r, n) + mayExcuse(n) }

// prompt is what is shown while an answer is filled in: the rule, last, is
// what may be written and is never cut off.
func prompt(r *rubric.Rubric, n *rubric.Indicator) string {
	rule := "\n可填：" + allowed(n) + "。"
	if may := mayExcuse(n); may != "" {
		rule += "\n" + may
	}
	if n.Several {
		rule += "\n有几个奖项的，填最高的一项。"
	}
	text := "评分说明：" + n.Statement
	if soundsContrary(r, n) {
		text = note(r, n)
		rule += "\n本项标题听起来相反，请以评分说明为准。"
	}
	return shortened(text, longestPrompt-len(utf16.Encode([]rune(rule)))) + rule
}

// refusal is what is shown when something else is typed.
func refusal(n *rubric.Indicator) string {
	text := "请填" + submission.Allowed(n) + "。"
	if n.Kind == rubric.Choice {
		text = "请从列表里选：" + allowed(n) + "。"
	}
	return shortened(text+mayExcuse(n), longestRefusal)
}

// allowed is what may be written, cut to what a prompt has room for.
func allowed(n *rubric.Indicator) string {
	return shortened(strings.TrimSpace(submission.Allowed(n)), longestPrompt/2)
}

// earnings say what may be written and what it earns.
func earnings(n *rubric.Indicator) string { return answerEarnings(n) + excusedEarnings(n) }

func answerEarnings(n *rubric.Indicator) string {
	switch n.Kind {
	case rubric.Rate:
		return "百分数，如 96.5%：" + bands(n)
	case rubric.Measure:
		return strings.TrimSpace(submission.Allowed(n)) + "：" + bands(n)
	case rubric.Number:
		return strings.TrimSpace(submission.Allowed(n)) + "，按填报的分值计分"
	}
	parts := make([]string, len(n.Answers))
	for i, answer := range n.Answers {
		parts[i] = fmt.Sprintf("%s %s 分", answer.Text, answer.Points)
	}
	return strings.Join(parts, "；")
}

// bands say what each band earns.
func bands(n *rubric.Indicator) string {
	parts := make([]string, len(n.Bands))
	for i, band := range n.Bands {
		parts[i] = band.Earning()
	}
	return strings.Join(parts, "；")
}
