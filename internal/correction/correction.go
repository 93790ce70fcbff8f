// Package correction reads what accepted corrections and repairs change
// (articles 17 and 18): whose answer to which indicator, from what to what, by
// which case. It holds the list against the submissions that are scored, for
// the old record must be the one that was decided on. Nothing is guessed: one
// fault, and nothing is carried out.
package correction

import (
	"fmt"
	"slices"
	"strings"

	"credit/internal/fold"
	"credit/internal/practitioner"
	"credit/internal/rubric"
	"credit/internal/sheet"
	"credit/internal/submission"
)

// SheetName is the sheet that lists what is changed, in a workbook of its own
// or in the case register.
const SheetName = "更正内容"

// Change is one row of the list: one answer of one practitioner.
type Change struct {
	// Row is the worksheet's row.
	Row int
	// Case is the case number (编号) as it is written, trimmed.
	Case, Name string
	ID         practitioner.ID
	// Indicator is the index of the indicator in the rubric.
	Indicator int
	// Decided is the year in which the case was decided by the register, 0 where
	// that is not known.
	Decided int
	// Repair says whose answers the change may be of, where its case is a repair
	// (article 18); nil where it is a correction, or where nobody knows.
	Repair *rubric.Repair

	// said is what the old answer was by the list (原填报), Blank where it
	// does not say; becomes the new one.
	said, becomes sheet.Cell
	// known are the fields that could be read.
	known [fieldCount]bool
}

// List is what a workbook says is to be changed.
type List struct {
	// File is the workbook's path as given.
	File string
	// Changes are the rows, in the sheet's order.
	Changes []Change
	// HiddenRows are the rows that are hidden or filtered out, and read all
	// the same.
	HiddenRows []int
	// HiddenSheet says that the sheet is, and is read all the same.
	HiddenSheet bool
	// Reminders are what is odd about the sheet and no fault, in Chinese.
	Reminders []string

	rubric   *rubric.Rubric
	recall   *submission.Recall
	from1904 bool
	columns  [fieldCount]int
	faults   []Fault
	concerns map[string]bool
}

// Fault is one thing wrong with the list.
type Fault struct {
	Row, Column int
	// Text says in Chinese what is wrong, Remedy what to write instead. ID
	// numbers in them are masked.
	Text, Remedy string
}

// String is the fault with its cell.
func (f Fault) String() string {
	return SheetName + "!" + sheet.CellName(f.Row, f.Column) + "：" + f.Text + "；" + f.Remedy
}

// Faults are all that is wrong with the list of a file: nothing of it may be
// carried out.
type Faults struct {
	File string
	// List is by row and column.
	List []Fault
}

// mostShown bounds how many faults an error names.
const mostShown = 50

// Error names the faults, a line each.
func (f *Faults) Error() string {
	lines := []string{fmt.Sprintf("“%s”有 %d 处要改，没有执行任何更正，什么也没有写出：", f.File, len(f.List))}
	for i, one := range f.List {
		if i == mostShown {
			lines = append(lines, fmt.Sprintf("……另有 %d 处，没有列出", len(f.List)-i))
			break
		}
		lines = append(lines, one.String())
	}
	return strings.Join(lines, "\n")
}

// Cases are the case numbers, each once, in the sheet's order.
func (l *List) Cases() []string {
	var cases []string
	for i := range l.Changes {
		if number := l.Changes[i].Case; !slices.Contains(cases, number) {
			cases = append(cases, number)
		}
	}
	return cases
}

// IsRepair reports that the change in a row of the sheet repairs (article 18).
func (l *List) IsRepair(row int) bool {
	at, found := slices.BinarySearchFunc(l.Changes, row, func(c Change, row int) int { return c.Row - row })
	return found && l.Changes[at].Repair != nil
}

// Concerns reports somebody whom the list names.
func (l *List) Concerns(id practitioner.ID) bool { return l.concerns[id.Reveal()] }

// Answers are the answers to replace. The order of the rows does not matter.
func (l *List) Answers() submission.Corrections {
	answers := submission.Corrections{}
	for i := range l.Changes {
		c := &l.Changes[i]
		if !c.known[idField] || !c.known[indicatorField] || !c.known[newField] {
			continue
		}
		id := c.ID.Reveal()
		answers[id] = append(answers[id], submission.Correction{Case: c.Case, Row: c.Row, Indicator: c.Indicator, New: c.becomes})
	}
	for _, list := range answers {
		slices.SortStableFunc(list, func(a, b submission.Correction) int { return a.Indicator - b.Indicator })
	}
	return answers
}

// Refuse adds a fault to a change, at its case number: what the register has
// against it. Check then tells it with the others.
func (l *List) Refuse(c *Change, text, remedy string) {
	l.faults = append(l.faults, Fault{c.Row, l.columns[caseField], text, remedy})
}

// key is a name as it is compared.
func key(text string) string { return fold.Key(text) }
