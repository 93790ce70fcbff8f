// Package stamp is the mark that workbooks of this program carry in a hidden
// sheet: what they are, and by which rubric, for which year, by which
// version they were made.
package stamp

import (
	"errors"
	"strings"

	"credit/internal/fold"
	"credit/internal/sheet"
)

// SheetName is the hidden sheet that holds the stamp.
const SheetName = "_credit"

const mark = "credit-stamp"

// Form is how workbooks are laid out now.
const Form = "1"

// Kind is what a stamped workbook is.
type Kind string

// The kinds of stamped workbooks. Templates and annotated copies are
// submissions; the others are results.
const (
	Template  Kind = "template"
	Annotated Kind = "annotated"
	Graded    Kind = "graded"
	Summary   Kind = "summary"
	Diff      Kind = "diff"
	Export    Kind = "export"
	Notice    Kind = "notice"
	// Explanation is one practitioner's own paper.
	Explanation Kind = "explanation"
	// Register is a register of cases, Cases what it came to.
	Register Kind = "register"
	Cases    Kind = "cases"
	// Answer is a letter that answers a case.
	Answer Kind = "answer"
	// Simulation is what results would be under other rules; it is no result.
	Simulation Kind = "simulation"
)

// Names of the kinds of results, as messages call them.
var kindNames = map[Kind]string{
	Graded: "评分工作簿", Summary: "汇总工作簿", Diff: "对比工作簿", Export: "导出工作簿",
	Explanation: "个人评分说明", Notice: "告知书",
	Register: "办理台账", Cases: "办理情况", Answer: "书面答复", Simulation: "模拟测算",
}

// Stamp is the mark itself. The zero value is no stamp.
type Stamp struct {
	Kind    Kind
	Rubric  string // the rubric's id
	Edition string
	SHA256  string // the rubric file's digest
	Year    string
	Version string // the program's
	// Form is the layout of the workbook; one that is not Form is unknown to
	// this program.
	Form string
	// Input is the digest of the submission that a graded workbook is of,
	// Graded and Held how many people it has; empty in other workbooks.
	Input, Graded, Held string
	// Corrected is how many answers were corrected, empty for none.
	Corrected string
	// Rules is the rubric file itself as Pack packs it: results are read by
	// the rules they were made by, years later too. Graded workbooks alone
	// carry it.
	Rules string
	// Places is where each answer stands in the submission that a graded
	// workbook is of, packed in the same way where it is long; empty where it
	// does not say.
	Places string
}

// IsSubmission reports that the workbook is to be read as a submission: it
// has no stamp, or that of a template or an annotated copy.
func (s Stamp) IsSubmission() bool {
	return s.Kind == "" || s.Kind == Template || s.Kind == Annotated
}

// Name is what the workbook is called in messages.
func (k Kind) Name() string {
	if name, known := kindNames[k]; known {
		return name
	}
	return "结果工作簿"
}

// Read finds the stamp of a workbook; one without any gives the zero Stamp.
func Read(book sheet.Workbook) (Stamp, error) {
	var s Stamp
	for i, name := range book.Sheets() {
		if !strings.EqualFold(name, SheetName) {
			continue
		}
		values := map[string]string{}
		err := book.Rows(i, func(row sheet.Row) error {
			if row.Number > maxRows {
				return errEnough
			}
			values[cellText(row, 1)] = cellText(row, 2)
			return nil
		})
		if err != nil && !errors.Is(err, errEnough) {
			return Stamp{}, err
		}
		if _, marked := values[mark]; marked {
			s = Stamp{
				Kind: Kind(values["kind"]), Rubric: values["rubric"], Edition: values["edition"], SHA256: values["sha256"],
				Year: values["year"], Version: values["version"], Form: values[mark],
				Input: values["input"], Graded: values["graded"], Held: values["held"], Corrected: values["corrected"],
				Rules: join(rulesKey, values), Places: join(placesKey, values),
			}
		}
	}
	return s, nil
}

// keyNames are what messages call the lines of a stamp.
var keyNames = map[string]string{
	mark: "排列", "kind": "种类", "rubric": "评分标准", "edition": "评分标准版本", "sha256": "评分标准 SHA-256",
	"year": "年度", "version": "程序版本", "input": "填报工作簿 SHA-256",
	"graded": "已评分人数", "held": "未评分人数", "corrected": "更正处数",
}

// KeyName is what messages call the line of a stamp with that key.
func KeyName(key string) string {
	switch name, known := keyNames[key]; {
	case known:
		return name
	case strings.HasPrefix(key, "rules-"):
		return "评分标准全文"
	case strings.HasPrefix(key, "places-"):
		return "填报位置"
	}
	return key
}

// maxRows is how far down a stamp is looked for: its plain lines, and the
// parts of two packed texts.
const maxRows = 10 + 2*mostParts

var errEnough = errors.New("stamp: read far enough")

func cellText(row sheet.Row, column int) string {
	for _, cell := range row.Cells {
		if cell.Column == column {
			return fold.Trim(cell.Text)
		}
	}
	return ""
}

// Layout is the hidden sheet for a workbook that is written, and Rows its
// rows.
func Layout() sheet.Layout {
	return sheet.Layout{Name: SheetName, Hidden: true, Columns: []sheet.Column{
		{Header: mark, Width: 16}, {Header: Form, Width: 70},
	}}
}

// Rows are the rows under the hidden sheet's header.
func (s Stamp) Rows() [][]sheet.Value {
	var rows [][]sheet.Value
	for _, line := range [][2]string{
		{"kind", string(s.Kind)}, {"rubric", s.Rubric}, {"edition", s.Edition},
		{"sha256", s.SHA256}, {"year", s.Year}, {"version", s.Version},
	} {
		rows = append(rows, []sheet.Value{sheet.TextValue(line[0]), sheet.TextValue(line[1])})
	}
	for _, line := range [][2]string{{"input", s.Input}, {"graded", s.Graded}, {"held", s.Held}, {"corrected", s.Corrected}} {
		if line[1] != "" {
			rows = append(rows, []sheet.Value{sheet.TextValue(line[0]), sheet.TextValue(line[1])})
		}
	}
	for i, part := range cut(s.Rules) {
		rows = append(rows, []sheet.Value{sheet.TextValue(rulesKey(i)), sheet.TextValue(part)})
	}
	for i, part := range cut(s.Places) {
		rows = append(rows, []sheet.Value{sheet.TextValue(placesKey(i)), sheet.TextValue(part)})
	}
	return rows
}
