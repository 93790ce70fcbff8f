package submission

import (
	"credit/internal/rubric"
	"credit/internal/sheet"
)

// Indicators reads which indicators a cell names, by number or by name, one or
// several; it reports false where one of them is none.
func Indicators(r *rubric.Rubric) func(sheet.Cell) (numbers []int, ok bool) {
	f := &fileReading{Reader: NewReader(r)}
	return f.indicatorNumbers
}
