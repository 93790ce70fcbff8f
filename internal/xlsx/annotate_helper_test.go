package xlsx_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
	"testing"

	"credit/internal/xlsx"

	"github.com/xuri/excelize/v2"
)

// annotate is an annotated copy, which every reader must be able to open.
func annotate(t testing.TB, data []byte, marks []xlsx.Mark, list xlsx.List) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := xlsx.Annotate(&out, data, marks, list); err != nil {
		t.Fatalf("not annotated: %v", err)
	}
	soundPackage(t, out.Bytes())
	return out.Bytes()
}

// smallList is a list with one line for each mark.
func smallList(marks ...xlsx.Mark) xlsx.List {
	list := xlsx.List{
		Title:  xlsx.ListMark + "问题清单",
		Notes:  []string{"请逐条改好后再核对。"},
		Header: []string{"程度", "单元格", "问题"},
		Widths: []float64{8, 10, 60},
	}
	for _, m := range marks {
		name, _ := excelize.CoordinatesToCellName(max(1, m.Column), max(1, m.Row))
		list.Rows = append(list.Rows, xlsx.ListRow{Cells: []string{"错误", name, m.Text}, Grave: m.Grave, Sheet: m.Sheet, Row: m.Row, Column: m.Column})
	}
	return list
}

func grave(row, column int, text string) xlsx.Mark {
	return xlsx.Mark{Row: row, Column: column, Grave: true, Text: text}
}

func mild(row, column int, text string) xlsx.Mark {
	return xlsx.Mark{Row: row, Column: column, Text: text}
}

// unpacked are the parts of a workbook in readable form.
func unpacked(t testing.TB, data []byte) parts {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	p := parts{}
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		p[f.Name] = string(body)
	}
	return p
}

// packed are the entries of a workbook as they are packed, in their order.
func packed(t testing.TB, data []byte) (names []string, raw map[string]string) {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	raw = map[string]string{}
	for _, f := range r.File {
		in, err := f.OpenRaw()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, f.Name)
		raw[f.Name] = string(body)
	}
	return names, raw
}

// soundPackage wants well-formed parts whose relationships lead somewhere,
// and worksheets in the order of the schema.
func soundPackage(t testing.TB, data []byte) {
	t.Helper()
	all := unpacked(t, data)
	for name, body := range all {
		switch path.Ext(name) {
		case ".rels":
			soundRelations(t, all, name)
		case ".xml":
		default:
			continue
		}
		if root := children(t, name, body); root[0] == "worksheet" {
			inOrder(t, name, root[1:])
		}
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatalf("excelize: %v", err)
	}
	f.Close()
}

func soundRelations(t testing.TB, all parts, name string) {
	t.Helper()
	var list struct {
		Relationship []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:",attr"`
			Mode   string `xml:"TargetMode,attr"`
		}
	}
	if err := xml.Unmarshal([]byte(all[name]), &list); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, r := range list.Relationship {
		target := path.Join(path.Dir(path.Dir(name)), r.Target)
		if strings.HasPrefix(r.Target, "/") {
			target = r.Target[1:]
		}
		if _, found := all[target]; !found && r.Mode != "External" || seen[r.ID] {
			t.Errorf("%s: %s leads to %s", name, r.ID, target)
		}
		seen[r.ID] = true
	}
}

// children are the name of the root and of the elements right within it; the
// whole part must be well-formed.
func children(t testing.TB, name, body string) []string {
	t.Helper()
	var names []string
	d := xml.NewDecoder(strings.NewReader(body))
	for depth := 0; ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return names
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			if depth++; depth <= 2 {
				names = append(names, e.Name.Local)
			}
		case xml.EndElement:
			depth--
		}
	}
}

// worksheetOrder is CT_Worksheet of ECMA-376.
var worksheetOrder = strings.Fields(`sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection
	protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr
	conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks
	customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF picture oleObjects
	controls webPublishItems tableParts extLst`)

func inOrder(t testing.TB, name string, elements []string) {
	t.Helper()
	last := 0
	for _, e := range elements {
		if i := slices.Index(worksheetOrder, e); i >= 0 {
			if i < last {
				t.Errorf("%s: %s stands too late", name, e)
			}
			last = i
		}
	}
}

// commentsOf are the texts of a sheet's comments by cell, as excelize reads
// them.
func commentsOf(t testing.TB, data []byte, sheet string) map[string]string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	list, err := f.GetComments(sheet)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, c := range list {
		text := c.Text
		if text == "" {
			for _, run := range c.Paragraph {
				text += run.Text
			}
		}
		all[c.Cell] = text
	}
	return all
}

// excelizeBook is a workbook made by hand of excelize.
func excelizeBook(t testing.TB, fill func(f *excelize.File) error) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetSheetName("Sheet1", "填报表"); err != nil {
		t.Fatal(err)
	}
	if err := fill(f); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// steps calls one after the other until one fails.
func steps(list ...func() error) error {
	for _, step := range list {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}
