package submission

import (
	"strings"

	"credit/internal/fold"
	"credit/internal/sheet"
)

// missingColumn is a needed column that the header does not have.
type missingColumn struct {
	header string
	// field, or indicator's index; the other is -1.
	field, indicator int
	// at is the column that probably is the one, 0 where none is.
	at int
}

func (s *sheetReading) missingColumns() []missingColumn {
	var list []missingColumn
	for f := range fieldCount {
		if fields[f].needed && s.fields[f] == 0 {
			list = append(list, missingColumn{header: fields[f].header, field: int(f), indicator: -1})
		}
	}
	for i, column := range s.columns {
		if column == 0 && !s.excused[i] {
			list = append(list, missingColumn{header: s.rubric.Indicators[i].Label(), field: -1, indicator: i})
		}
	}
	return list
}

// guess finds the columns that probably are the missing ones. A column that
// might be two of them is none of them.
func (s *sheetReading) guess(missing []missingColumn, row sheet.Row) {
	if s.roster {
		return // there, columns that nobody knows are normal
	}
	taken := map[int]int{}
	for i := range missing {
		m := &missing[i]
		if m.field >= 0 {
			m.at = s.guessField(field(m.field), row)
		} else {
			m.at = s.guessIndicator(m.indicator, row)
		}
		if m.at > 0 && !s.isLikely(*m, row) {
			m.at = 0
		}
		taken[m.at]++
	}
	for i := range missing {
		if taken[missing[i].at] > 1 {
			missing[i].at = 0
		}
	}
}

// isLikely holds a guess against what stands there: whoever follows it must
// never take one thing for another. A header that says something has to say
// much of what the missing one does and more than of any other; one that says
// nothing has to have an answer under it.
func (s *sheetReading) isLikely(m missingColumn, row sheet.Row) bool {
	cell, text := cellAt(row, m.at), fold.Key(s.headerText(m.at))
	if m.indicator < 0 {
		if text == "" {
			return isLikelyField(field(m.field), cell)
		}
		return strings.ContainsAny(text, distinctive(field(m.field))) && !strings.ContainsAny(text, "曾旧前电话")
	}
	stands := s.all.stand(m.indicator, cell)
	switch {
	case s.twin(m.at) != m.at, text == "":
		return stands
	case !isEmpty(cell) && !stands:
		return false
	case strings.Trim(text, "0123456789.、:()") == "":
		return strings.Trim(text, ".、:()") == itoa(m.indicator+1)
	}
	own := shared(text, s.rubric.Indicators[m.indicator].Name)
	for i := range s.rubric.Indicators {
		if i != m.indicator && shared(text, s.rubric.Indicators[i].Name) >= own {
			return false
		}
	}
	return own >= 2 && 2*own >= min(len([]rune(text)), len([]rune(s.rubric.Indicators[m.indicator].Name)))
}

// isLikelyField reports what may stand under the header of an identity column.
func isLikelyField(f field, cell sheet.Cell) bool {
	if f == id {
		return looksLikeID(fold.Text(cell.Text))
	}
	return cell.Kind == sheet.Text && !strings.ContainsAny(fold.Text(cell.Text), "0123456789")
}

// shared counts the characters that two texts have in common.
func shared(a, b string) int {
	count := 0
	for _, r := range a {
		if rest := strings.Replace(b, string(r), "", 1); rest != b {
			b = rest
			count++
		}
	}
	return count
}

// isDoubtful reports a column of which the header does not say for certain
// what it holds: its text is not understood, stands twice, or is blank though
// the first row has something there.
func (s *sheetReading) isDoubtful(column int, row sheet.Row) bool {
	if s.twin(column) != column {
		return true
	}
	if column < len(s.targets) && s.targets[column].kind != unknownTarget {
		return false
	}
	return s.headerText(column) != "" || filled(cellAt(row, column))
}

// guessIndicator looks beside the columns of the indicator's neighbours: as
// many missing indicators in a row as there are doubtful columns stand there
// in their order.
func (s *sheetReading) guessIndicator(i int, row sheet.Row) int {
	first, last := i, i
	for first > 0 && s.columns[first-1] == 0 {
		first--
	}
	for last+1 < len(s.columns) && s.columns[last+1] == 0 {
		last++
	}
	count := last - first + 1
	var left, right int
	if first > 0 {
		if before := s.columns[first-1]; s.doubtfulFrom(before, 1, row) == count {
			left = before + 1 + i - first
		}
	}
	if last+1 < len(s.columns) {
		if after := s.columns[last+1]; s.doubtfulFrom(after, -1, row) == count {
			right = after - 1 - (last - i)
		}
	}
	if left > 0 && right > 0 && left != right {
		return 0
	}
	return max(left, right)
}

// doubtfulFrom counts the doubtful columns next to a column, in a direction;
// more than there are indicators are all the same. Of two columns with one
// header only one can be missing.
func (s *sheetReading) doubtfulFrom(column, step int, row sheet.Row) int {
	count := 0
	for at := column + step; at > 0 && count <= len(s.columns) && s.isDoubtful(at, row); at += step {
		if twin := s.twin(at); (twin-column)*step > 0 && (at-twin)*step > 0 {
			break
		}
		count++
	}
	return count
}

// twin is the other column with the header of a doubled one, else the column
// itself.
func (s *sheetReading) twin(column int) int {
	for _, d := range s.doubles {
		switch column {
		case d.first:
			return d.second
		case d.second:
			return d.first
		}
	}
	return column
}

// guessField looks for a header with a character that only this field's has,
// else right of the field that usually stands before it.
func (s *sheetReading) guessField(f field, row sheet.Row) int {
	at := 0
	for column, t := range s.targets {
		if t.kind != unknownTarget || !strings.ContainsAny(fold.Key(s.texts[column]), distinctive(f)) {
			continue
		}
		if at > 0 {
			return 0
		}
		at = column
	}
	left := 0
	for before := f - 1; before >= 0 && left == 0; before-- {
		left = s.fields[before]
	}
	if at == 0 && left > 0 && s.doubtfulFrom(left, 1, row) == 1 {
		return left + 1
	}
	return at
}

// distinctive are the characters that of all identity headers only this one
// has.
func distinctive(f field) string {
	others := ""
	for other := range fieldCount {
		if other != f {
			others += fields[other].header
		}
	}
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(others+"（）", r) {
			return -1
		}
		return r
	}, fields[f].header)
}
