package submission

import (
	"strings"

	"credit/internal/fold"
	"credit/internal/rubric"
	"credit/internal/sheet"
)

// The words that the template writes and the reader looks for.
const (
	// GuideSheet explains how to fill in; it carries the review block.
	GuideSheet = "填表说明"
	// PreviewPrefix begins the header of every column of the live preview;
	// such a column is never read.
	PreviewPrefix = "预览："
	// ReviewTitle heads the first column of the block 填报与审核 (articles 6
	// and 11), ReviewName, ReviewDate and ReviewOpinion the others.
	ReviewTitle   = "填报与审核"
	ReviewName    = "姓名"
	ReviewDate    = "日期"
	ReviewOpinion = "意见"
	// Passed and SentBack are the opinions that the template offers.
	Passed   = "通过"
	SentBack = "退回"
)

// ReviewRoles are who fills in and who reviews (articles 6 and 11), in their
// order; the last two are the departments.
var ReviewRoles = []string{"填报人", "单位负责人", "教育部门审核", "营商部门审核"}

// OwnRoles are how many of ReviewRoles, the first ones, are the school's own.
const OwnRoles = 2

// RecordHeaders are the canonical columns of the sheet 信用信息 (article 10),
// RecordCategories its categories, RecordLevels the levels of recognition.
var (
	RecordHeaders = []string{
		"身份证件号码", "姓名", "类别", "名称", "认定级别", "认定部门", "文号", "日期", "指标", "备注",
	}
	RecordCategories = []string{"荣誉表彰", "专项任务", "其他", violation}
	RecordLevels     = []string{"国家级", "省级", "市级", "县级", "校级"}
)

// Field is an identity column of a submission.
type Field struct {
	Header string // canonical
	Needed bool
}

// Fields are the identity columns in the contract's order.
func Fields() []Field {
	list := make([]Field, fieldCount)
	for f := range fieldCount {
		list[f] = Field{fields[f].header, fields[f].needed}
	}
	return list
}

// isPreview reports the header of a column of the live preview.
func isPreview(header string) bool {
	const first = "预" // spares folding every other header
	return strings.Contains(header, first) && strings.HasPrefix(fold.Key(header), fold.Key(PreviewPrefix))
}

// Canonical is the canonical form of an answer that is written in any
// accepted way; false where it is none.
func Canonical(n *rubric.Indicator, given string) (string, bool) {
	r := newQuestion(n, formsKnown{}, newTexts()).read(&sheet.Cell{Kind: sheet.Text, Text: given})
	switch {
	case !r.Stands:
		return "", false
	case n.Kind == rubric.Choice:
		return n.Answers[r.Choice].Text, true
	}
	return r.Given, true
}

// County is the canonical county that a text means, empty where it is none.
func County(c rubric.Counties, text string) string {
	if i := newCounties(c).find(text); i >= 0 {
		return c.Names[i].Name
	}
	return ""
}
