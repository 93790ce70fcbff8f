package submission

import (
	"slices"
	"strings"
	"unicode"

	"credit/internal/fold"
)

// Review is how far a submission has come: the block 填报与审核 (articles 6
// and 11).
type Review struct {
	// Found says that the workbook has the block.
	Found bool
	// Steps are those of ReviewRoles, in their order.
	Steps []Step
}

// Step is one line of the block.
type Step struct {
	Role, Name string
	// Date is the day as 2026-03-02, or the text found where it is no day.
	Date    string
	Opinion string
	State   StepState

	dated, contradicted, unseen bool
	// sheet is where the step stands, the others are the cells on it.
	sheet, nameCell, dateCell, opinionCell string
}

// StepState is how far a step has come.
type StepState uint8

// The states of a step. The opinion is optional for those who fill in; the
// departments' must say that the submission has passed.
const (
	Open       StepState = iota // nothing was filled in
	Incomplete                  // something is missing or cannot be read
	Done                        // name and day, and an opinion that says passed
	Returned                    // the opinion says 退回, 不通过 or the like
)

// departments are how many of ReviewRoles, the last ones, are departments.
const departments = 2

// Reviewed reports that both departments have passed the submission (articles
// 6 and 11).
func (r Review) Reviewed() bool {
	if !r.Found || len(r.Steps) < departments {
		return false
	}
	passed := func(s Step) bool { return s.State == Done }
	return !slices.ContainsFunc(r.Steps[len(r.Steps)-departments:], func(s Step) bool { return !passed(s) })
}

// Begun reports that somebody has written something into the block.
func (r Review) Begun() bool {
	return slices.ContainsFunc(r.Steps, func(s Step) bool { return s.State != Open })
}

// Text says in one line of Chinese how far the submission has come.
func (r Review) Text() string {
	if !r.Found {
		return "没有“" + ReviewTitle + "”栏"
	}
	var phrases, who []string
	for i, step := range r.Steps {
		subject, said := step.said()
		who = append(who, subject)
		if i+1 < len(r.Steps) {
			if _, next := r.Steps[i+1].said(); next == said {
				continue
			}
		}
		phrases, who = append(phrases, strings.Join(who, "、")+said), nil
	}
	return strings.Join(phrases, "，")
}

// said is who a step is about, and what is to be said of it.
func (s Step) said() (subject, text string) {
	department, isDepartment := strings.CutSuffix(s.Role, "审核")
	switch s.State {
	case Returned:
		return department, "已退回"
	case Incomplete:
		return s.Role, "没有填全（" + s.sheet + "!" + strings.Join(s.lacking(), "；") + "）"
	case Done:
		if isDepartment {
			return department, "审核通过"
		}
		return s.Role, "已填"
	}
	if isDepartment {
		return department, "尚未审核"
	}
	return s.Role, "未填"
}

// lacking is what an incomplete step still needs: which cell, and how to write
// it.
func (s Step) lacking() []string {
	var list []string
	if s.contradicted {
		list = append(list, "写了两次，不一致")
	}
	if s.unseen {
		list = append(list, "是隐藏的，请取消隐藏")
	}
	if !isName(s.Name) {
		list = append(list, s.nameCell+" 请写姓名")
	}
	switch {
	case s.Date == "":
		list = append(list, s.dateCell+" 请写日期，如 "+exampleDay)
	case !s.dated:
		list = append(list, s.dateCell+" 的日期请写成 "+exampleDay)
	}
	switch {
	case !s.isDepartment() || passes(s.Opinion):
	case s.Opinion == "":
		list = append(list, s.opinionCell+" 请写“"+Passed+"”或“"+SentBack+"”")
	default:
		list = append(list, s.opinionCell+" 的意见请写明“"+Passed+"”或“"+SentBack+"”")
	}
	return list
}

// isName reports a text that may be somebody's name, or a signature.
func isName(text string) bool {
	switch fold.Key(text) {
	case "无", "待定", "略", "暂无", "未定":
		return false
	}
	return strings.ContainsFunc(text, unicode.IsLetter)
}

// exampleDay shows how a day is written.
const exampleDay = "2026-11-20"

func (s Step) isDepartment() bool {
	return slices.Index(ReviewRoles, s.Role) >= len(ReviewRoles)-departments
}

// judge settles the state.
func (s *Step) judge() {
	switch {
	case sendsBack(s.Opinion):
		s.State = Returned
	case s.Name == "" && s.Date == "" && s.Opinion == "":
		s.State = Open
	case len(s.lacking()) > 0:
		s.State = Incomplete
	default:
		s.State = Done
	}
}

// refusals are the words of an opinion that sends a submission back.
var refusals = []string{
	"退回", "打回", "驳回", "不通过", "未通过", "没通过", "没有通过", "不能通过", "不予通过", "暂不", "不同意", "未同意", "不属实", "不合格", "重报", "重新填报",
}

func sendsBack(opinion string) bool {
	text := fold.Text(opinion)
	return slices.ContainsFunc(refusals, func(word string) bool { return strings.Contains(text, word) })
}

// approvals are what an opinion may say, phrase by phrase, to let a
// submission pass; before them stand such words as 经 and 已.
var (
	approvals = []string{
		"通过", "同意", "属实", "情况属实", "内容属实", "信息属实", "填报属实", "材料属实", "无误", "情况无误", "内容无误", "信息无误", "准确无误",
		"同意上报", "同意报送", "同意申报", "同意通过", "同意填报", "通过审核", "同意评分", "合格",
	}
	before = []string{"经", "已", "审核", "核实", "复核", "核对", "审查", "查", "后", "结果", "全部", "均", "予以", ":"}
)

// passes reports an opinion each phrase of which lets the submission pass; an
// opinion that says more than that is for people to read.
func passes(opinion string) bool {
	return allPass(strings.FieldsFunc(fold.Text(opinion), isPause)) || // 通 过
		allPass(strings.FieldsFunc(fold.Line(opinion), func(r rune) bool { return r == ' ' || isPause(r) })) // 情况属实 同意
}

func allPass(phrases []string) bool {
	passed := false
	for _, phrase := range phrases {
		switch phrase = withoutLead(fold.Text(phrase)); {
		case slices.Contains(approvals, phrase):
			passed = true
		case phrase != "":
			return false
		}
	}
	return passed
}

// withoutLead drops what may stand before an approval.
func withoutLead(phrase string) string {
	for !slices.Contains(approvals, phrase) {
		at := slices.IndexFunc(before, func(word string) bool { return strings.HasPrefix(phrase, word) })
		if at < 0 {
			break
		}
		phrase = strings.TrimPrefix(phrase, before[at])
	}
	return phrase
}

func isPause(r rune) bool { return strings.ContainsRune(",，。.;；、!！(（)）", r) }
