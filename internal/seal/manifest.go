package seal

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"credit/internal/rubric"
)

// program is how a manifest names the program that wrote it.
const program = "credit"

// Manifest says what a run of score read and wrote. It holds no clock, no user
// and no path of the machine, and nobody's data.
type Manifest struct {
	Program string   `json:"program"`
	Version string   `json:"version"`
	Years   []string `json:"years"`
	Rubric  Rubric   `json:"rubric"`
	Rows    int      `json:"rows"`
	Graded  int      `json:"graded"`
	Held    int      `json:"held"`
	Skipped int      `json:"skipped"`
	// Options are those that decide what comes out.
	Options Options `json:"options"`
	// Corrections are those that were carried out, nil where there were none.
	Corrections *Corrections `json:"corrections,omitempty"`
	// Previous is the SHA-256 of last year's manifest, empty where none was
	// given.
	Previous string `json:"previous,omitempty"`
	// RowKey tells which key the rows were recorded under (Key.Check).
	RowKey  string `json:"row_key,omitempty"`
	Inputs  []File `json:"inputs"`
	Outputs []File `json:"outputs"`
	// Sheets are those of the outputs; Manifest.Write writes them from Records.
	Sheets []Sheet `json:"sheets,omitempty"`
}

// Options are those of a run that decide what it comes to.
type Options struct {
	// Year is the one asked for, empty where the templates' own was taken.
	Year     string `json:"year,omitempty"`
	Reviewed bool   `json:"reviewed,omitempty"`
	// Roster is the SHA-256 of the 名册.
	Roster string `json:"roster,omitempty"`
}

// Corrections is the list of corrections that was carried out: its SHA-256, and
// how many cases and answers it has (articles 17 and 18).
type Corrections struct {
	SHA256  string `json:"sha256"`
	Cases   int    `json:"cases"`
	Answers int    `json:"answers"`
}

// Rubric is the rubric that was scored by.
type Rubric struct {
	ID       string `json:"id"`
	Edition  string `json:"edition"`
	Document string `json:"document"`
	SHA256   string `json:"sha256"`
	// Overlays are the counties' own rules laid over it (article 21), in their
	// order.
	Overlays []Overlay `json:"overlays,omitempty"`
}

// Overlay is a county's own rules.
type Overlay struct {
	ID       string `json:"id"`
	Edition  string `json:"edition"`
	County   string `json:"county"`
	Document string `json:"document"`
	SHA256   string `json:"sha256"`
}

// RubricOf is the rubric as a manifest names it.
func RubricOf(r *rubric.Rubric) Rubric {
	m := Rubric{ID: r.ID, Edition: r.Edition, Document: r.Document, SHA256: r.SHA256}
	for i := range r.Overlays {
		o := &r.Overlays[i]
		m.Overlays = append(m.Overlays, Overlay{o.ID, o.Edition, o.County, o.Document, o.SHA256})
	}
	return m
}

// File is an input or an output. Of an input that was read Output is its
// graded workbook; otherwise Trouble says why not.
type File struct {
	File    string `json:"file"`
	SHA256  string `json:"sha256,omitempty"`
	Output  string `json:"output,omitempty"`
	Trouble string `json:"trouble,omitempty"`
	Rows    *int   `json:"rows,omitempty"`
	Graded  *int   `json:"graded,omitempty"`
	Held    *int   `json:"held,omitempty"`
	Skipped *int   `json:"skipped,omitempty"`
}

// Sheet is a sheet of an output: where its data begins, what stands above it,
// and the records of its rows in base64.
type Sheet struct {
	File     string     `json:"file"`
	Name     string     `json:"sheet"`
	FirstRow int        `json:"first_row"`
	Columns  int        `json:"columns"`
	Head     [][]string `json:"head"`
	Rows     []string   `json:"rows,omitempty"`
}

// How large a manifest and the file of a key or a signature may be: a manifest
// has some 350 bytes a person.
const (
	MostManifest = 1 << 30
	MostKey      = 64 << 10
)

// New is a manifest of this program.
func New(version string) *Manifest { return &Manifest{Program: program, Version: version} }

// Parse reads a manifest. It refuses what no run wrote, for one that reads it
// might pass over it: keys that are unknown or stand twice, and anything after
// the end. An error is in Chinese.
func Parse(text []byte) (*Manifest, error) {
	var m Manifest
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	err := decoder.Decode(&m)
	if err == nil {
		_, err = decoder.Token()
	}
	switch unknown, isUnknown := unknownKey(err); {
	case isUnknown && IsManifest(text):
		return nil, strange(unknown)
	case isUnknown:
		return nil, errors.New("不是 credit score 写出的清单")
	case !errors.Is(err, io.EOF):
		return nil, errors.New("不是 credit score 写出的清单，或者已经损坏")
	}
	if err := checkKeys(text); err != nil {
		return nil, err
	}
	return &m, m.check()
}

// unknownKey is the key that the decoder does not know; it has no error of its
// own for that.
func unknownKey(err error) (key string, is bool) {
	if err == nil {
		return "", false
	}
	quoted, is := strings.CutPrefix(err.Error(), "json: unknown field ")
	return strings.Trim(quoted, `"`), is
}

func strange(key string) error {
	return fmt.Errorf("清单里有不认识的“%s”：由更新的版本写出，或者被改动过", key)
}

// checkKeys refuses keys that stand twice in an object, of which a reader would
// take one, and those that the decoder takes for another (Rows for rows).
func checkKeys(text []byte) error {
	type level struct {
		keys  map[string]bool // nil in a list
		isKey bool            // a key comes next
	}
	levels := []level{{}}
	decoder := json.NewDecoder(bytes.NewReader(text))
	for {
		token, err := decoder.Token()
		if err != nil {
			return nil // it was read whole already
		}
		top := &levels[len(levels)-1]
		if key, isText := token.(string); isText && top.isKey {
			switch {
			case strings.Trim(key, "abcdefghijklmnopqrstuvwxyz_0123456789") != "":
				return strange(key)
			case top.keys[key]:
				return fmt.Errorf("清单里“%s”写了两次：清单被改动过", key)
			}
			top.keys[key], top.isKey = true, false
			continue
		}
		top.isKey = top.keys != nil
		switch token {
		case json.Delim('{'):
			levels = append(levels, level{map[string]bool{}, true})
		case json.Delim('['):
			levels = append(levels, level{})
		case json.Delim('}'), json.Delim(']'):
			levels = levels[:len(levels)-1]
		}
	}
}

// check refuses what no run wrote: the names of its outputs are names, and
// every row has its record.
func (m *Manifest) check() error {
	if m.Program != program {
		return errors.New("不是 credit score 写出的清单")
	}
	if len(m.Outputs) == 0 {
		return errors.New("清单里没有结果文件：不是 credit score 写出的，或者被改动过")
	}
	for _, f := range m.Outputs {
		if f.File != filepath.Base(f.File) || strings.ContainsAny(f.File, `/\`) || f.File == "." || f.File == ".." {
			return fmt.Errorf("清单里的文件名“%s”不是文件名：清单被改动过", f.File)
		}
	}
	for i := range m.Sheets {
		s := &m.Sheets[i]
		if s.Columns < 0 || s.Columns > 1<<14 || s.FirstRow < 1 || s.FirstRow != len(s.Head)+1 ||
			slices.ContainsFunc(s.Head, func(row []string) bool { return len(row) != s.Columns }) {
			return fmt.Errorf("清单里“%s”的“%s”表写得不对：清单被改动过", s.File, s.Name)
		}
	}
	return nil
}

// IsManifest reports a text that begins as a manifest of this program does.
func IsManifest(text []byte) bool {
	var start struct {
		Program string `json:"program"`
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	for _, want := range []json.Token{json.Delim('{'), "program", program} {
		if token, err := decoder.Token(); err != nil || token != want {
			return json.Unmarshal(text, &start) == nil && start.Program == program
		}
	}
	return true
}

// IsCorrected reports a manifest of results that corrections were carried out
// in. It reads no further than it must: the rows, of which there may be a
// million, stand last.
func IsCorrected(manifest io.Reader) bool {
	decoder := json.NewDecoder(manifest)
	if token, err := decoder.Token(); err != nil || token != json.Delim('{') {
		return false
	}
	for decoder.More() {
		key, err := decoder.Token()
		if err != nil || key == "sheets" {
			return false
		}
		var value json.RawMessage
		if err := decoder.Decode(&value); err != nil {
			return false
		}
		if key == "corrections" {
			return string(value) != "null"
		}
	}
	return false
}

// SheetsOf are the sheets of an output.
func (m *Manifest) SheetsOf(file string) (sheets []Sheet) {
	for i := range m.Sheets {
		if m.Sheets[i].File == file {
			sheets = append(sheets, m.Sheets[i])
		}
	}
	return sheets
}

// SHA256 is the digest of a file in hex.
func SHA256(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// ShortDigest is the 校验码 of a manifest, which notices bear; see Short.
func ShortDigest(manifest []byte) string { return Short(SHA256(manifest)) }

// Short is the beginning of a SHA-256 in hex as people compare it: 16 digits in
// groups of four, such as 0f3a-91c2-7be4-d805.
func Short(sum string) string {
	return sum[:4] + "-" + sum[4:8] + "-" + sum[8:12] + "-" + sum[12:16]
}
