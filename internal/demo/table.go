package main

import (
	"fmt"
	"slices"
	"strconv"

	"credit/internal/demo/year"
)

// table is a worksheet to be written. A cell is nil, a text, an int, a
// float64, a bool, a percent, a day or a raw.
type table struct {
	name string
	// titles stand above the header, each merged over what a screen shows.
	titles []string
	// groups, where given, stand in two rows above the header, merged over
	// their columns; identity headers then reach up over both.
	groups  []group
	columns []column
	lines   []line
	// people are the lines that are practitioners, in their order.
	people []int
	// merged are the columns whose equal neighbours are merged.
	merged []int
	filter bool
	hidden bool
	// hiddenColumns are keys of columns.
	hiddenColumns []string
}

// group is a header over several columns, from and to counted from 0; level 0
// is the upper row.
type group struct {
	text            string
	from, to, level int
}

type column struct {
	// key is the canonical header of an identity column, or #12 for
	// indicator 12; what a sheet calls the column is its header.
	key, header string
	width       float64
	look        look
}

type line struct {
	cells  []any
	hidden bool
	bold   bool
	person *year.Person
}

// percent is a fraction shown as a percentage.
type percent float64

// day is a day's number shown as a date: what becomes of a typed 1-2.
type day int

// raw is a cell that excelize cannot write: the t attribute, the formula and
// the value as they are to stand.
type raw struct{ kind, formula, value string }

func answerKey(number int) string { return "#" + strconv.Itoa(number) }

// at is the index of a column, by key.
func (t *table) at(key string) int {
	i := slices.IndexFunc(t.columns, func(c column) bool { return c.key == key })
	if i < 0 {
		panic(fmt.Sprintf("demo: sheet %s has no column %s", t.name, key))
	}
	return i
}

// cell is the cell of a person (counted from 0) in a column.
func (t *table) cell(person int, key string) *any {
	return &t.lines[t.people[person]].cells[t.at(key)]
}

// add adds a practitioner's line.
func (t *table) add(p *year.Person, cells []any) {
	t.people = append(t.people, len(t.lines))
	t.lines = append(t.lines, line{cells: cells, person: p})
}

// note adds a line that is no practitioner: texts by column.
func (t *table) note(texts map[string]any) {
	cells := make([]any, len(t.columns))
	for key, text := range texts {
		cells[t.at(key)] = text
	}
	t.lines = append(t.lines, line{cells: cells, bold: true})
}

// headerRow is the row of the header, counted from 1.
func (t *table) headerRow() int {
	row := len(t.titles) + 1
	if len(t.groups) > 0 {
		row += 2
	}
	return row
}
