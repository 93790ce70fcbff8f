package template

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"credit/internal/rubric"
	"credit/internal/sheet"
	"credit/internal/stamp"
	"credit/internal/submission"
)

// overlays are the county's own rules that the template is made by (article
// 21).
func (o Options) overlays() (own []*rubric.Overlay) {
	for i := range o.Rubric.Overlays {
		if one := &o.Rubric.Overlays[i]; one.County == o.County {
			own = append(own, one)
		}
	}
	return own
}

// counties are those whose people may stand in the template: by a county's own
// rules its people alone, by the plain ones those who have no others. Somebody
// else is held back, for their template is another.
func (o Options) counties() rubric.Counties {
	c := o.Rubric.Counties
	own := len(o.overlays()) > 0
	c.Names = slices.DeleteFunc(slices.Clone(c.Names), func(county rubric.County) bool {
		if own {
			return county.Name != o.County
		}
		return slices.ContainsFunc(o.Rubric.Overlays, func(other rubric.Overlay) bool { return other.County == county.Name })
	})
	return c
}

// countyRefusal is what is shown where another county is typed.
func (o Options) countyRefusal() string {
	switch {
	case len(o.overlays()) > 0:
		return "本模板按" + o.County + "的细则制作，只用于" + o.County + "的人员；其他县（市）区的人员请用另外的模板。"
	case len(o.Rubric.Overlays) > 0:
		return "请从列表里选县（市）区；没有列出的县（市）区有自己的细则，请用按细则制作的模板。"
	}
	return "请从列表里选县（市）区。"
}

// byDocuments names the documents that the template is made by; nothing
// without any.
func (o Options) byDocuments() string {
	var documents []string
	for _, one := range o.overlays() {
		documents = append(documents, one.Document)
	}
	if len(documents) == 0 {
		return ""
	}
	return "（按" + strings.Join(documents, "、") + "）"
}

// aboutOwnRules say by which of the county's own rules the template is made,
// and what they change, each with its clause.
func aboutOwnRules(o Options) (lines []string) {
	for i, one := range o.overlays() {
		lines = append(lines, "本模板按"+one.Name()+"制作，"+one.Term()+"，只用于"+one.County+"的人员；其他县（市）区的人员请用另外的模板，填在这里不能评分。")
		if i > 0 {
			lines = append(lines, "与前面的细则不同的，以"+one.Document+"为准。")
		}
		for _, change := range one.Changes {
			lines = append(lines, change.Clause+"："+about(o.Rubric, change))
		}
	}
	return lines
}

// about is what an overlay changes, with the indicator it changes.
func about(r *rubric.Rubric, change rubric.Change) string {
	text := change.Text
	if !strings.HasSuffix(text, "。”") {
		text += "。"
	}
	if change.Indicator < 1 || change.Indicator > len(r.Indicators) {
		return text
	}
	return aboutIndicator(&r.Indicators[change.Indicator-1]) + text
}

func aboutIndicator(n *rubric.Indicator) string {
	return fmt.Sprintf("第 %d 项“%s”：", n.Number, n.Name)
}

// excusing is one way in which 不适用 may be filled in, and by whom.
type excusing struct {
	rule *rubric.NotApplicable
	whom string
}

// excusings are the ways in which 不适用 may be filled in, those that prevail
// first; one for the very same people is said once.
func excusings(n *rubric.Indicator) (list []excusing) {
	for i := len(n.NotApplicable) - 1; i >= 0; i-- {
		rule := &n.NotApplicable[i]
		whom := rule.Whom()
		if !slices.ContainsFunc(list, func(e excusing) bool { return e.whom == whom }) {
			list = append(list, excusing{rule, whom})
		}
	}
	return list
}

// namesOf are posts as texts name them.
func namesOf(posts []string) string { return "“" + strings.Join(posts, "”、“") + "”" }

// posts are all posts for which 不适用 is an answer somewhere.
func posts(r *rubric.Rubric) (all []string) {
	for i := range r.Indicators {
		for _, rule := range r.Indicators[i].NotApplicable {
			for _, post := range rule.Posts {
				if !slices.Contains(all, post) {
					all = append(all, post)
				}
			}
		}
	}
	return all
}

// mayExcuse says in short who may fill in 不适用; nothing where nobody may.
func mayExcuse(n *rubric.Indicator) string {
	const most = 40
	whom := n.Whom()
	switch {
	case whom == "":
		return ""
	case len([]rune(whom)) > most:
		whom = "细则写明的人（见" + sheetName(submission.GuideSheet) + "）"
	}
	return whom + "可填“" + submission.NotApplicable + "”。"
}

// excusedEarnings say who may fill in 不适用, and how that counts.
func excusedEarnings(n *rubric.Indicator) (text string) {
	list := excusings(n)
	for _, way := range list {
		text += "；" + way.whom + "可填“" + submission.NotApplicable + "”，" + way.rule.Earns.Text() + "，" + way.rule.Clause
	}
	if len(list) > 1 {
		text += "；几条都符合的，以先列出的为准"
	}
	return text
}

// howToExcuse is the rule for 不适用: nobody may fill it in, or only whom the
// county's own rules allow it.
func howToExcuse(r *rubric.Rubric) string {
	var whom []string
	numbers := map[string][]string{}
	for i := range r.Indicators {
		for _, way := range excusings(&r.Indicators[i]) {
			if numbers[way.whom] == nil {
				whom = append(whom, way.whom)
			}
			numbers[way.whom] = append(numbers[way.whom], strconv.Itoa(r.Indicators[i].Number))
		}
	}
	if len(whom) == 0 {
		return ""
	}
	places := make([]string, len(whom))
	for i, one := range whom {
		places[i] = one + "：第 " + strings.Join(numbers[one], "、") + " 项"
	}
	text := "“" + submission.NotApplicable + "”只有细则写明的人、在写明的项里可以填（" + strings.Join(places, "；") +
		"），其他人、其他项不要填，否则不能评分。"
	if len(posts(r)) > 0 {
		text += "“岗位”一列须照这里的写法填准，不能写别的叫法，也不能空着。"
	}
	return text
}

// offers are what the dropdown of a choice offers.
func offers(n *rubric.Indicator) []string {
	list := texts(n)
	if len(n.NotApplicable) > 0 && !slices.Contains(list, submission.NotApplicable) {
		list = append(list, submission.NotApplicable)
	}
	return list
}

// columnOfPost is the column of the post: what 不适用 depends on is offered, and
// anything else may be typed.
func columnOfPost(r *rubric.Rubric, l *stamp.Lists) sheet.Column {
	c := sheet.Column{Header: postHeader, Width: 10, Style: sheet.CenterText, Wrap: true, Note: "如 任课教师、班主任、教务"}
	list := posts(r)
	if len(list) == 0 {
		return c
	}
	c.Width, c.Note = 13, "填“不适用”的必填，从列表里选；其他岗位照实填"
	c.Input = offered(l, postHeader, list)
	c.Input.Title = postHeader
	c.Input.Prompt = shortened("岗位是"+namesOf(list)+"的，请从列表里选：细则只允许这些岗位在写明的项里填“"+submission.NotApplicable+"”，写法须一致。其他岗位照实填写。", longestPrompt)
	return c
}
