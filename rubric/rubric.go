// Package rubric embeds the rules that ship with the program: the rubrics and
// the calendar of working days. The YAML files are the rules; internal/rubric
// reads and checks them.
package rubric

import _ "embed"

// Yichun2024 is the rubric of 伊教联发〔2024〕21号.
//
//go:embed yichun-2024.yaml
var Yichun2024 []byte

// Calendar holds the State Council's yearly arrangements of days off and
// make-up days.
//
//go:embed calendar.yaml
var Calendar []byte

// Regulation is the text of the regulation, its articles word for word; the
// appendix is what the rubrics hold.
//
//go:embed regulation.txt
var Regulation string

// File is one of the files of rules, with its name.
type File struct {
	Name string
	Text []byte
}

// Rubrics are all rubrics that ship with the program, the newest first.
func Rubrics() []File { return []File{{"yichun-2024.yaml", Yichun2024}} }
