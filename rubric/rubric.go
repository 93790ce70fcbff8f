// Package rubric embeds the rubrics that ship with the program. The YAML
// files are the rules; internal/rubric reads and checks them.
package rubric

import _ "embed"

// Yichun2024 is the rubric of 伊教联发〔2024〕21号.
//
//go:embed yichun-2024.yaml
var Yichun2024 []byte
