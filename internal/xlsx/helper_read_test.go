package xlsx_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"credit/internal/finding"
	"credit/internal/sheet"
	"credit/internal/xlsx"
)

// parts are the parts of a package by name, in readable form.
type parts map[string]string

const (
	mainNS    = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	relsNS    = `xmlns="http://schemas.openxmlformats.org/package/2006/relationships"`
	officeRel = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`
	mainType  = `application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml`
)

// goodParts are a whole small workbook with one sheet, 填报表.
func goodParts() parts {
	return parts{
		"[Content_Types].xml": `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="` + mainType + `"/></Types>`,
		"_rels/.rels":         `<Relationships ` + relsNS + `><Relationship Id="rId1" Type="` + officeRel + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":     `<workbook ` + mainNS + ` xmlns:r="` + officeRel + `"><sheets><sheet name="填报表" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships ` + relsNS + `><Relationship Id="rId1" Type="` + officeRel + `/worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="rId2" Type="` + officeRel + `/sharedStrings" Target="sharedStrings.xml"/>` +
			`<Relationship Id="rId3" Type="` + officeRel + `/styles" Target="styles.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml": worksheetXML(`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>0.95</v></c></row>`),
		"xl/sharedStrings.xml":     `<sst ` + mainNS + `><si><t>姓名</t></si><si><t>甲</t></si></sst>`,
		"xl/styles.xml":            `<styleSheet ` + mainNS + `><numFmts count="2"><numFmt numFmtId="164" formatCode="0.0%"/><numFmt numFmtId="165" formatCode="0&quot;%&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>`,
	}
}

func worksheetXML(rows string) string {
	return `<worksheet ` + mainNS + `><sheetData>` + rows + `</sheetData></worksheet>`
}

// with is the good workbook with some parts changed; "" leaves a part out.
func with(changes parts) parts {
	p := goodParts()
	for name, text := range changes {
		if p[name] = text; text == "" {
			delete(p, name)
		}
	}
	return p
}

// withRows is the good workbook with other rows.
func withRows(rows string) parts { return withSheet(worksheetXML(rows)) }

func withSheet(text string) parts { return with(parts{"xl/worksheets/sheet1.xml": text}) }

// replaced is the good workbook with one text in a part replaced.
func replaced(t testing.TB, name, old, new string) parts {
	t.Helper()
	p := goodParts()
	if !strings.Contains(p[name], old) {
		t.Fatalf("%s has no %q", name, old)
	}
	p[name] = strings.Replace(p[name], old, new, 1)
	return p
}

func (p parts) zip(t testing.TB) []byte {
	t.Helper()
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, name := range slices.Sorted(maps.Keys(p)) {
		method := zip.Deflate
		if len(p[name]) < 8000 {
			method = zip.Store // the compressor costs more than all the rest
		}
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(p[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// dump reads every sheet into readable lines.
func dump(w *xlsx.Workbook) (string, error) {
	var b strings.Builder
	for i := range w.Sheets() {
		begin := func(info sheet.Info) error {
			fmt.Fprintf(&b, "[%s]", info.Name)
			if info.Hidden {
				b.WriteString(" hidden")
			}
			for _, s := range info.HiddenColumns {
				fmt.Fprintf(&b, " -%s:%s", sheet.ColumnName(s.First), sheet.ColumnName(s.Last))
			}
			for _, m := range info.Merges {
				fmt.Fprintf(&b, " %s:%s", sheet.CellName(m.Top, m.Left), sheet.CellName(m.Bottom, m.Right))
			}
			b.WriteString("\n")
			return nil
		}
		row := func(r sheet.Row) error {
			b.WriteString(rowText(r))
			return nil
		}
		if err := w.Read(i, begin, row); err != nil {
			return b.String(), err
		}
	}
	return b.String(), nil
}

// rowText is a row as one line: place, kind and value of each cell.
func rowText(r sheet.Row) string {
	var b strings.Builder
	for i, c := range r.Cells {
		if i > 0 {
			b.WriteString(" | ")
		}
		fmt.Fprintf(&b, "%s %s%q", sheet.CellName(r.Number, c.Column), []string{"blank", "text", "number", "bool", "error", "novalue"}[c.Kind], c.Text)
		if c.Percent {
			b.WriteString("%")
		}
		if c.Formula {
			b.WriteString("=")
		}
	}
	if r.Hidden {
		b.WriteString(" hidden")
	}
	return b.String() + "\n"
}

// readAll opens and reads; every error must be a refusal that says enough.
// The scanner must change nothing of it.
func readAll(t testing.TB, data []byte, o xlsx.Options) (string, *xlsx.Refusal) {
	t.Helper()
	readsAlike(t, data, o)
	w, err := xlsx.Open(data, o)
	text := ""
	if err == nil {
		text, err = dump(w)
	}
	if err == nil {
		return text, nil
	}
	var r *xlsx.Refusal
	if !errors.As(err, &r) {
		t.Fatalf("the error is no refusal: %v", err)
	}
	if r.Reason == "" || r.Hint == "" || r.Code == "" || strings.HasSuffix(r.Reason, "。") {
		t.Fatalf("the refusal says too little: %+v", r)
	}
	return text, r
}

// accepts wants the workbook to read as these lines.
func accepts(t *testing.T, data []byte, want string) {
	t.Helper()
	got, r := readAll(t, data, xlsx.Options{})
	if r != nil {
		t.Fatalf("refused: %s", r.Reason)
	}
	if got != want {
		t.Errorf("read\n%s\nwant\n%s", got, want)
	}
}

// refuses wants a refusal of that code with that text in its reason.
func refuses(t *testing.T, data []byte, code finding.Code, reason string) {
	t.Helper()
	got, r := readAll(t, data, xlsx.Options{})
	if r == nil {
		t.Fatalf("accepted as\n%s", got)
	}
	if r.Code != code || !strings.Contains(r.Reason, reason) {
		t.Errorf("refused as %s: %s\nwant %s: …%s…", r.Code, r.Reason, code, reason)
	}
}
