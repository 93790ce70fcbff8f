package xlsx

import (
	"fmt"
	"strings"
	"unicode/utf16"

	"credit/internal/sheet"

	"github.com/xuri/excelize/v2"
)

// What Excel takes for an Input, in UTF-16 units; it calls a file with more
// of it damaged.
const (
	longestTitle   = 32
	longestPrompt  = 255
	longestRefusal = 225
	longestFormula = 255
)

// refusalTitle heads every refusal.
const refusalTitle = "不能这样填"

// setInputs says what may be filled into the columns and the single cells.
func (s *sheetWriter) setInputs(file *excelize.File) error {
	for i, c := range s.layout.Columns {
		if c.Input == nil {
			continue
		}
		if err := s.addInput(file, s.area(i, i, s.data+1), c.Input); err != nil {
			return fmt.Errorf("column %q: %w", c.Header, err)
		}
	}
	for i := range s.layout.CellInputs {
		r := s.layout.CellInputs[i].Range
		area := sheet.CellName(r.Top, r.Left) + ":" + sheet.CellName(r.Bottom, r.Right)
		if err := s.addInput(file, area, &s.layout.CellInputs[i].Input); err != nil {
			return fmt.Errorf("cells %s: %w", area, err)
		}
	}
	return nil
}

func (s *sheetWriter) addInput(file *excelize.File, area string, in *sheet.Input) error {
	for _, limit := range []struct {
		text string
		most int
	}{
		{in.Title, longestTitle}, {in.Prompt, longestPrompt}, {in.Refusal, longestRefusal},
		{in.Formula, longestFormula}, {in.List, longestFormula},
	} {
		if n := len(utf16.Encode([]rune(limit.text))); n > limit.most {
			return fmt.Errorf("an input has a text of %d characters where Excel takes %d: %s", n, limit.most, limit.text)
		}
	}
	rule, err := validation(in)
	if err != nil {
		return err
	}
	rule.Sqref = area
	return file.AddDataValidation(s.layout.Name, rule)
}

func validation(in *sheet.Input) (*excelize.DataValidation, error) {
	rule := excelize.NewDataValidation(true)
	switch {
	case in.List != "":
		rule.SetSqrefDropList(escapeFormula(in.List))
	case in.Between != nil:
		low, high := in.Between[0].String(), in.Between[1].String()
		err := rule.SetRange(low, high, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorBetween)
		if err != nil {
			return nil, err
		}
	case in.Formula != "":
		rule.Type, rule.Formula1 = "custom", escapeFormula(in.Formula)
	}
	if in.Prompt != "" {
		rule.SetInput(cleanText(in.Title), cleanText(in.Prompt))
	}
	if in.Refusal != "" {
		rule.SetError(excelize.DataValidationErrorStyleStop, refusalTitle, cleanText(in.Refusal))
	}
	return rule, nil
}

// escapeFormula makes a formula XML: excelize writes those of inputs as they
// are.
func escapeFormula(formula string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(cleanText(formula))
}
