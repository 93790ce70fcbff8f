package render

import (
	"fmt"
	"slices"
	"strings"

	"credit/internal/finding"
	"credit/internal/sheet"
)

// folded lists the findings of a severity, those of one kind and one hint
// together.
func (v *Validation) folded(digest *finding.Digest, severity finding.Severity, heading string, count int, skip map[finding.Code]bool) {
	groups := slices.DeleteFunc(digest.Groups(severity), func(g finding.DigestGroup) bool { return skip[g.Code] })
	if len(groups) == 0 {
		return
	}
	v.line("  ", fmt.Sprintf(heading, count))
	for _, group := range groups {
		v.line("    ", fmt.Sprintf("%s（%d 处）", finding.Find(group.Code).Title, group.Count))
		for _, same := range byHint(group.Places) {
			v.alike(same)
		}
	}
}

// byHint parts places by what their hints say, in the order of the first.
func byHint(places []finding.DigestLine) [][]finding.DigestLine {
	var parts [][]finding.DigestLine
	at := map[string]int{}
	for _, line := range places {
		hint := line.First.Hint()
		i, known := at[hint]
		if !known {
			i = len(parts)
			at[hint] = i
			parts = append(parts, nil)
		}
		parts[i] = append(parts[i], line)
	}
	return parts
}

// alike shows findings of one kind and hint: the first in full, then where
// the others stand.
func (v *Validation) alike(places []finding.DigestLine) {
	first := places[0].First
	v.line("      ", spot(first)+first.Message())
	v.line("      → ", first.Hint())
	if len(places) > 1 || places[0].Count > 1 {
		v.line("      ", total(places)+spots(places, first.Place.Sheet))
	}
}

// total counts the findings of several columns.
func total(places []finding.DigestLine) string {
	if len(places) == 1 {
		return ""
	}
	sum := 0
	for _, line := range places {
		sum += line.Count
	}
	return fmt.Sprintf("共 %d 处：", sum)
}

// spot is where a finding stands and whom it is about, with a colon.
func spot(f finding.Finding) string {
	if f.Place.Sheet == "" {
		return ""
	}
	text := located(f, cellOrRow(f, f.Place.Row))
	if f.Name != "" {
		text += "（" + f.Name + "）"
	}
	return text + "："
}

// located is a place with its sheet: 填报表!D5, or the sheet alone.
func located(f finding.Finding, place string) string {
	if place == "" {
		return f.Place.Sheet
	}
	return f.Place.Sheet + "!" + place
}

// mostSpots bounds the places that one line names.
const mostSpots = 12

// spots names places; a column with several is counted, and neighbouring
// columns with as many from the same row are counted together.
func spots(places []finding.DigestLine, shown string) string {
	var parts []string
	left := 0
	for i := 0; i < len(places); {
		last := i
		for last+1 < len(places) && continues(places[last], places[last+1]) {
			last++
		}
		if len(parts) == mostSpots {
			for _, line := range places[i:] {
				left += line.Count
			}
			break
		}
		text := counted(places[i], places[last])
		if name := places[i].First.Place.Sheet; name != shown && name != "" {
			text, shown = located(places[i].First, text), name
		}
		parts = append(parts, text)
		i = last + 1
	}
	text := strings.Join(parts, "；")
	if left > 0 {
		text += fmt.Sprintf("……另有 %d 处（用 --all 列出）", left)
	}
	return text
}

// continues reports that b is the next column of the same sheet with the same
// number of findings from the same row on.
func continues(a, b finding.DigestLine) bool {
	return a.First.Place.Column > 0 && b.First.Place.Column == a.First.Place.Column+1 && a.First.Place.SheetOrder == b.First.Place.SheetOrder &&
		a.Count == b.Count && a.First.Place.Row == b.First.Place.Row
}

// mostCellsOfColumn is how many cells of one column are named; of more, the
// first and how many there are.
const mostCellsOfColumn = 6

// counted names the places of a column, or of neighbouring columns that are
// alike.
func counted(column, last finding.DigestLine) string {
	first, count := column.First, column.Count
	cell := cellOrRow(first, first.Place.Row)
	from, to := sheet.ColumnName(first.Place.Column), sheet.ColumnName(last.First.Place.Column)
	switch {
	case count == 1 && from == to:
		return cell
	case count == 1:
		return cell + " 至 " + last.First.Place.Cell()
	case from != to:
		return fmt.Sprintf("%s 至 %s 列各 %d 处，首见 %s", from, to, count, cell)
	case count <= min(mostCellsOfColumn, len(column.Rows)):
		cells := make([]string, count)
		for i, row := range column.Rows[:count] {
			cells[i] = cellOrRow(first, row)
		}
		return strings.Join(cells, "、")
	case first.Place.Column == 0:
		return fmt.Sprintf("%d 处，首见%s", count, cell)
	}
	return fmt.Sprintf("%s 列 %d 处，首见 %s", from, count, cell)
}

// single shows one finding in full.
func (v *Validation) single(f finding.Finding) error {
	mark := "错误"
	if f.Severity() == finding.Warning {
		mark = "提醒"
	}
	v.line("  "+mark+" ", spot(f)+f.Message())
	v.line("       → ", f.Hint())
	return v.flush()
}
