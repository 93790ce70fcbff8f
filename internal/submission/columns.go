package submission

import (
	"strconv"

	"credit/internal/finding"
	"credit/internal/fold"
	"credit/internal/sheet"
)

// double is a needed column whose header stands twice: nobody knows which one
// counts, or whether one of them was another column.
type double struct {
	first, second int
	header        string // the canonical one
}

// claimColumns settles which column holds what, and reports what is
// mismatched or unknown; see settle for what is missing or doubled.
func (s *sheetReading) claimColumns() {
	s.excused = make([]bool, len(s.columns))
	for column, t := range s.targets {
		switch t.kind {
		case fieldTarget:
			s.claimField(column, field(t.index))
		case indicatorTarget:
			s.claimIndicator(column, t.index)
		case mismatchTarget:
			s.excused[t.claimed] = true
			if t.index >= 0 {
				s.excused[t.index] = true
			}
			s.blockMismatch(column, t)
		case unknownTarget:
			if text := fold.Line(s.texts[column]); text != "" {
				s.find(finding.UnknownColumn, s.at(s.headerRow, column), text, nil)
			}
		}
	}
}

// sheetColumns are the columns as claimColumns settled them.
func (s *sheetReading) sheetColumns() SheetColumns {
	c := SheetColumns{Sheet: s.title, Fields: map[string]int{}, Indicators: s.columns}
	for f, column := range s.fields {
		if column != 0 {
			c.Fields[fields[f].header] = column
		}
	}
	return c
}

// claimField gives a field its column. A second column of a needed field is
// an error, since nobody knows which one counts; of another field it is
// passed over.
func (s *sheetReading) claimField(column int, f field) {
	first := s.fields[f]
	switch {
	case first == 0:
		s.fields[f] = column
	case fields[f].needed:
		s.claimTwice(column, first, fields[f].header)
	default:
		s.targets[column] = target{}
		if s.roster {
			s.targets[column].kind = ignoredTarget
			return
		}
		s.find(finding.UnknownColumn, s.at(s.headerRow, column), fold.Line(s.texts[column]), nil)
	}
}

func (s *sheetReading) claimIndicator(column, i int) {
	if first := s.columns[i]; first != 0 {
		s.claimTwice(column, first, s.rubric.Indicators[i].Label())
		return
	}
	s.columns[i] = column
}

func (s *sheetReading) claimTwice(column, first int, header string) {
	s.targets[column] = target{}
	s.doubles = append(s.doubles, double{first, column, header})
}

func (s *sheetReading) blockMismatch(column int, t target) {
	meant := t.index
	if meant < 0 {
		meant = t.claimed
	}
	label := s.rubric.Indicators[meant].Label()
	s.blockColumn(finding.ColumnMismatch, column, finding.Words{
		"number": strconv.Itoa(t.claimed + 1), "name": s.rubric.Indicators[t.claimed].Name, "column": label, "label": label,
	})
}

func (s *sheetReading) blockColumn(code finding.Code, column int, words finding.Words) {
	value := ""
	if column > 0 {
		value = fold.Line(s.texts[column])
	}
	s.find(code, s.at(s.headerRow, column), value, words)
	s.blocking = append(s.blocking, s.report.Findings[len(s.report.Findings)-1])
}

// settle reports what the header lacks or has twice, once the first row under
// it shows which columns without a header are in use: one of them may be what
// is missing.
func (s *sheetReading) settle(row sheet.Row) {
	if s.settled {
		return
	}
	s.settled = true
	missing := s.missingColumns()
	s.guess(missing, row)
	for _, d := range s.doubles {
		words := finding.Words{
			"column": d.header, "other": sheet.CellName(s.headerRow, d.first), "otherHeader": fold.Line(s.texts[d.first]),
		}
		if hint := s.hintOfDouble(d, missing); hint != "" {
			words["hint"] = hint
		}
		s.blockColumn(finding.DuplicateColumn, d.second, words)
	}
	for _, m := range missing {
		words := finding.Words{"column": m.header}
		if m.at > 0 {
			words["hint"] = "请在表头行补上“" + m.header + "”一列并填写；" + s.headerCell(m.at) +
				"可能就是这一列：如果是，把表头改成“" + m.header + "”即可，不用另加列"
		}
		s.blockColumn(finding.MissingColumn, 0, words)
	}
}

// hintOfDouble names the missing column that one of the two may be, empty
// where neither stands in the place of one.
func (s *sheetReading) hintOfDouble(d double, missing []missingColumn) string {
	for _, m := range missing {
		if m.at == d.first || m.at == d.second {
			return "请核对这两列的内容：" + s.headerCell(m.at) + "可能是缺少的“" + m.header + "”（表头被覆盖），如果是，把它的表头改成“" +
				m.header + "”；确实重复的，只保留一列“" + d.header + "”"
		}
	}
	return ""
}

// headerCell is a cell of the header with its text: C6“教师名字”.
func (s *sheetReading) headerCell(column int) string {
	cell := sheet.CellName(s.headerRow, column)
	if text := s.headerText(column); text != "" {
		return cell + "“" + shownValue(text) + "”"
	}
	return cell + "（没有表头）"
}

func (s *sheetReading) headerText(column int) string {
	if column >= len(s.texts) {
		return ""
	}
	return fold.Line(s.texts[column])
}
