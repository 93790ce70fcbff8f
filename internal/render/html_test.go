package render_test

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"

	"credit/internal/points"
	"credit/internal/render"
	"credit/internal/sheet"
)

func page(t *testing.T, d render.Document) string {
	t.Helper()
	var b strings.Builder
	if err := render.HTML(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func onePage(t *testing.T, p sheet.Page) string {
	t.Helper()
	return page(t, render.Document{Title: "报告", Pages: []sheet.Page{p}})
}

func texts(row ...string) []sheet.Value {
	values := make([]sheet.Value, len(row))
	for i, text := range row {
		values[i] = sheet.TextValue(text)
	}
	return values
}

func wants(t *testing.T, html string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(html, part) {
			t.Errorf("%s is missing in\n%s", part, body(html))
		}
	}
}

func lacks(t *testing.T, html string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if strings.Contains(html, part) {
			t.Errorf("%s must not be in\n%s", part, body(html))
		}
	}
}

// body is a page without its style.
func body(html string) string {
	_, after, _ := strings.Cut(html, "<body>")
	before, _, _ := strings.Cut(after, "</body>")
	return before
}

// Strangers write into every text of a page; none becomes anything but text.
func TestStrangersTextStaysText(t *testing.T) {
	const bad = "</title></style><script>alert(1)</script>\" onload='x'&\u202e\n=1"
	const shown = "&lt;/title&gt;&lt;/style&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#34; onload=&#39;x&#39;&amp;U&#43;202E =1"
	column := sheet.Column{Section: bad, Group: bad, Note: bad, Header: bad}
	count := sheet.Column{Header: bad, Style: sheet.CountCell}
	table := sheet.Page{Layout: sheet.Layout{
		Name: bad, Columns: []sheet.Column{column, count}, Heading: []string{bad, bad},
		Chart:      &sheet.Chart{Title: bad, Series: []int{1}, Rows: 1, Colours: []string{"red;x:url(1)"}},
		Highlights: []sheet.Highlight{{NotEmpty: true, Fill: "red;x:url(2)", Ink: "}</style>"}},
	}, Notes: []string{bad}}
	table.Add(sheet.TextValue(bad), sheet.CountValue(3))
	list := sheet.Page{Layout: sheet.Layout{Name: bad, Plain: true, Columns: make([]sheet.Column, 2)}}
	list.Add(texts(bad, bad)...)
	text := sheet.Page{Layout: sheet.Layout{Name: bad, Plain: true, Columns: make([]sheet.Column, 3)}}
	text.Add(sheet.TextValue(bad).AsHeading().Across(3))
	html := page(t, render.Document{
		Title: bad, Subtitle: bad, Facts: [][2]string{{bad, bad}}, Foot: []string{bad}, Pages: []sheet.Page{table, list, text},
	})
	lacks(t, html, "<script", "\u202e", "url(", "onload='", "alert(1)<", "\n=1")
	if got := strings.Count(html, "<style>") + strings.Count(html, "</style>"); got != 2 {
		t.Errorf("%d tags of styles", got)
	}
	// Title twice, subtitle, fact 2, foot; three sections in the contents and
	// their headings; lead, 5 texts of headers, a cell, a note, the chart's
	// title twice, its legend, description 2 and hint 2; list 2, text 1.
	if got, want := strings.Count(html, shown), 2+1+2+1+6+1+5+1+1+2+1+2+2+2+1; got != want {
		t.Errorf("shown %d times, not %d:\n%s", got, want, body(html))
	}
}

// A page loads nothing, runs nothing, and says so to the browser.
func TestAPageNeedsNothingElse(t *testing.T) {
	html := page(t, demoDocument())
	lacks(t, html, "http://", "https://", "src=", "<script", "url(", "@import", "<link", "<img", "<iframe", "<form", "javascript:")
	if found := regexp.MustCompile(`<[^>]*\son\w+=`).FindString(html); found != "" {
		t.Error(found)
	}
	wants(t, html, `<!DOCTYPE html>`, `<html lang="zh-CN">`, `<meta charset="utf-8">`,
		`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`)
	if strings.Contains(html, "ZgotmplZ") {
		t.Error("a value was refused by the template")
	}
}

func TestTheSamePageIsTheSameBytes(t *testing.T) {
	first := page(t, demoDocument())
	for range 3 {
		if page(t, demoDocument()) != first {
			t.Fatal("two pages differ")
		}
	}
}

func TestEveryAnchorHasItsPlace(t *testing.T) {
	html := page(t, demoDocument())
	var ids []string
	for _, id := range regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(html, -1) {
		if slices.Contains(ids, id[1]) {
			t.Errorf("%s twice", id[1])
		}
		ids = append(ids, id[1])
	}
	for _, ref := range regexp.MustCompile(`(?:href="#|aria-labelledby=")([^"]*)"`).FindAllStringSubmatch(html, -1) {
		for id := range strings.FieldsSeq(ref[1]) {
			if !slices.Contains(ids, id) {
				t.Errorf("nothing is called %s", id)
			}
		}
	}
	if svgs := strings.Count(html, "<svg "); svgs != 3 || strings.Count(html, `role="img"`) != svgs || strings.Count(html, "<desc ") != svgs {
		t.Errorf("%d drawings, or some without role and description", svgs)
	}
}

func TestASmallPage(t *testing.T) {
	ten := 10 * points.Unit
	p := sheet.Page{Layout: sheet.Layout{
		Name: "按县", FreezeColumns: 1, Columns: []sheet.Column{
			{Header: "县", Width: 10, Style: sheet.CenterText}, {Group: "得分", Header: "平均", Style: sheet.TotalCell},
			{Group: "得分", Header: "变化", Style: sheet.ChangeCell}, {Header: "说明", Width: 30, Wrap: true},
		},
		Highlights: []sheet.Highlight{
			{Column: 1, LessThan: &ten, Fill: "F8CBAD", Ink: "9C0006", Bold: true, From: 1, To: 1},
			{Column: 3, Equals: "核对", Fill: "FFE699", From: 1, To: 3},
		},
	}, Notes: []string{"注。"}}
	p.Add(sheet.TextValue("甲"), sheet.PointsValue(999), sheet.PointsValue(150), sheet.TextValue("核对"))
	p.Add(sheet.TextValue("合计").AsBold(), sheet.PointsValue(1000).AsBold())
	got := body(page(t, render.Document{Title: "报告", Subtitle: "2026", Facts: [][2]string{{"年度", "2026"}}, Pages: []sheet.Page{p}, Foot: []string{"完。"}}))
	const want = `
<header>
<h1>报告</h1>
<p class="subtitle">2026</p>
<dl class="facts">
<div><dt>年度</dt><dd>2026</dd></div>
</dl>
</header>
<main>
<section id="s1" aria-labelledby="s1h">
<div class="head"><h2 id="s1h">按县</h2></div>
<div class="scroll whole"><table>
<thead>
<tr><th scope="col" rowspan="2" class="c keep" style="min-width:3.0em">县</th><th scope="colgroup" colspan="2" class="group">得分</th><th scope="col" rowspan="2" class="keep" style="min-width:3.0em">说明</th></tr>
<tr><th scope="col" class="n keep">平均</th><th scope="col" class="n keep">变化</th></tr>
</thead>
<tbody>
<tr><th scope="row" class="c keep">甲</th><td class="n keep b" style="background:#F8CBAD;color:#9C0006;font-weight:700;">9.99</td><td class="n keep" style="background:#FFE699;">&#43;1.50</td><td class="keep" style="background:#FFE699;">核对</td></tr>
<tr class="total"><th scope="row" class="c keep b">合计</th><td class="n keep b">10.00</td><td class="c keep"></td><td class="keep"></td></tr>
</tbody>
</table></div>
<ul class="notes">
<li>注。</li>
</ul>
</section>
</main>
<footer>
<p>完。</p>
</footer>
`
	if got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

type full struct{}

var errFull = errors.New("the disk is full")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestAFullDiskIsReported(t *testing.T) {
	if err := render.HTML(full{}, demoDocument()); !errors.Is(err, errFull) {
		t.Error(err)
	}
}
