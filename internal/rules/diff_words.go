package rules

import (
	"fmt"
	"strings"

	"credit/internal/sheet"
)

// nothing stands for what one side does not say.
const nothing = "（没有）"

// Before and Now are what a change was and is, in Chinese.
func (c *Change) Before() string { return said(c.Old) }

// Now is what it is.
func (c *Change) Now() string { return said(c.New) }

func said(text *string) string {
	if text == nil {
		return nothing
	}
	return *text
}

// Lines say a change, a label and a text each: what came and went of a list,
// else what was and what is.
func (c *Change) Lines() [][2]string {
	var lines [][2]string
	if len(c.Added) > 0 {
		lines = append(lines, [2]string{"增加", strings.Join(c.Added, "、")})
	}
	if len(c.Removed) > 0 {
		lines = append(lines, [2]string{"删去", strings.Join(c.Removed, "、")})
	}
	if len(lines) > 0 {
		return lines
	}
	return [][2]string{{"原", c.Before()}, {"现", c.Now()}}
}

// Title is what a comparison is called.
func (d *Difference) Title() string { return "评分标准对比" }

// Facts say what is compared, and what it comes to.
func (d *Difference) Facts() [][2]string {
	return [][2]string{{"原来的", d.Old.Name()}, {"现在的", d.New.Name()}, {"结论", d.conclusion()}}
}

func (d *Difference) conclusion() string {
	switch {
	case d.SameFile():
		return "两份文件完全一样"
	case len(d.Changes) == 0:
		return "规则完全一样；文件校验码不同，只是注释、空白或写法的差别"
	}
	return fmt.Sprintf("%d 处不同，其中影响得分或等级的 %d 处（标有“*”）", len(d.Changes), d.Scoring())
}

// Mark marks a change that touches points or grades.
func (c *Change) Mark() string {
	if c.Scores {
		return "*"
	}
	return ""
}

// Page is the comparison as a table.
func (d *Difference) Page() sheet.Page {
	page := sheet.Page{Layout: sheet.Layout{Name: "不同之处", FreezeColumns: 1, Columns: []sheet.Column{
		{Header: "规则", Width: 30, Wrap: true}, {Header: "项目", Width: 20, Wrap: true}, {Header: "原", Width: 48, Wrap: true},
		{Header: "现", Width: 48, Wrap: true}, {Header: "影响得分或等级", Width: 10},
	}}}
	for i := range d.Changes {
		c := &d.Changes[i]
		scores := ""
		if c.Scores {
			scores = "是"
		}
		page.Add(sheet.TextValue(c.Part), sheet.TextValue(c.What), sheet.TextValue(c.Before()), sheet.TextValue(c.Now()), sheet.TextValue(scores))
	}
	return page
}
