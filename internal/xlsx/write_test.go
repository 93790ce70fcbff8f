package xlsx_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"credit/internal/points"
	"credit/internal/sheet"
	"credit/internal/xlsx"

	"github.com/xuri/excelize/v2"
)

// table is a layout with everything a graded or a summary sheet uses.
func table(name string) sheet.Layout {
	low := points.Points(6000)
	return sheet.Layout{
		Name: name, Filter: true, FreezeColumns: 2, Tab: "1F4E79",
		Columns: []sheet.Column{
			{Header: "姓名", Width: 10},
			{Header: "身份证件号码", Width: 22, Style: sheet.CodeText},
			{Header: "得分", Width: 8, Style: sheet.PointCell},
			{Header: "综合得分", Width: 10, Style: sheet.TotalCell},
			{Header: "人数", Width: 8, Style: sheet.CountCell},
			{Header: "占比", Width: 8, Style: sheet.ShareCell},
			{Header: "说明", Width: 20, Wrap: true},
		},
		Highlights: []sheet.Highlight{
			{Column: 0, Equals: `E"级`, Fill: "F8CBAD", Ink: "9C0006", Bold: true, From: 0, To: 3},
			{Column: 3, LessThan: &low, Ink: "7F6000", From: 3, To: 3},
			{Column: 6, NotEmpty: true, Fill: "FFF2CC", From: 6, To: 6},
		},
	}
}

func person(name string) []sheet.Value {
	return []sheet.Value{
		sheet.TextValue(name), sheet.TextValue("230701199001011234"), sheet.PointsValue(8850),
		sheet.PointsValue(9500).AsBold(), sheet.CountValue(12), sheet.ShareValue(1, 8), sheet.TextValue("一\n二"),
	}
}

func charted(name string) sheet.Layout {
	layout := table(name)
	layout.Heading = []string{"汇总", "说明文字"}
	layout.Chart = &sheet.Chart{
		Title: "构成", Categories: 0, Series: []int{2, 4}, Colours: []string{"1F4E79", "C00000"}, Rows: 2,
	}
	return layout
}

// write makes a workbook of these layouts, n people on each sheet in turn.
func write(t interface{ Fatal(...any) }, layouts []sheet.Layout, rows ...[]sheet.Value) []byte {
	w, err := xlsx.Create(layouts, xlsx.WriteOptions{Title: "评分结果", Subject: "credit"})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		for i := range layouts {
			if err := w.Append(i, row); err != nil {
				t.Fatal(err)
			}
		}
	}
	var out bytes.Buffer
	if err := errors.Join(w.Save(&out), w.Close()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func open(t *testing.T, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func part(t interface{ Fatal(...any) }, data []byte, name string) string {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	r, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(r) // checks the CRC
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestTheSameCallsGiveTheSameBytes(t *testing.T) {
	layouts := []sheet.Layout{table("甲"), charted("乙"), table("丙"), charted("丁")}
	rows := [][]sheet.Value{person("张三"), person("李四"), person("王五")}
	want := write(t, layouts, rows...)
	var wg sync.WaitGroup
	for worker := range 2 {
		wg.Go(func() {
			for i := range 10 {
				// Something else goes through the same compressors in between.
				write(t, []sheet.Layout{table("别的")}, person(strings.Repeat("另", worker*100+i)))
				if !bytes.Equal(write(t, layouts, rows...), want) {
					t.Error("the bytes differ")
				}
			}
		})
	}
	wg.Wait()
}

func TestPartsStandInOrderWithoutDates(t *testing.T) {
	data := write(t, []sheet.Layout{table("甲"), charted("乙")}, person("张三"))
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	previous := ""
	for i, f := range z.File {
		if i == 0 && f.Name != "[Content_Types].xml" || i > 1 && f.Name <= previous {
			t.Errorf("part %d is %s after %s", i, f.Name, previous)
		}
		if f.Modified.Year() != 1980 {
			t.Errorf("%s has the date %v", f.Name, f.Modified)
		}
		part(t, data, f.Name)
		previous = f.Name
	}
	core := part(t, data, "docProps/core.xml")
	for _, want := range []string{"<dc:creator>credit<", "<dc:title>评分结果<"} {
		if !strings.Contains(core, want) {
			t.Errorf("core.xml has no %s: %s", want, core)
		}
	}
	for _, date := range []string{"dcterms:created", "dcterms:modified", "T00:00:00Z"} {
		if strings.Contains(core, date) {
			t.Errorf("core.xml has %s: %s", date, core)
		}
	}
}

func TestValuesTypesAndFormats(t *testing.T) {
	f := open(t, write(t, []sheet.Layout{table("甲")}, person("张三")))
	cells := []struct {
		cell, raw, format string
		kind              excelize.CellType
		bold              bool
	}{
		{"A2", "张三", "", excelize.CellTypeInlineString, false},
		{"B2", "230701199001011234", "49", excelize.CellTypeInlineString, false},
		{"C2", "88.5", "", excelize.CellTypeUnset, false},
		{"D2", "95", "2", excelize.CellTypeUnset, true},
		{"E2", "12", "1", excelize.CellTypeUnset, false},
		{"F2", "0.125", "0.0%", excelize.CellTypeUnset, false},
		{"G2", "一\n二", "", excelize.CellTypeInlineString, false},
	}
	for _, want := range cells {
		raw, _ := f.GetCellValue("甲", want.cell)
		kind, _ := f.GetCellType("甲", want.cell)
		id, _ := f.GetCellStyle("甲", want.cell)
		style, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		format := ""
		switch {
		case style.CustomNumFmt != nil:
			format = *style.CustomNumFmt
		case style.NumFmt != 0:
			format = strconv.Itoa(style.NumFmt)
		}
		if raw != want.raw || kind != want.kind || format != want.format || style.Font.Bold != want.bold {
			t.Errorf("%s is %q of kind %d, format %q, bold %v; want %+v", want.cell, raw, kind, format, style.Font.Bold, want)
		}
	}
}

func TestWhatStandsAroundTheRows(t *testing.T) {
	data := write(t, []sheet.Layout{table("甲"), charted("乙")}, person("张三"), person("李四"))
	f := open(t, data)
	panes, _ := f.GetPanes("甲")
	if !panes.Freeze || panes.XSplit != 2 || panes.YSplit != 1 || panes.Selection[0].ActiveCell != "A1" {
		t.Errorf("panes: %+v", panes)
	}
	names := map[string]string{}
	for _, n := range f.GetDefinedName() {
		names[n.Scope+n.Name] = n.RefersTo
	}
	if names["甲_xlnm.Print_Titles"] != "'甲'!$1:$1" || names["乙_xlnm.Print_Titles"] != "'乙'!$3:$3" ||
		names["甲_xlnm._FilterDatabase"] != "'甲'!$A$1:$G$3" {
		t.Errorf("names: %v", names)
	}
	page, _ := f.GetPageLayout("甲")
	if *page.Size != 9 || *page.Orientation != "landscape" || *page.FitToWidth != 1 || *page.FitToHeight != 0 {
		t.Errorf("page: %+v", page)
	}
	xml := part(t, data, "xl/worksheets/sheet1.xml")
	for _, want := range []string{
		`<dimension ref="A1:G3">`, `<formula>$A2=&#34;E&#34;&#34;级&#34;</formula>`,
		`<formula>AND(ISNUMBER($D2),$D2&lt;60)</formula>`, `<formula>LEN($G2)&gt;0</formula>`, "第 &amp;P 页 共 &amp;N 页",
	} {
		if !strings.Contains(xml, want) {
			t.Errorf("the sheet has no %s", want)
		}
	}
	if strings.Contains(xml, "filterMode") {
		t.Error("the sheet says that a filter is on")
	}
	if f.GetActiveSheetIndex() != 0 {
		t.Error("another sheet than the first is open")
	}
}

func TestAChartKeepsWhatItDraws(t *testing.T) {
	data := write(t, []sheet.Layout{charted("乙")}, person("张三&甲"), person("李四"), person("合计"))
	xml := part(t, data, "xl/charts/chart1.xml")
	for _, want := range []string{
		`<ptCount val="2"></ptCount><pt idx="0"><v>张三&amp;甲</v></pt><pt idx="1"><v>李四</v></pt></strCache>`,
		`<f>&#39;乙&#39;!$C$4:$C$5</f><numCache><formatCode>General</formatCode><ptCount val="2"></ptCount><pt idx="0"><v>88.5</v></pt>`,
		`<v>得分</v>`, `<varyColors val="0">`, `<orientation val="maxMin">`, `<crosses val="max">`,
	} {
		if !strings.Contains(xml, want) {
			t.Errorf("the chart has no %s", want)
		}
	}
	if n := strings.Count(xml, "<numCache>"); n != 2 {
		t.Errorf("%d number caches for 2 series", n)
	}
}

func TestGroupsStandAboveHeaders(t *testing.T) {
	layout := table("甲")
	layout.Columns[2].Group, layout.Columns[3].Group, layout.Columns[4].Group = "一组", "一组", "二组"
	f := open(t, write(t, []sheet.Layout{layout}, person("张三")))
	merges, _ := f.GetMergeCells("甲")
	if len(merges) != 1 || merges[0].GetStartAxis()+":"+merges[0].GetEndAxis() != "C1:D1" {
		t.Errorf("merges: %v", merges)
	}
	for cell, want := range map[string]string{"A1": "", "C1": "一组", "E1": "二组", "A2": "姓名", "C2": "得分", "A3": "张三"} {
		if got, _ := f.GetCellValue("甲", cell); got != want {
			t.Errorf("%s is %q, want %q", cell, got, want)
		}
	}
}

func TestHiddenSheets(t *testing.T) {
	list := table("名单")
	list.Hidden = true
	f := open(t, write(t, []sheet.Layout{list, table("甲")}, person("张三")))
	if visible, _ := f.GetSheetVisible("名单"); visible || f.GetActiveSheetIndex() != 1 {
		t.Error("the hidden sheet is shown")
	}
}

// A sheet that is wanted only with rows is left out without them; whatever
// stands behind it stays as it is, its filters and print areas included.
func TestASheetWithoutRowsMayBeLeftOut(t *testing.T) {
	for _, first := range []bool{true, false} {
		maybe, list, last := table("也许"), table("名单"), table("末")
		maybe.OmitEmpty, maybe.Filter, last.Filter, list.Hidden = true, true, true, first
		layouts := []sheet.Layout{list, maybe, last}
		if first {
			layouts = []sheet.Layout{maybe, list, last}
		}
		rows := func(at int) (data []byte) {
			w, err := xlsx.Create(layouts, xlsx.WriteOptions{})
			if err != nil {
				t.Fatal(err)
			}
			defer w.Close()
			for _, i := range []int{at, 2} {
				if err := w.Append(i, person("张三")); err != nil {
					t.Fatal(err)
				}
			}
			var out bytes.Buffer
			if err := w.Save(&out); err != nil {
				t.Fatal(err)
			}
			return out.Bytes()
		}
		place := slices.IndexFunc(layouts, func(l sheet.Layout) bool { return l.OmitEmpty })
		with, without := rows(place), rows(1-place)
		if got := open(t, with).GetSheetList(); len(got) != 3 {
			t.Errorf("with a row: %q", got)
		}
		f := open(t, without)
		if got := f.GetSheetList(); !slices.Equal(got, []string{"名单", "末"}) {
			t.Errorf("without a row: %q", got)
		}
		if active := f.GetSheetName(f.GetActiveSheetIndex()); first && active != "末" || !first && active != "名单" {
			t.Errorf("%s is open", active)
		}
		book, err := xlsx.Open(without, xlsx.Options{})
		if err != nil || !slices.Equal(book.Sheets(), []string{"名单", "末"}) {
			t.Fatalf("%v", err)
		}
		names := f.GetDefinedName()
		if len(names) == 0 || slices.ContainsFunc(names, func(n excelize.DefinedName) bool { return strings.Contains(n.RefersTo, "也许") }) {
			t.Errorf("%+v", names)
		}
	}
}

func TestMistakesAreRefused(t *testing.T) {
	for name, layouts := range map[string][]sheet.Layout{
		"none": {}, "no columns": {{Name: "甲"}}, "twins": {table("a"), table("A")},
		"bad name": {table("a/b")}, "long name": {table(strings.Repeat("长", 32))}, "quoted": {table("a'b")},
	} {
		if _, err := xlsx.Create(layouts, xlsx.WriteOptions{}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	w, err := xlsx.Create([]sheet.Layout{table("甲")}, xlsx.WriteOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if w.Append(0, make([]sheet.Value, 8)) == nil || w.Append(1, nil) == nil {
		t.Error("a row too wide or a sheet too many: no error")
	}
	if err := w.Save(io.Discard); err != nil {
		t.Fatal(err)
	}
	if w.Save(io.Discard) == nil || w.Append(0, nil) == nil || w.Close() != nil || w.Close() != nil {
		t.Error("using the workbook after Save: no error, or Close has one")
	}
}

func TestASheetEndsAtItsLastRow(t *testing.T) {
	w, err := xlsx.Create([]sheet.Layout{{Name: "甲", Columns: []sheet.Column{{Header: "数"}}}}, xlsx.WriteOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	row := []sheet.Value{sheet.CountValue(1)}
	for n := 2; n <= 1<<20; n++ {
		if err := w.Append(0, row); err != nil {
			t.Fatal(n, err)
		}
	}
	if err := w.Append(0, row); err == nil || !strings.Contains(err.Error(), "1048576 行") {
		t.Errorf("row 1,048,577: %v", err)
	}
}

// noise is text that cannot be compressed below its size by much.
func noise(r *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		b.WriteRune(rune(0x4E00 + r.IntN(20000)))
	}
	return b.String()
}

func TestNothingStaysInTheTemporaryFolder(t *testing.T) {
	dir := t.TempDir()
	layout := sheet.Layout{Name: "甲", Columns: []sheet.Column{{Header: "文"}}}
	for _, saves := range []bool{true, false} {
		w, err := xlsx.Create([]sheet.Layout{layout}, xlsx.WriteOptions{TempDir: dir})
		if err != nil {
			t.Fatal(err)
		}
		r := rand.New(rand.NewPCG(1, 2))
		var texts []string
		for range 500 {
			texts = append(texts, noise(r, 10000))
			if err := w.Append(0, []sheet.Value{sheet.TextValue(texts[len(texts)-1])}); err != nil {
				t.Fatal(err)
			}
		}
		if waiting, _ := os.ReadDir(dir); len(waiting) != 1 {
			t.Errorf("%d files wait", len(waiting))
		}
		if saves {
			var out bytes.Buffer
			if err := w.Save(&out); err != nil {
				t.Fatal(err)
			}
			rows, err := open(t, out.Bytes()).GetRows("甲")
			if err != nil || len(rows) != 501 || rows[500][0] != texts[499] || rows[250][0] != texts[249] {
				t.Errorf("%d rows, %v", len(rows), err)
			}
		} else if w.Save(failing{}) == nil {
			t.Error("a full disk is no error")
		}
		if err := w.Close(); err != nil {
			t.Error(err)
		}
		if left, _ := os.ReadDir(dir); len(left) != 0 {
			t.Errorf("%s is left behind", left[0].Name())
		}
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("disk full") }
