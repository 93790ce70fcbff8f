package graded

import (
	"encoding/json"
	"strconv"
	"strings"

	"credit/internal/fold"
	"credit/internal/rubric"
	"credit/internal/sheet"
	"credit/internal/stamp"
	"credit/internal/submission"
)

// Places know where each answer stands in the submission that a graded
// workbook is of, so that whoever explains a result can name the cell.
type Places struct {
	// sheets are the data sheets by name as 来源 holds it; nil where two
	// sheets bear the same.
	sheets map[string]*placesSheet
}

// placesSheet is a data sheet in the stamp: the columns of who somebody is by
// header, and those of the answers by the indicator's number.
type placesSheet struct {
	Sheet      string         `json:"sheet"`
	Fields     map[string]int `json:"fields"`
	Indicators map[int]int    `json:"indicators"`
}

// packPlaces makes the columns of a submission fit for the stamp.
func packPlaces(r *rubric.Rubric, columns []submission.SheetColumns) string {
	list := make([]placesSheet, len(columns))
	for i, c := range columns {
		list[i] = placesSheet{Sheet: c.Sheet, Fields: c.Fields, Indicators: map[int]int{}}
		for k, column := range c.Indicators {
			if column != 0 {
				list[i].Indicators[r.Indicators[k].Number] = column
			}
		}
	}
	text, err := json.Marshal(list)
	if err != nil || len(list) == 0 { // such a list never fails
		return ""
	}
	if len(text) <= mostPlain {
		return string(text)
	}
	return stamp.Pack(text)
}

// mostPlain is the longest text that stands in the stamp as it is: packing
// costs more than reading a small submission does, and what one cell holds
// whole is never cut within a name.
const mostPlain = 20_000

// PlacesOf reads the places that a stamp holds (Stamp.Places). A workbook of an
// earlier version has none, and one whose stamp was spoilt says nothing: every
// place is then unknown.
func PlacesOf(packed string) Places {
	var list []placesSheet
	var err error
	text := []byte(packed)
	if !strings.HasPrefix(packed, "[") {
		text, err = stamp.Unpack(packed)
	}
	if err != nil || json.Unmarshal(text, &list) != nil {
		return Places{}
	}
	p := Places{sheets: map[string]*placesSheet{}}
	for i := range list {
		name := fold.Trim(list[i].Sheet)
		if _, twice := p.sheets[name]; twice {
			p.sheets[name] = nil
			continue
		}
		p.sheets[name] = &list[i]
	}
	return p
}

// Cell is where the answer to the indicator of that number stands, such as
// 填报表!K5, for somebody whose 来源 is such as “填报表 第 5 行”; empty where
// that is not known.
func (p Places) Cell(source string, indicator int) string {
	s, row := p.find(source)
	if s == nil {
		return ""
	}
	return s.cell(row, s.Indicators[indicator])
}

// Field is where the field of that canonical header, such as 身份证件号码,
// stands; as Cell.
func (p Places) Field(source, header string) string {
	s, row := p.find(source)
	if s == nil {
		return ""
	}
	return s.cell(row, s.Fields[header])
}

func (s *placesSheet) cell(row, column int) string {
	if column < 1 {
		return ""
	}
	return fold.Trim(s.Sheet) + "!" + sheet.CellName(row, column)
}

// find takes a 来源 apart; see Row.
func (p Places) find(source string) (s *placesSheet, row int) {
	source = fold.Trim(source)
	at := strings.LastIndex(source, rowBefore)
	if at < 0 {
		return nil, 0
	}
	digits, complete := strings.CutSuffix(source[at+len(rowBefore):], rowAfter)
	row, err := strconv.Atoi(digits)
	if !complete || err != nil || row < 1 {
		return nil, 0
	}
	return p.sheets[fold.Trim(source[:at])], row
}
