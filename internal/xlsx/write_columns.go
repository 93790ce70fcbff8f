package xlsx

import (
	"fmt"

	"credit/internal/sheet"
)

// outlineMark is what a folded column has.
const outlineMark = ` outlineLevel="1"`

// columnWidths is the <cols> element of a sheet without a chart: excelize
// takes a hundred columns apart and together again for each width that is set.
func (s *sheetWriter) columnWidths() []byte {
	if s.layout.Chart != nil {
		return nil
	}
	b := []byte("<cols>")
	for first := 0; first < len(s.columns); {
		last := first
		for last < s.last() && s.columnEnd(last+1) == s.columnEnd(first) {
			last++
		}
		b = fmt.Appendf(b, `<col min="%d" max="%d" %s/>`, first+1, last+1, s.columnEnd(first))
		first = last + 1
	}
	return append(b, "</cols>"...)
}

// columnEnd is what columns have in common that are described together. Where
// rows are to be filled in, a column has the style of its cells: a row that
// nobody wrote yet has their formats too.
func (s *sheetWriter) columnEnd(i int) string {
	c := s.layout.Columns[i]
	end := fmt.Sprintf(`width="%g" customWidth="1"`, shownWidth(c))
	if s.layout.Reach > 0 {
		end += ` style="` + s.columns[i].style + `"`
	}
	if c.Folded {
		return end + ` hidden="1"` + outlineMark
	}
	if i > 0 && s.layout.Columns[i-1].Folded {
		return end + ` collapsed="1"`
	}
	return end
}

// shownWidth is a column's width with the space at its sides, which shows
// nothing.
func shownWidth(c sheet.Column) float64 { return min(254, c.Width+0.625) }
