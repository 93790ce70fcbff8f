package xlsx_test

import (
	"encoding/xml"
	"slices"
	"strings"
	"testing"

	"credit/internal/points"
	"credit/internal/sheet"
	"credit/internal/xlsx"
)

// fillIn is a layout with everything that a sheet to be filled in uses.
func fillIn(name string) sheet.Layout {
	low, high := points.Points(0), points.Unit
	return sheet.Layout{
		Name: name, Heading: []string{"填报表", "每人一行"}, FreezeColumns: 1, Reach: 30, PageStarts: []int{4},
		Columns: []sheet.Column{
			{Section: "对象", Header: "号码", Width: 20, Style: sheet.CodeText, Input: &sheet.Input{
				Formula: `AND(ISTEXT(A7),LEN(A7)<19,A7<>"无&空")`, Refusal: "请填号码",
			}},
			{Section: "甲", Group: "一组", Note: "说明\n两行", Header: "1.是否", Width: 12, Style: sheet.FillCell, Input: &sheet.Input{
				List: "'_credit'!$D$2:$D$3", Title: "1.是否", Prompt: "从列表里选", Refusal: "请从列表里选",
			}},
			{Section: "甲", Group: "一组", Header: "2.比率", Width: 12, Style: sheet.RateCell, Input: &sheet.Input{
				Between: &[2]points.Points{low, high}, Refusal: "请填百分数",
			}},
			{Section: "乙", Group: "一组", Header: "3.分值", Width: 12, Style: sheet.FillCell},
			{Section: "乙", Group: "一组", Header: "4.考核", Width: 12, Style: sheet.FillCell, Input: &sheet.Input{List: "'_credit'!$D$2:$D$3"}},
			{Header: "预览：一", Width: 6, Folded: true},
			{Header: "预览：二", Width: 6, Folded: true},
			{Header: "预览：三", Width: 8, Style: sheet.PointCell},
		},
		Highlights: []sheet.Highlight{{Formula: `AND(LEN($A7)>0,LEN(TRIM(B7))=0)`, Fill: "FFEB9C", Ink: "7F6000", From: 1, To: 4}},
	}
}

func TestRowsAboveTheHeader(t *testing.T) {
	layout := fillIn("填报表")
	f := open(t, write(t, []sheet.Layout{layout}))
	for cell, want := range map[string]string{
		"A1": "填报表", "A2": "每人一行", "A3": "对象", "B3": "甲", "D3": "乙", "E3": "乙", "A4": "", "B4": "一组", "D4": "一组",
		"E4": "一组", "B5": "说明\n两行", "A6": "号码", "H6": "预览：三",
	} {
		if got, _ := f.GetCellValue("填报表", cell); got != want {
			t.Errorf("%s is %q, want %q", cell, got, want)
		}
	}
	var areas []string
	merges, _ := f.GetMergeCells("填报表")
	for _, m := range merges {
		areas = append(areas, m.GetStartAxis()+":"+m.GetEndAxis())
	}
	slices.Sort(areas)
	// Neither a section's nor a printed page's border is merged over.
	if want := []string{"A1:H1", "A2:H2", "B3:C3", "B4:C4"}; !slices.Equal(areas, want) {
		t.Errorf("merges %v, want %v", areas, want)
	}
	if got := layout.FirstRow(); got != 7 {
		t.Errorf("the data is said to begin in row %d, want 7", got)
	}
	titles := ""
	for _, n := range f.GetDefinedName() {
		if n.Name == "_xlnm.Print_Titles" {
			titles = n.RefersTo
		}
	}
	if titles != "'填报表'!$A:$A,'填报表'!$3:$6" {
		t.Errorf("repeated on every page: %s", titles)
	}
}

// A first heading that warns stands in white on a coloured band, over the whole
// width; without Banner it does not.
func TestABannerStandsOnAColouredBand(t *testing.T) {
	for _, banner := range []bool{true, false} {
		layout := sheet.Layout{Name: "测算", Banner: banner, Heading: []string{"不是结果"}, Columns: []sheet.Column{{Header: "甲", Width: 9}, {Header: "乙", Width: 9}}}
		f := open(t, write(t, []sheet.Layout{layout}))
		id, _ := f.GetCellStyle("测算", "A1")
		style, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		if got := len(style.Fill.Color) == 1 && style.Fill.Color[0] == "C00000" && style.Font.Color == "FFFFFF" && style.Alignment.WrapText; got != banner {
			t.Errorf("banner %v: the fill is %v, the ink %s", banner, style.Fill.Color, style.Font.Color)
		}
		if merges, _ := f.GetMergeCells("测算"); len(merges) != 1 || merges[0].GetEndAxis() != "B1" {
			t.Errorf("banner %v: merges %v", banner, merges)
		}
	}
}

// A row that nobody wrote yet has the formats, the inputs and the colours of
// its columns.
func TestEmptyRowsArePrepared(t *testing.T) {
	f := open(t, write(t, []sheet.Layout{fillIn("填报表")}))
	for column, format := range map[string]int{"A": 49, "B": 0, "C": 10} {
		id, _ := f.GetColStyle("填报表", column)
		style, err := f.GetStyle(id)
		if err != nil || style.NumFmt != format {
			t.Errorf("column %s has number format %d, want %d (%v)", column, style.NumFmt, format, err)
		}
	}
	rules, err := f.GetConditionalFormats("填报表")
	if err != nil || len(rules["B7:E36"]) != 1 || rules["B7:E36"][0].Criteria != `AND(LEN($A7)>0,LEN(TRIM(B7))=0)` {
		t.Errorf("highlights: %v, %v", rules, err)
	}
	inputs, err := f.GetDataValidations("填报表")
	if err != nil || len(inputs) != 4 {
		t.Fatalf("%d inputs, %v", len(inputs), err)
	}
	for i, want := range []struct {
		area, kind, first, second string
		blocks                    bool
	}{
		{"A7:A36", "custom", `AND(ISTEXT(A7),LEN(A7)<19,A7<>"无&空")`, "", true},
		{"B7:B36", "list", "'_credit'!$D$2:$D$3", "", true},
		{"C7:C36", "decimal", "0", "1", true},
		{"E7:E36", "list", "'_credit'!$D$2:$D$3", "", false},
	} {
		got := inputs[i]
		if got.Sqref != want.area || got.Type != want.kind || got.Formula1 != want.first || got.Formula2 != want.second ||
			got.ShowErrorMessage != want.blocks || want.blocks && *got.ErrorStyle != "stop" || !got.AllowBlank {
			t.Errorf("input %d is %+v, want %+v", i, got, want)
		}
	}
	if *inputs[1].Prompt != "从列表里选" || *inputs[1].PromptTitle != "1.是否" || *inputs[1].Error != "请从列表里选" {
		t.Errorf("the texts of an input: %+v", inputs[1])
	}
}

func TestFoldedColumns(t *testing.T) {
	data := write(t, []sheet.Layout{fillIn("填报表")})
	f := open(t, data)
	for column, folded := range map[string]bool{"E": false, "F": true, "G": true, "H": false} {
		visible, _ := f.GetColVisible("填报表", column)
		level, _ := f.GetColOutlineLevel("填报表", column)
		if visible == folded || (level == 1) != folded {
			t.Errorf("column %s: visible %v, level %d", column, visible, level)
		}
	}
	part := part(t, data, "xl/worksheets/sheet1.xml")
	for _, want := range []string{`outlineLevelCol="1"`, `collapsed="1"`} {
		if !strings.Contains(part, want) {
			t.Errorf("the sheet has no %s", want)
		}
	}
}

// What the input refuses to be is refused when the workbook is made, not by
// an office program that offers to repair it.
func TestInputsThatNoOfficeProgramTakes(t *testing.T) {
	long := strings.Repeat("长", 256)
	for name, input := range map[string]sheet.Input{
		"title": {Title: long[:33*3], Prompt: "填"}, "prompt": {Prompt: long}, "refusal": {Refusal: long[:226*3]}, "formula": {Formula: long},
	} {
		layout := fillIn("填报表")
		layout.Columns[3].Input = &input
		w, err := xlsx.Create([]sheet.Layout{layout}, xlsx.WriteOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Save(failing{}); err == nil || !strings.Contains(err.Error(), "3.分值") {
			t.Errorf("a long %s: %v", name, err)
		}
		_ = w.Close()
	}
}

func TestFormulasKeepTheirResults(t *testing.T) {
	data := write(t, []sheet.Layout{fillIn("填报表")}, []sheet.Value{
		sheet.TextValue("=1+1"),
		sheet.TextValue(`甲<&"`).ComputedBy(`IF(A7<>"&","甲<&""",1)`),
		sheet.Empty().ComputedBy(`""`),
		sheet.PointsValue(450).ComputedBy("9/2"),
		sheet.Empty().ComputedBy(""),
	})
	f := open(t, data)
	for cell, want := range map[string][2]string{
		"A7": {"", "=1+1"}, "B7": {`IF(A7<>"&","甲<&""",1)`, `甲<&"`}, "C7": {`""`, ""}, "D7": {"9/2", "4.5"}, "E7": {"", ""},
	} {
		formula, _ := f.GetCellFormula("填报表", cell)
		value, _ := f.GetCellValue("填报表", cell)
		if formula != want[0] || value != want[1] {
			t.Errorf("%s: formula %q, value %q, want %q", cell, formula, value, want)
		}
	}
	rows := struct {
		Cells []struct {
			Ref   string  `xml:"r,attr"`
			Type  string  `xml:"t,attr"`
			Value *string `xml:"v"`
		} `xml:"sheetData>row>c"`
	}{}
	if err := xml.Unmarshal([]byte(part(t, data, "xl/worksheets/sheet1.xml")), &rows); err != nil {
		t.Fatal(err)
	}
	kinds := map[string]string{}
	for _, cell := range rows.Cells {
		kinds[cell.Ref] = cell.Type
		if cell.Ref == "C7" && cell.Value == nil {
			t.Error("an empty result has no <v>: it would read as never computed")
		}
	}
	if kinds["B7"] != "str" || kinds["C7"] != "str" || kinds["D7"] != "" {
		t.Errorf("types of formula cells: %v", kinds)
	}
}

// A page of text has headings, texts over several columns, boxes to be filled
// in, and inputs for single cells of it.
func TestAPageToBeFilledIn(t *testing.T) {
	long := strings.Repeat("很长的说明", 20)
	layout := sheet.Layout{
		Name: "填表说明", Plain: true, Portrait: true, Heading: []string{"说明"}, PageRows: []int{4},
		Columns: []sheet.Column{{Width: 6}, {Width: 30}, {Width: 20}},
		CellInputs: []sheet.CellInput{{
			Range: sheet.Range{Top: 4, Left: 3, Bottom: 5, Right: 3},
			Input: sheet.Input{List: "'_credit'!$D$2:$D$3", Refusal: "请从列表里选"},
		}},
	}
	data := write(t, []sheet.Layout{layout},
		[]sheet.Value{sheet.TextValue("一、标题").AsHeading().Across(3)},
		[]sheet.Value{sheet.CountValue(1), sheet.TextValue(long).Across(9), sheet.TextValue("被盖住")},
		[]sheet.Value{sheet.TextValue("审核").AsBoxed().Across(2), {}, sheet.Empty().AsBoxed()},
	)
	f := open(t, data)
	for cell, want := range map[string]string{"A2": "一、标题", "A3": "1", "B3": long, "A4": "审核", "C4": ""} {
		if got, _ := f.GetCellValue("填表说明", cell); got != want {
			t.Errorf("%s is %q, want %q", cell, got, want)
		}
	}
	merges, _ := f.GetMergeCells("填表说明")
	if len(merges) != 4 {
		t.Errorf("%d merges, want the title and three rows", len(merges))
	}
	for _, cell := range []string{"A4", "B4", "C4"} {
		id, _ := f.GetCellStyle("填表说明", cell)
		if style, err := f.GetStyle(id); err != nil || len(style.Border) != 4 {
			t.Errorf("%s is no box: %v", cell, err)
		}
	}
	one, _ := f.GetRowHeight("填表说明", 4)
	if many, _ := f.GetRowHeight("填表说明", 3); many < 3*one || many > 8*one {
		t.Errorf("a text of five lines is %v high beside one of %v", many, one)
	}
	inputs, _ := f.GetDataValidations("填表说明")
	if len(inputs) != 1 || inputs[0].Sqref != "C4:C5" {
		t.Errorf("inputs: %+v", inputs)
	}
	text := part(t, data, "xl/worksheets/sheet1.xml")
	if strings.Contains(text, "被盖住") {
		t.Error("what another text goes over is written")
	}
	if !strings.Contains(text, `<brk id="3"`) || strings.Contains(text, "<colBreaks></colBreaks>") {
		t.Error("the printed page does not begin with row 4 alone")
	}
	if page, _ := f.GetPageLayout("填表说明"); page.AdjustTo == nil || *page.AdjustTo == 0 {
		t.Errorf("fitted to pages, a sheet would not listen to its breaks: %+v", page)
	}
}

func TestPreparedSheetsGiveTheSameBytes(t *testing.T) {
	row := []sheet.Value{sheet.TextValue("甲"), {}, {}, sheet.PointsValue(450).ComputedBy("9/2")}
	want := write(t, []sheet.Layout{fillIn("甲"), fillIn("乙")}, row, row)
	for range 5 {
		if got := write(t, []sheet.Layout{fillIn("甲"), fillIn("乙")}, row, row); string(got) != string(want) {
			t.Fatal("the bytes differ")
		}
	}
}
