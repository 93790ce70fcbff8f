package render_test

import (
	"strings"
	"testing"

	"credit/internal/render"
	"credit/internal/sheet"
)

// summed is a table whose last rows are sums.
func summed(rows, sums int) sheet.Page {
	p := sheet.Page{Layout: sheet.Layout{Name: "表", FreezeColumns: 1, Columns: []sheet.Column{
		{Header: "县", Width: 8, Wrap: true}, {Header: "人数", Style: sheet.CountCell},
	}}}
	for i := range rows + sums {
		name, n := sheet.TextValue("甲县"), sheet.CountValue(i)
		if i >= rows {
			name, n = sheet.TextValue("合计").AsBold(), n.AsBold()
		}
		p.Add(name, n)
	}
	return p
}

// However many sums there are, one rule stands above them all, in every part
// of a table that is cut; where all rows are bold, the first is no sum.
func TestSumsHaveOneRuleAboveThem(t *testing.T) {
	for _, c := range []struct {
		rows, sums int
		want       string
	}{
		{2, 0, "县人数 - 甲县0 甲县1"},
		{2, 1, "县人数 - 甲县0 甲县1 - 合计2"},
		{2, 3, "县人数 - 甲县0 甲县1 - 合计2 合计3 合计4"},
		{0, 2, "县人数 - 合计0 - 合计1"},
		{0, 1, "县人数 - 合计0"},
	} {
		if got := drawnTable(t, summed(c.rows, c.sums), 0); got != c.want {
			t.Errorf("%d rows and %d sums: %s", c.rows, c.sums, got)
		}
	}
	p := summed(1, 2)
	for range 12 {
		p.Columns = append(p.Columns, sheet.Column{Header: "另一列数", Style: sheet.CountCell})
		for i := range p.Rows {
			p.Rows[i] = append(p.Rows[i], sheet.CountValue(7))
		}
	}
	for part := range strings.SplitSeq(strings.ReplaceAll(drawnTable(t, p, 60), "另一列数", ""), "  ") {
		if strings.Count(part, "-") != 2 || strings.Index(part, "合计") < strings.LastIndex(part, "-") {
			t.Errorf("a part of the table: %s", part)
		}
	}
}

// A name that takes two lines moves the rule down with it.
func TestTheRuleStandsBelowWrappedRows(t *testing.T) {
	p := summed(1, 2)
	p.Rows[0][0] = sheet.TextValue("伊春市很长很长很长很长的一所学校的名字")
	if got := drawnTable(t, p, 30); !strings.HasSuffix(got, " - 合计1 合计2") || strings.Count(got, " ") < 6 {
		t.Error(got)
	}
}

// drawnTable is a table with its lines beside each other, a rule as one stroke
// and no space within lines.
func drawnTable(t *testing.T, p sheet.Page, width int) string {
	t.Helper()
	var b strings.Builder
	if err := render.Table(&b, p, width); err != nil {
		t.Fatal(err)
	}
	var lines []string
	for line := range strings.Lines(b.String()) {
		line = strings.Join(strings.Fields(line), "")
		if strings.HasPrefix(line, "--") && strings.Trim(line, "-") == "" {
			line = "-"
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, " ")
}
