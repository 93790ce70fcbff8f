package seal

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
)

// Write writes the manifest with the records of its outputs, in their order.
// Nothing in it depends on anything but its arguments.
func (m *Manifest) Write(w io.Writer, records []*Record) error {
	facts, err := plainJSON(m, "  ")
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(w, 256<<10)
	_, _ = out.Write(facts[:len(facts)-len("\n}")]) // what fails here, Flush says
	_, _ = out.WriteString(",\n  \"sheets\": [")
	lead := "\n"
	for i, record := range records {
		if err := record.write(out, m.Outputs[i].File, lead); err != nil {
			return errors.Join(err, out.Flush())
		}
		lead = ",\n"
	}
	_, _ = out.WriteString("\n  ]\n}\n")
	return out.Flush()
}

func (r *Record) write(out *bufio.Writer, name, lead string) error {
	for i := range r.sheets {
		s := &r.sheets[i]
		s.File = name
		facts, err := plainJSON(s.Sheet, "")
		if err != nil {
			return err
		}
		_, _ = out.WriteString(lead + "    ")
		_, _ = out.Write(facts[:len(facts)-len("}")])
		_, _ = out.WriteString(`,"rows":[` + "\n")
		for _, p := range s.pieces {
			if err := r.from.copy(out, p); err != nil {
				return err
			}
		}
		_, _ = out.WriteString("]}")
		lead = ",\n"
	}
	return nil
}

// plainJSON is a value in JSON, Chinese and <> as they are.
func plainJSON(v any, indent string) ([]byte, error) {
	var b jsonBuffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", indent)
	err := encoder.Encode(v)
	return b.trimmed(), err
}

type jsonBuffer struct{ data []byte }

func (b *jsonBuffer) Write(p []byte) (int, error) {
	b.data = append(b.data, p...)
	return len(p), nil
}

func (b *jsonBuffer) trimmed() []byte {
	if n := len(b.data); n > 0 && b.data[n-1] == '\n' {
		return b.data[:n-1]
	}
	return b.data
}
