package render_test

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"credit/internal/points"
	"credit/internal/sheet"
)

type bar struct {
	x, y, width, height int
	class, colour       string
}

var (
	drawnRows = regexp.MustCompile(`(?s)<g>(.*?)</g>`)
	drawnBars = regexp.MustCompile(`<rect x="(-?\d+)" y="(\d+)" width="(\d+)" height="(\d+)"(?: fill="#(\w+)")? class="(\w+)"`)
)

// drawn are the bars of each row of a page's charts, and each row's source.
func drawn(t *testing.T, html string) (rows [][]bar, sources []string) {
	t.Helper()
	for _, row := range drawnRows.FindAllStringSubmatch(html, -1) {
		var bars []bar
		for _, m := range drawnBars.FindAllStringSubmatch(row[1], -1) {
			var n [4]int
			for i := range n {
				n[i], _ = strconv.Atoi(m[i+1])
			}
			bars = append(bars, bar{n[0], n[1], n[2], n[3], m[6], m[5]})
		}
		rows, sources = append(rows, bars), append(sources, row[1])
	}
	return rows, sources
}

func charted(kind sheet.ChartKind, style sheet.Style, rows ...[]sheet.Value) sheet.Page {
	p := sheet.Page{Layout: sheet.Layout{Name: "图", Columns: []sheet.Column{{Header: "县"}}, Chart: &sheet.Chart{Kind: kind, Title: "图", Rows: 999}}}
	for i := range len(rows[0]) {
		p.Columns = append(p.Columns, sheet.Column{Header: fmt.Sprint("系列", i), Style: style})
		p.Chart.Series = append(p.Chart.Series, i+1)
	}
	for i, row := range rows {
		p.Add(append([]sheet.Value{sheet.TextValue(fmt.Sprint("县", i))}, row...)...)
	}
	return p
}

func counted(numbers ...int) []sheet.Value {
	values := make([]sheet.Value, len(numbers))
	for i, n := range numbers {
		values[i] = sheet.CountValue(n)
	}
	return values
}

// end checks that bars stand side by side from the track's left, and is where
// they end.
func end(t *testing.T, left int, bars []bar) int {
	t.Helper()
	for _, b := range bars {
		if b.x != left || b.width < 2 {
			t.Errorf("a bar of %d begins at %d, not at %d", b.width, b.x, left)
		}
		left += b.width
	}
	return left
}

// near allows for what is rounded to pixels.
func near(a, b int) bool { return max(a, b)-min(a, b) <= 2 }

func TestSharesFillTheirTrack(t *testing.T) {
	p := charted(sheet.StackedShare, sheet.CountCell,
		counted(1, 1, 1), counted(7, 0, 13), counted(100_000, 1, 2), counted(0, 0, 0), counted(1, 998, 1))
	p.Chart.Colours = []string{"DCEDC8", "5D0A0A"}
	html := onePage(t, p)
	rows, sources := drawn(t, html)
	for i, row := range rows {
		track := row[0]
		switch {
		case track.class != "track":
			t.Errorf("row %d has no track", i)
		case i == 3:
			if len(row) != 1 || !strings.Contains(sources[i], ">无</text>") {
				t.Errorf("a row of nothing: %s", sources[i])
			}
		default:
			if got, want := end(t, track.x, row[1:]), track.x+track.width; got != want {
				t.Errorf("row %d ends at %d, not %d", i, got, want)
			}
		}
	}
	if len(rows) != 5 || len(rows[1]) != 3 {
		t.Fatalf("%v", rows)
	}
	wants(t, sources[1], ">35.0%</text>", ">65.0%</text>", "共 20", "县1 系列0：7，35.0%")
	wants(t, sources[4], ">99.8%</text>")
	lacks(t, sources[4], ">0.1%</text>")
	p.Chart.Whole = "已评分"
	named := onePage(t, p)
	wants(t, named, ">已评分 20</text>", ">已评分 100003</text>")
	lacks(t, named, ">共 ")
	if rows[0][1].colour != "DCEDC8" || rows[0][2].colour != "5D0A0A" || len(rows[0][3].colour) != 6 {
		t.Errorf("%v", rows[0])
	}
	wants(t, sources[0], `class="value mid">33.3%`, `class="value mid light">33.3%`) // dark on light, white on dark
	wants(t, html, `style="background:#5D0A0A"></span>系列1</li>`, "共 5 条：县0至县4")
}

// Shares of something that has other parts leave the rest of the track empty.
func TestSharesOfAPart(t *testing.T) {
	rows, _ := drawn(t, onePage(t, charted(sheet.StackedShare, sheet.ShareCell,
		[]sheet.Value{sheet.ShareValue(1, 4), sheet.ShareValue(1, 4)}, []sheet.Value{sheet.ShareValue(1, 3), sheet.ShareValue(2, 3)})))
	half, all := rows[0], rows[1]
	if got, want := end(t, half[0].x, half[1:]), half[0].x+half[0].width/2; got != want {
		t.Errorf("a half ends at %d, not %d", got, want)
	}
	if got, want := end(t, all[0].x, all[1:]), all[0].x+all[0].width; got != want {
		t.Errorf("all ends at %d, not %d", got, want)
	}
}

func TestCountsAreAsLongAsTheirSum(t *testing.T) {
	rows, sources := drawn(t, onePage(t, charted(sheet.StackedCount, sheet.CountCell, counted(100, 300), counted(50, 150), counted(0, 0))))
	left := rows[0][0].x
	long, short := end(t, left, rows[0])-left, end(t, left, rows[1])-left
	if !near(long, 2*short) || !near(rows[0][1].width, 3*rows[0][0].width) {
		t.Errorf("%d and %d: %v", long, short, rows)
	}
	if len(rows[2]) != 0 {
		t.Errorf("nothing is drawn as %v", rows[2])
	}
	wants(t, sources[0], ">100</text>", ">300</text>", ">400</text>")
}

func TestBarsStandSideBySideFromZero(t *testing.T) {
	row := func(a, b points.Points) []sheet.Value {
		return []sheet.Value{sheet.PointsValue(a), sheet.PointsValue(b)}
	}
	rows, sources := drawn(t, onePage(t, charted(sheet.Bars, sheet.ChangeCell, row(400, 200), row(-200, 0), []sheet.Value{sheet.Empty(), sheet.PointsValue(1)})))
	first, second := rows[0][0], rows[0][1]
	zero := first.x
	if second.x != zero || !near(first.width, 2*second.width) || second.y != first.y+first.height {
		t.Errorf("%v", rows[0])
	}
	if below := rows[1][0]; below.x+below.width != zero || !near(below.width, second.width) || len(rows[1]) != 1 {
		t.Errorf("%v beside zero at %d", rows[1], zero)
	}
	if tiny := rows[2][0]; tiny.width != 2 || len(rows[2]) != 1 {
		t.Errorf("%v", rows[2])
	}
	wants(t, sources[0], ">&#43;4.00</text>")
	wants(t, sources[1], ">-2.00</text>", ">0.00</text>")
	wants(t, sources[2], ">无</text>")
}

// Many bars stand in two panels of the same scale, and more in several plots,
// each small enough for a printed page.
func TestManyBarsStayReadable(t *testing.T) {
	values := make([][]sheet.Value, 130)
	for i := range values {
		values[i] = counted(10 + i)
	}
	p := charted(sheet.Bars, sheet.CountCell, values...)
	html := onePage(t, p)
	rows, _ := drawn(t, html)
	if len(rows) != 130 || strings.Count(html, "<svg ") != 3 || strings.Count(html, "图（续）") != 2 {
		t.Errorf("%d rows in %d plots", len(rows), strings.Count(html, "<svg "))
	}
	for _, size := range regexp.MustCompile(`viewBox="0 0 1040 (\d+)"`).FindAllStringSubmatch(html, -1) {
		if height, _ := strconv.Atoi(size[1]); height > 540 {
			t.Errorf("a plot is %d high", height)
		}
	}
	for i, row := range rows {
		if right := row[0].x + row[0].width; right > 1040-40 || row[0].width < rows[0][0].width {
			t.Errorf("row %d ends at %d", i, right)
		}
	}
	p.Chart.Rows = 2
	if rows, _ = drawn(t, onePage(t, p)); len(rows) != 2 {
		t.Errorf("%d rows, not 2", len(rows))
	}
}

// A chart over columns that are not there is left out, not a panic.
func TestAChartOfNothing(t *testing.T) {
	p := charted(sheet.Bars, sheet.CountCell, counted(1))
	for _, broken := range []sheet.Chart{{Series: []int{7}, Rows: 1}, {Categories: -1, Series: []int{1}, Rows: 1}, {Rows: 1}, {Series: []int{1}}} {
		p.Chart = &broken
		lacks(t, onePage(t, p), "<svg")
	}
}
