package finding

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"credit/internal/sheet"
)

// Place is where in a file a finding stands.
type Place struct {
	// File is the path as given; FileOrder is its place among the inputs.
	File      string
	FileOrder int
	// Sheet is empty where the file as a whole is meant.
	Sheet      string
	SheetOrder int
	// Row and Column count from 1; 0 where none is meant.
	Row, Column int
}

// Cell is the place's cell such as D5, empty where there is none.
func (p Place) Cell() string {
	if p.Row == 0 || p.Column == 0 {
		return ""
	}
	return sheet.CellName(p.Row, p.Column)
}

// Finding is one thing wrong or odd in a submission. Words are made of it
// only where it is shown.
type Finding struct {
	Code  Code
	Place Place
	// Name is the practitioner's, where a row is meant.
	Name string
	// Indicator is its number, 0 where none is meant.
	Indicator int
	// Value is what was found, ID numbers masked already.
	Value string
	// Words fill the blanks of the catalogue's message and hint.
	Words Words
}

// Words fill the blanks {name} of a catalogue entry.
type Words map[string]string

// Severity is the code's.
func (f Finding) Severity() Severity { return Find(f.Code).Severity }

// Message says in Chinese what is wrong.
func (f Finding) Message() string {
	if message, own := f.Words["message"]; own {
		return message
	}
	return f.fill(Find(f.Code).Message)
}

// Hint says in Chinese what to write instead.
func (f Finding) Hint() string {
	if hint, own := f.Words["hint"]; own {
		return hint
	}
	return f.fill(Find(f.Code).Hint)
}

func (f Finding) fill(text string) string {
	if !strings.Contains(text, "{") {
		return text
	}
	pairs := []string{"{value}", f.Value, "{indicator}", strconv.Itoa(f.Indicator)}
	for blank, word := range f.Words {
		pairs = append(pairs, "{"+blank+"}", word)
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// Compare is the order findings are reported in: file, sheet, row, column,
// code.
func Compare(a, b Finding) int {
	return cmp.Or(
		cmp.Compare(a.Place.FileOrder, b.Place.FileOrder),
		cmp.Compare(min(1, len(a.Place.Sheet)), min(1, len(b.Place.Sheet))), // about the whole file first
		cmp.Compare(a.Place.SheetOrder, b.Place.SheetOrder),
		cmp.Compare(a.Place.Row, b.Place.Row),
		cmp.Compare(a.Place.Column, b.Place.Column),
		cmp.Compare(a.Code, b.Code),
		cmp.Compare(a.Value, b.Value),
	)
}

// ErrorCodes are the codes of the errors among findings, each once, sorted.
func ErrorCodes(findings []Finding) []Code {
	var codes []Code
	for _, f := range findings {
		if f.Severity() == Error {
			codes = append(codes, f.Code)
		}
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}
