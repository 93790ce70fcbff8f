package finding

import (
	"bytes"
	"encoding/json"
)

// line is the contract's line of a finding; what does not apply is left out.
type line struct {
	Code      Code     `json:"code"`
	Severity  Severity `json:"severity"`
	File      string   `json:"file"`
	Sheet     string   `json:"sheet,omitempty"`
	Cell      string   `json:"cell,omitempty"`
	Row       int      `json:"row,omitempty"`
	Name      string   `json:"name,omitempty"`
	Indicator int      `json:"indicator,omitempty"`
	Value     string   `json:"value,omitempty"`
	Message   string   `json:"message"`
	Hint      string   `json:"hint"`
}

// AppendJSON adds the contract's line of a finding to b, with its line break.
func (f Finding) AppendJSON(b []byte) ([]byte, error) {
	out := bytes.NewBuffer(b)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(line{
		Code: f.Code, Severity: f.Severity(), File: f.Place.File, Sheet: f.Place.Sheet, Cell: f.Place.Cell(), Row: f.Place.Row,
		Name: f.Name, Indicator: f.Indicator, Value: f.Value, Message: f.Message(), Hint: f.Hint(),
	})
	return out.Bytes(), err
}
