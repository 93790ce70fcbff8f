package submission

import (
	"cmp"
	"slices"

	"credit/internal/finding"
	"credit/internal/sheet"
	"credit/internal/stamp"
)

// lostInputs finds the answers of a template's sheet that were pasted over
// its dropdowns: pasting takes them away, and with them the only guard while
// somebody fills in. Only what is filled in counts, and only in the rows that
// were prepared.
type lostInputs struct {
	asked bool
	// none says that no answer column has any input left.
	none bool
	// rows are the rows with an input, downwards, by indicator; what was
	// passed is dropped. had are the indicators that have any.
	rows [][]sheet.Span
	had  []bool
	// bottom is the last row that was prepared.
	bottom int

	count       int
	row, column int    // the first of them
	seen        []bool // the indicators concerned
}

// mostInputs bounds the spans of rows that are kept of a sheet: a workbook
// that has more was not made with the template.
const mostInputs = 200_000

// setUp takes the inputs of the sheet's answer columns.
func (l *lostInputs) setUp(s *sheetReading) {
	kind := s.report.Stamp.Kind
	if s.roster || kind != stamp.Template && kind != stamp.Annotated {
		return
	}
	l.rows, l.had, l.seen = make([][]sheet.Span, len(s.columns)), make([]bool, len(s.columns)), make([]bool, len(s.columns))
	bottoms := map[int]int{}
	kept := 0
	for _, r := range s.info.Inputs {
		if r.Bottom <= s.headerRow {
			continue
		}
		for column := r.Left; column <= r.Right && column < len(s.targets); column++ {
			t := s.targets[column]
			if !t.isRead() {
				continue
			}
			bottoms[column] = max(bottoms[column], r.Bottom)
			if t.kind != indicatorTarget {
				continue
			}
			if kept++; kept > mostInputs {
				return
			}
			l.rows[t.index] = append(l.rows[t.index], sheet.Span{First: r.Top, Last: r.Bottom})
			l.had[t.index] = true
		}
	}
	for i := range l.rows {
		slices.SortFunc(l.rows[i], func(a, b sheet.Span) int { return cmp.Compare(a.First, b.First) })
	}
	l.asked, l.none, l.bottom = true, kept == 0, commonest(bottoms)
}

// commonest is the row with which most columns end: that is how far the
// template prepared them all. Single columns reach further where somebody
// dragged an answer down.
func commonest(bottoms map[int]int) int {
	columns, best := map[int]int{}, 0
	for _, bottom := range bottoms {
		columns[bottom]++
	}
	for bottom, n := range columns {
		if n > columns[best] || n == columns[best] && bottom > best {
			best = bottom
		}
	}
	return best
}

// note counts the answers of a practitioner's row whose input is gone.
func (l *lostInputs) note(s *sheetReading, row int) {
	if !l.asked || row > l.bottom && !l.none {
		return
	}
	for i, cell := range s.answers {
		if isEmpty(cell) || !l.had[i] && !l.none || l.stands(i, row) {
			continue
		}
		l.count++
		l.seen[i] = true
		if l.count == 1 || row == l.row && cell.Column < l.column {
			l.row, l.column = row, cell.Column
		}
	}
}

// stands reports an input in a row, which must not fall from one call to the
// next.
func (l *lostInputs) stands(i, row int) bool {
	for len(l.rows[i]) > 0 && l.rows[i][0].First <= row {
		if row <= l.rows[i][0].Last {
			return true
		}
		l.rows[i] = l.rows[i][1:]
	}
	return false
}

// report raises the sheet's one warning.
func (l *lostInputs) report(s *sheetReading) {
	if l.count == 0 {
		return
	}
	columns := "整张表"
	if !l.none {
		columns = l.names(s)
	}
	s.find(finding.LostDropdown, s.at(l.row, l.column), "", finding.Words{
		"columns": columns, "count": itoa(l.count), "cell": sheet.CellName(l.row, l.column),
	})
}

// names are the columns concerned, neighbours together: E 列“…”、J 至 S 列.
func (l *lostInputs) names(s *sheetReading) string {
	var list []string
	for first := 1; first < len(s.targets); first++ {
		last := first
		for last < len(s.targets) && s.targets[last].kind == indicatorTarget && l.seen[s.targets[last].index] {
			last++
		}
		switch name := sheet.ColumnName(first); last - first {
		case 0:
			continue
		case 1:
			list = append(list, name+" 列“"+s.rubric.Indicators[s.targets[first].index].Label()+"”")
		default:
			list = append(list, name+" 至 "+sheet.ColumnName(last-1)+" 列")
		}
		first = last
	}
	return shorten(list, "、")
}
