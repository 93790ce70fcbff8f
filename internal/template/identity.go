package template

import (
	"slices"
	"strings"

	"credit/internal/practitioner"
	"credit/internal/rubric"
	"credit/internal/sheet"
	"credit/internal/stamp"
	"credit/internal/submission"
)

// identity is a column that says who somebody is (article 9).
type identity struct {
	column sheet.Column
	of     func(*practitioner.Practitioner) string
}

// The canonical headers of the identity columns.
const (
	countyHeader   = "县（市）区"
	schoolHeader   = "学校"
	nameHeader     = "姓名"
	idHeader       = "身份证件号码"
	documentHeader = "证件类型"
	postHeader     = "岗位"
	remarkHeader   = "备注"
)

// identities are the identity columns in the order a clerk fills them in, the
// needed ones first and side by side; the remark comes after the answers.
func identities(o Options, l *stamp.Lists) []identity {
	r := o.Rubric
	return []identity{
		{sheet.Column{Header: countyHeader, Width: 9.5, Style: sheet.CenterText, Note: "从列表里选", Input: countyInput(o, l)},
			func(p *practitioner.Practitioner) string { return p.County }},
		{sheet.Column{Header: schoolHeader, Width: 15, Wrap: true, Note: "单位全称"},
			func(p *practitioner.Practitioner) string { return p.School }},
		{sheet.Column{Header: nameHeader, Width: 8.5, Style: sheet.CenterText, Note: "与证件一致"},
			func(p *practitioner.Practitioner) string { return p.Name }},
		{sheet.Column{Header: idHeader, Width: 20.5, Style: sheet.CodeText, Note: "居民身份证 18 位；其他证件请先填“证件类型”"},
			func(p *practitioner.Practitioner) string { return p.ID.Reveal() }},
		{sheet.Column{Header: documentHeader, Width: 12, Style: sheet.CenterText, Wrap: true, Note: "居民身份证可以不填", Input: offered(l, documentHeader, documents)},
			func(p *practitioner.Practitioner) string { return p.Document }},
		{sheet.Column{Header: "资格证号", Width: 19, Style: sheet.CodeText, Note: "教师资格证号码，没有的不填"},
			func(p *practitioner.Practitioner) string { return p.Certificate }},
		{columnOfPost(r, l),
			func(p *practitioner.Practitioner) string { return p.Post }},
		{sheet.Column{Header: "年度考核", Width: 9.5, Style: sheet.CenterText, Note: "考核结果", Input: offered(l, "年度考核", assessments(r))},
			func(p *practitioner.Practitioner) string { return p.Annual }},
		{sheet.Column{Header: "师德考核", Width: 9.5, Style: sheet.CenterText, Note: "考核结果", Input: offered(l, "师德考核", assessments(r))},
			func(p *practitioner.Practitioner) string { return p.Ethics }},
	}
}

// documents are the documents offered; others may be typed.
var documents = []string{
	practitioner.ResidentID, "护照", "港澳居民来往内地通行证", "台湾居民来往大陆通行证", "港澳台居民居住证", "外国人永久居留身份证",
}

// assessments are the results offered for the two assessments; other words
// may be typed, for no rule fixes them. The one that contradicts full marks
// (article 9) is among them.
func assessments(r *rubric.Rubric) []string {
	list := []string{"优秀", "合格", "基本合格"}
	if worst := r.Guards.Conduct.Assessment; worst != "" && !slices.Contains(list, worst) {
		list = append(list, worst)
	}
	return list
}

func offered(l *stamp.Lists, title string, texts []string) *sheet.Input {
	return &sheet.Input{List: l.Dropdown(title, texts)}
}

func countyInput(o Options, l *stamp.Lists) *sheet.Input {
	var names []string
	for _, county := range o.counties().Names {
		names = append(names, county.Name)
	}
	if len(names) == 0 { // every county has rules of its own: nobody belongs here
		return nil
	}
	return &sheet.Input{List: l.Dropdown(countyHeader, names), Refusal: o.countyRefusal()}
}

// isNeeded reports an identity column without which nobody is graded.
func isNeeded(header string) bool {
	return slices.ContainsFunc(submission.Fields(), func(f submission.Field) bool { return f.Header == header && f.Needed })
}

// idInput refuses what is certainly wrong: no text, or a 居民身份证 that has not
// 18 characters. The number is often typed before the document is chosen.
func idInput(id, document string) *sheet.Input {
	return &sheet.Input{
		Formula: "AND(ISTEXT(" + id + "),OR(LEN(SUBSTITUTE(" + id + `," ",""))=18,AND(LEN(` + document + ")>0," +
			document + `<>"` + practitioner.ResidentID + `")))`,
		Title:   idHeader,
		Prompt:  "居民身份证号码 18 位，末位是 X 的照填。其他证件请先在“证件类型”列选好，再填号码。",
		Refusal: "居民身份证号码应为 18 位，按文本填写。其他证件请先在“证件类型”列选好，再填号码。",
	}
}

// quoted is a text as formulas write it, in pieces of the length they take.
func quoted(text string) string {
	const longest = 200
	var parts []string
	for runes := []rune(text); len(runes) > 0; {
		n := min(longest, len(runes))
		parts = append(parts, `"`+strings.ReplaceAll(string(runes[:n]), `"`, `""`)+`"`)
		runes = runes[n:]
	}
	if len(parts) == 0 {
		return `""`
	}
	return strings.Join(parts, "&")
}
