package render_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"credit/internal/sheet"
)

var headers = regexp.MustCompile(`<th scope="col"[^>]*>([^<]*)</th>`)

// A table too wide for paper comes in parts: each begins with the frozen
// columns, every other column stands in one part, and no group is torn.
func TestAWideTableIsSplit(t *testing.T) {
	p := sheet.Page{Layout: sheet.Layout{Name: "逐项得分", FreezeColumns: 2, Columns: []sheet.Column{
		{Header: "姓名", Style: sheet.CenterText}, {Header: "学校", Width: 22, Wrap: true},
	}}}
	row := texts("张三", "云海第一中学")
	var want []string
	for i := range 60 {
		name := fmt.Sprintf("第 %d 项", i)
		p.Columns = append(p.Columns, sheet.Column{Group: fmt.Sprint("组", i/2), Header: name, Width: 9, Style: sheet.CountCell})
		row, want = append(row, sheet.CountValue(i)), append(want, name)
	}
	p.Add(row...)
	parts := strings.Split(onePage(t, p), "<table")[1:]
	if len(parts) < 3 {
		t.Fatalf("%d parts", len(parts))
	}
	var got []string
	for i, part := range parts {
		wants(t, part, fmt.Sprintf("<caption>第 %d 部分，共 %d 部分</caption>", i+1, len(parts)), ">张三</th>", ">云海第一中学</th>")
		var names []string
		for _, header := range headers.FindAllStringSubmatch(part, -1) {
			names = append(names, header[1])
		}
		if names = slices.DeleteFunc(names, func(name string) bool { return name == "姓名" || name == "学校" }); len(names)%2 != 0 || len(names) < 10 {
			t.Errorf("part %d has the columns %v", i+1, names)
		}
		got = append(got, names...)
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
}

// Where a layout begins printed pages, a table that must be split is split
// there.
func TestALayoutSaysWhereToSplit(t *testing.T) {
	p := sheet.Page{Layout: sheet.Layout{Name: "表", FreezeColumns: 1, PageStarts: []int{31, 11}}}
	for i := range 41 {
		p.Columns = append(p.Columns, sheet.Column{Header: fmt.Sprint("长一点的名字", i), Width: 20})
	}
	var counts []int
	for _, part := range strings.Split(onePage(t, p), "<table")[1:] {
		counts = append(counts, strings.Count(part, `<th scope="col"`))
	}
	if !slices.Equal(counts, []int{11, 21, 11}) {
		t.Error(counts)
	}
	p.PageStarts, p.PageEvery = nil, 16
	if got := strings.Count(onePage(t, p), "<table"); got != 3 {
		t.Errorf("%d parts of 16 columns", got)
	}
}

func TestAHiddenPageIsLeftOut(t *testing.T) {
	html := onePage(t, sheet.Page{Layout: sheet.Layout{Name: "_credit", Hidden: true}})
	lacks(t, html, "_credit", "<section")
}

func TestAnEmptyTableSaysSo(t *testing.T) {
	html := onePage(t, sheet.Page{Layout: sheet.Layout{Name: "未评分", Columns: make([]sheet.Column, 3), Chart: &sheet.Chart{Series: []int{1}, Rows: 5}}})
	wants(t, html, `<td class="c none" colspan="3">无</td>`)
	lacks(t, html, "<svg")
}

func TestColumnsThatAreNotPrinted(t *testing.T) {
	p := sheet.Page{Layout: sheet.Layout{Name: "表", PrintColumns: 1, Columns: []sheet.Column{{Header: "甲"}, {Header: "来源"}}}}
	p.Add(texts("一", "二")...)
	wants(t, onePage(t, p), `class="keep screen" style="min-width:3.0em">来源</th>`, `<td class="keep">一</td>`, `<td class="keep screen">二</td>`)
}

func TestAPageOfText(t *testing.T) {
	p := sheet.Page{Layout: sheet.Layout{Name: "评分说明", Plain: true, Columns: []sheet.Column{{Header: "项目"}, {Header: "内容"}}}}
	p.Add(texts("年度", "2026")...)
	wants(t, onePage(t, p), "<dl class=\"text\">\n<div><dt>年度</dt><dd>2026</dd></div>\n</dl>")

	p.Columns = []sheet.Column{{Width: 6, Style: sheet.CenterText}, {Width: 20}, {Width: 20}}
	p.Rows = nil
	p.Add(sheet.TextValue("一、怎样填").AsHeading().Across(9))
	p.Add(sheet.CountValue(1), sheet.TextValue("先填姓名。").Across(2), sheet.TextValue("被盖住"))
	p.Add(sheet.TextValue("审核").AsBoxed(), sheet.Empty().AsBoxed())
	html := onePage(t, p)
	wants(t, html, `<tr><td colspan="3" class="heading">一、怎样填</td></tr>`,
		`<tr><td class="c">1</td><td colspan="2">先填姓名。</td></tr>`,
		`<tr><td class="boxed c">审核</td><td class="boxed"></td><td></td></tr>`)
	lacks(t, html, "被盖住")
}
