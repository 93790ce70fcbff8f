package xlsx_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"credit/internal/xlsx"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

const sheet1, book1 = "xl/worksheets/sheet1.xml", "xl/workbook.xml"

// The list is the first sheet, the only selected one and the one that opens;
// what belongs to a sheet by its position moves on with it.
func TestAnnotateListComesFirst(t *testing.T) {
	data := with(parts{
		book1:  `<workbook ` + mainNS + ` xmlns:r="` + officeRel + `"><bookViews><workbookView firstSheet="0" activeTab="0"/></bookViews><sheets><sheet name="填报表" sheetId="7" r:id="rId1"/></sheets><definedNames><definedName name="甲" localSheetId="0">填报表!$A$1</definedName><definedName name="乙">1</definedName></definedNames><calcPr calcId="1"/></workbook>`,
		sheet1: `<worksheet ` + mainNS + `><sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews><sheetData/></worksheet>`,
	}).zip(t)
	marks := []xlsx.Mark{grave(3, 4, "=甲")}
	p := unpacked(t, annotate(t, data, marks, smallList(marks...)))
	for _, want := range []string{`<sheets><sheet name="问题清单" sheetId="8" r:id="rId4"/><sheet name="填报表"`,
		`name="甲" localSheetId="1"`, `name="_xlnm.Print_Titles" localSheetId="0">'问题清单'!$3:$3<`, `activeTab="0"`} {
		if !strings.Contains(p[book1], want) {
			t.Errorf("no %s in %s", want, p[book1])
		}
	}
	if strings.Contains(p[sheet1], "tabSelected") {
		t.Error("two sheets are selected")
	}
	list := p["xl/worksheets/sheet2.xml"]
	for _, want := range []string{`<hyperlink ref="B4" location="'填报表'!D3"`, `tabSelected="1"`, `orientation="landscape"`, `<autoFilter ref="A3:C4"/>`, `>=甲</t>`} {
		if !strings.Contains(list, want) {
			t.Errorf("no %s in %s", want, list)
		}
	}
	if strings.Contains(list, "<f>") {
		t.Error("a formula in the list")
	}
}

// A chart sheet counts as a sheet, too: it is not selected any more, and what
// stands behind it keeps its names.
func TestAnnotateBesideAChartSheet(t *testing.T) {
	data := excelizeBook(t, func(f *excelize.File) error {
		return steps(
			func() error {
				return f.AddChartSheet("图", &excelize.Chart{Type: excelize.Col, Series: []excelize.ChartSeries{{Values: "填报表!$A$1:$A$2"}}})
			},
			func() error { _, err := f.NewSheet("说明"); return err },
			func() error {
				return f.SetDefinedName(&excelize.DefinedName{Name: "甲", RefersTo: "说明!$A$1", Scope: "说明"})
			},
		)
	})
	form := unpacked(t, data)
	chart := ""
	for name := range form {
		if strings.HasPrefix(name, "xl/chartsheets/sheet") {
			chart = name
		}
	}
	form[chart] = strings.Replace(form[chart], "<sheetView ", `<sheetView tabSelected="1" `, 1)
	if data = form.zip(t); !strings.Contains(form[chart], "tabSelected") {
		t.Fatalf("the chart sheet is not selected to begin with: %s", form[chart])
	}
	marks := []xlsx.Mark{{Sheet: 1, Row: 2, Column: 2, Grave: true, Text: "说明有误"}}
	out := annotate(t, data, marks, smallList(marks...))
	p := unpacked(t, out)
	if strings.Contains(p[chart], "tabSelected") {
		t.Error("the chart sheet is selected still")
	}
	if !strings.Contains(p[book1], `localSheetId="3"`) {
		t.Errorf("the name moved elsewhere: %s", p[book1])
	}
	if got := commentsOf(t, out, "说明"); !strings.Contains(got["B2"], "说明有误") {
		t.Errorf("comments: %v", got)
	}
}

// A sheet of their own that is called 问题清单 stays theirs.
func TestAnnotateLeavesASheetOfThatName(t *testing.T) {
	data := replaced(t, book1, "填报表", "问题清单").zip(t)
	once := annotate(t, data, []xlsx.Mark{grave(1, 1, "甲")}, smallList())
	twice := annotate(t, once, nil, smallList())
	for _, out := range [][]byte{once, twice} {
		w, err := xlsx.Open(out, xlsx.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(w.Sheets(), " "); got != "问题清单(2) 问题清单" {
			t.Errorf("sheets: %s", got)
		}
	}
}

// Rules of conditional formatting are numbered once on a sheet: ours first,
// the school's own behind them in their old order. A second time there is
// room already.
func TestAnnotateRulesComeFirst(t *testing.T) {
	rule := func(priority int) string {
		return fmt.Sprintf(`<conditionalFormatting sqref="A1"><cfRule type="expression" priority="%d"><formula>A1=%d</formula></cfRule></conditionalFormatting>`, priority, priority)
	}
	data := withSheet(`<worksheet ` + mainNS + `><sheetData/><mergeCells count="1"><mergeCell ref="A8:A9"/></mergeCells>` + rule(1) + rule(4) + `<pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/></worksheet>`).zip(t)
	marks := []xlsx.Mark{grave(1, 1, "甲"), mild(2, 1, "乙")}
	once := annotate(t, data, marks, smallList())
	for i := range marks {
		marks[i].Sheet = 1
	}
	for _, out := range [][]byte{once, annotate(t, once, marks, smallList())} {
		sheet := unpacked(t, out)[sheet1]
		want := []string{`sqref="A1"><cfRule type="expression" dxfId="0" priority="1"`, `sqref="A2"><cfRule type="expression" dxfId="1" priority="2"`,
			`priority="3"><formula>A1=1`, `priority="6"><formula>A1=4`}
		for _, w := range want {
			if !strings.Contains(sheet, w) {
				t.Errorf("no %s in %s", w, sheet)
			}
		}
	}
}

// A conversation of Excel 365 is only coloured: its comment is a stand-in.
func TestAnnotateLeavesConversations(t *testing.T) {
	data := excelizeBook(t, func(f *excelize.File) error {
		return f.AddComment("填报表", excelize.Comment{Cell: "A1", Author: "tc={1}", Text: "[线程批注]"})
	})
	marks := []xlsx.Mark{grave(1, 1, "甲"), grave(2, 1, "乙")}
	got := commentsOf(t, annotate(t, data, marks, smallList()), "填报表")
	if got["A1"] != "[线程批注]" || !strings.Contains(got["A2"], "乙") {
		t.Errorf("comments: %v", got)
	}
}

// Very many marks are bounded, and the list says so; a long text is cut.
func TestAnnotateIsBounded(t *testing.T) {
	var marks []xlsx.Mark
	for i := range 10_500 {
		marks = append(marks, grave(2+i/50, 1+i%50*2, strings.Repeat("长", 1500)))
	}
	out := annotate(t, goodParts().zip(t), marks, smallList())
	text, _ := readAll(t, out, xlsx.Options{})
	for _, want := range []string{"10500 个单元格有问题，只给前 10000 个着色", "只给前 2000 个单元格加了批注，其余 8000 个"} {
		if !strings.Contains(text, want) {
			t.Errorf("the list does not say %s", want)
		}
	}
	got := commentsOf(t, out, "填报表")
	if n := len([]rune(got["A2"])); len(got) != 2000 || n > 1030 || !strings.Contains(got["A2"], "全文见“问题清单”") {
		t.Errorf("%d comments, of %d characters", len(got), n)
	}
}

// Parts may be written in any way that XML allows.
func TestAnnotateOtherForms(t *testing.T) {
	prefixed := func(text string) string {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "<", "<x:"), "<x:/", "</x:")
		text = strings.ReplaceAll(text, "<x:?", "<?")
		return strings.Replace(text, "xmlns=", "xmlns:x=", 1)
	}
	good := goodParts()
	forms := map[string]parts{
		"prefixes": with(parts{sheet1: prefixed(good[sheet1]), book1: prefixed(good[book1]), "xl/styles.xml": prefixed(good["xl/styles.xml"]),
			"xl/_rels/workbook.xml.rels": prefixed(good["xl/_rels/workbook.xml.rels"]), "[Content_Types].xml": prefixed(good["[Content_Types].xml"])}),
		"single quotes":  with(parts{sheet1: strings.ReplaceAll(good[sheet1], `"`, `'`), book1: strings.ReplaceAll(good[book1], `"`, `'`)}),
		"byte order":     with(parts{sheet1: "\ufeff" + good[sheet1], book1: "\ufeff" + good[book1]}),
		"line breaks":    with(parts{sheet1: strings.ReplaceAll(good[sheet1], "><", ">\r\n<"), "xl/styles.xml": strings.ReplaceAll(good["xl/styles.xml"], "><", ">\r\n\t<")}),
		"no rows":        withSheet(`<worksheet ` + mainNS + `><sheetData/></worksheet>`),
		"comments":       withSheet(`<!-- <sheetData> --><worksheet ` + mainNS + `><!-- </worksheet> --><sheetData/><!-- <pageMargins/> --></worksheet>`),
		"later elements": withSheet(`<worksheet ` + mainNS + `><sheetData/><mergeCells count="1"><mergeCell ref="A8:B8"/></mergeCells><dataValidations count="0"/><hyperlinks/><pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/><rowBreaks/><ignoredErrors/><tableParts/><extLst/></worksheet>`),
		"no styles":      with(parts{"xl/styles.xml": "", "xl/_rels/workbook.xml.rels": `<Relationships ` + relsNS + `><Relationship Id="rId1" Type="` + officeRel + `/worksheet" Target="/xl/worksheets/sheet1.xml"/><Relationship Id="rId2" Type="` + officeRel + `/sharedStrings" Target="sharedStrings.xml"/></Relationships>`, sheet1: worksheetXML(`<row r="1"><c r="A1"><v>1</v></c></row>`)}),
		"empty styles":   with(parts{"xl/styles.xml": `<styleSheet ` + mainNS + `/>`, sheet1: worksheetXML(`<row r="1"><c r="A1"><v>1</v></c></row>`)}),
		"empty lists":    with(parts{"xl/styles.xml": `<styleSheet ` + mainNS + `><fonts count="0"/><fills/><cellXfs count="1"><xf numFmtId="0"/></cellXfs><dxfs count="0"/></styleSheet>`, sheet1: worksheetXML(`<row r="1"><c r="A1"><v>1</v></c></row>`)}),
	}
	for name, form := range forms {
		t.Run(name, func(t *testing.T) {
			marks := []xlsx.Mark{grave(1, 1, "甲"), mild(7, 3, "乙")}
			once := annotate(t, form.zip(t), marks, smallList(marks...))
			if sheet := unpacked(t, once)[sheet1]; strings.Count(sheet, "核对标记") != 2 {
				t.Errorf("not coloured: %s", sheet)
			}
			if got := commentsOf(t, once, "填报表"); len(got) != 2 {
				t.Errorf("comments: %v", got)
			}
			clean := annotate(t, once, nil, smallList())
			if sheet := unpacked(t, clean)[sheet1]; sheet != form[sheet1] {
				t.Errorf("the sheet became %s", sheet)
			}
		})
	}
}

// What cannot be patched safely is refused in words for the clerk, and
// nothing is written.
func TestAnnotateRefuses(t *testing.T) {
	strict := strings.NewReplacer("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main").Replace
	wide := func(text string) string {
		var b strings.Builder
		b.WriteString("\xff\xfe")
		for _, r := range text {
			b.Write([]byte{byte(r), byte(r >> 8)})
		}
		return b.String()
	}
	good := goodParts()
	forms := map[string]parts{
		"Strict":  with(parts{book1: strict(good[book1]), sheet1: strict(good[sheet1])}),
		"UTF-16":  with(parts{sheet1: wide(good[sheet1])}),
		"共享工作簿":   replaced(t, "xl/_rels/workbook.xml.rels", "</Relationships>", `<Relationship Id="rId9" Type="`+officeRel+`/revisionHeaders" Target="r.xml"/></Relationships>`),
		"没有指明在哪里": withSheet(`<worksheet ` + mainNS + ` xmlns:r="` + officeRel + `"><sheetData/><legacyDrawing r:id="rId5"/></worksheet>`),
	}
	for reason, form := range forms {
		var out bytes.Buffer
		err := xlsx.Annotate(&out, form.zip(t), []xlsx.Mark{grave(1, 1, "甲")}, smallList())
		if err == nil || !strings.Contains(err.Error(), reason) || !strings.Contains(err.Error(), "不能写批注副本") || out.Len() > 0 {
			t.Errorf("%s: %v, %d bytes", reason, err, out.Len())
		}
	}
	var out bytes.Buffer
	if err := xlsx.Annotate(&out, []byte("姓名,学校"), nil, smallList()); err == nil {
		t.Error("a text was annotated")
	}
}

// VML that Excel wrote is not well-formed; its other shapes stay.
func TestAnnotateOldDrawing(t *testing.T) {
	const button = `<v:shape id="_x0000_s1030" type="#_x0000_t201"><v:textbox><font face=Tahoma>a<br>b</font></v:textbox><x:ClientData ObjectType="Button"><x:Row>0</x:Row><x:Column>0</x:Column></x:ClientData></v:shape>`
	const vml = "xl/drawings/vmlDrawing1.vml"
	form := with(parts{
		sheet1:                                `<worksheet ` + mainNS + ` xmlns:q="` + officeRel + `"><sheetData/><legacyDrawing q:id="rId5"/></worksheet>`,
		"xl/worksheets/_rels/sheet1.xml.rels": `<Relationships ` + relsNS + `><Relationship Id="rId5" Type="` + officeRel + `/vmlDrawing" Target="../drawings/vmlDrawing1.vml"/></Relationships>`,
		vml:                                   `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">` + button + `</xml>`,
	})
	types := strings.Replace(form["[Content_Types].xml"], "<Override", `<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/><Override`, 1)
	form["[Content_Types].xml"] = types
	once := annotate(t, form.zip(t), []xlsx.Mark{grave(1, 1, "甲")}, smallList())
	if got := unpacked(t, once)[vml]; !strings.Contains(got, button) || !strings.Contains(got, `id="_x0000_s1031"`) {
		t.Errorf("the drawing became %s", got)
	}
	if got := unpacked(t, annotate(t, once, nil, smallList())); !strings.Contains(got[vml], button) || strings.Contains(got[vml], "Note") || got[sheet1] != form[sheet1] {
		t.Errorf("the drawing became %s, the sheet %s", got[vml], got[sheet1])
	}
}

// What WPS adds to a workbook (pictures in cells) stays as it is.
func TestAnnotateKeepsWPSParts(t *testing.T) {
	const relation = `<Relationship Id="rId9" Type="http://www.wps.cn/officeDocument/2020/cellImage" Target="cellimages.xml"/>`
	form := replaced(t, "xl/_rels/workbook.xml.rels", "</Relationships>", relation+"</Relationships>")
	form["xl/cellimages.xml"] = `<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"/>`
	form[sheet1] = worksheetXML(`<row r="1"><c r="A1" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c></row>`)
	p := unpacked(t, annotate(t, form.zip(t), []xlsx.Mark{grave(1, 1, "图片")}, smallList()))
	if p["xl/cellimages.xml"] != form["xl/cellimages.xml"] || !strings.Contains(p["xl/_rels/workbook.xml.rels"], relation) {
		t.Error("the pictures are gone")
	}
	if !strings.Contains(p[sheet1], `<f>_xlfn.DISPIMG("ID_1",1)</f>`) {
		t.Errorf("the sheet became %s", p[sheet1])
	}
}

// Whatever is marked, no workbook breaks, and all sheets read as before.
func TestAnnotateProperty(t *testing.T) {
	books := [][]byte{goodParts().zip(t), richBook(t), randomBook(t, 3)}
	rapid.Check(t, func(t *rapid.T) {
		data := books[rapid.IntRange(0, 2).Draw(t, "book")]
		w, err := xlsx.Open(data, xlsx.Options{})
		if err != nil {
			t.Fatal(err)
		}
		mark := rapid.Custom(func(t *rapid.T) xlsx.Mark {
			return xlsx.Mark{Sheet: rapid.IntRange(0, len(w.Sheets())-1).Draw(t, "sheet"),
				Row: rapid.OneOf(rapid.IntRange(0, 30), rapid.IntRange(0, 1<<20)).Draw(t, "row"), Column: rapid.OneOf(rapid.IntRange(0, 30), rapid.IntRange(0, 1<<14)).Draw(t, "column"),
				Grave: rapid.Bool().Draw(t, "grave"), Text: rapid.String().Draw(t, "text")}
		})
		marks := rapid.SliceOfN(mark, 0, 20).Draw(t, "marks")
		var once, twice bytes.Buffer
		if err := xlsx.Annotate(&once, data, marks, smallList(marks...)); err != nil {
			t.Fatal(err)
		}
		for i := range marks {
			marks[i].Sheet++
		}
		if err := xlsx.Annotate(&twice, once.Bytes(), marks, smallList(marks...)); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(once.Bytes(), twice.Bytes()) {
			t.Error("annotated twice is not annotated once")
		}
	})
}

// LibreOffice opens a copy and saves it with all its marks; annotated again
// without any, it has none.
func TestAnnotateThroughLibreOffice(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil || testing.Short() {
		t.Skip("no LibreOffice")
	}
	marks := []xlsx.Mark{grave(2, 2, "姓名有误"), mild(9, 9, "空着")}
	once := annotate(t, richBook(t), marks, smallList(marks...))
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.xlsx"), once, 0o600); err != nil {
		t.Fatal(err)
	}
	command := exec.Command(office, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", "xlsx", "--outdir", filepath.Join(dir, "out"), filepath.Join(dir, "a.xlsx"))
	if text, err := command.CombinedOutput(); err != nil {
		t.Skipf("LibreOffice: %v %s", err, text)
	}
	saved, err := os.ReadFile(filepath.Join(dir, "out", "a.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	if got := commentsOf(t, saved, "填报表"); len(got) != 3 || !strings.Contains(got["B2"], "姓名有误") || !strings.Contains(got["I9"], "空着") {
		t.Errorf("saved comments: %v", got)
	}
	marks[0].Sheet, marks[1].Sheet = 1, 1
	again := annotate(t, saved, marks, smallList(marks...))
	if n := strings.Count(unpacked(t, again)[`xl/worksheets/sheet2.xml`], "核对标记"); n != 2 {
		t.Errorf("%d rules for 2 cells", n)
	}
	clean := annotate(t, again, nil, smallList())
	if got := commentsOf(t, clean, "填报表"); len(got) != 2 || strings.TrimSpace(got["B2"]) != "已核对学历" {
		t.Errorf("comments left: %v", got)
	}
	w, err := xlsx.Open(clean, xlsx.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(w.Sheets(), " "); got != "问题清单 填报表 说明 名单" {
		t.Errorf("sheets: %s", got)
	}
}

// A school's workbook of 60 people with 500 marks.
func BenchmarkAnnotate(b *testing.B) {
	data := excelizeBook(b, func(f *excelize.File) error {
		for row := 1; row <= 62; row++ {
			cells := make([]any, 52)
			for i := range cells {
				cells[i] = "是"
			}
			if err := f.SetSheetRow("填报表", fmt.Sprintf("A%d", row), &cells); err != nil {
				return err
			}
		}
		return nil
	})
	var marks []xlsx.Mark
	for i := range 500 {
		marks = append(marks, grave(3+i/10, 1+i%10*5, "没有填写：请填“是”或“否”"))
	}
	for b.Loop() {
		var out bytes.Buffer
		if err := xlsx.Annotate(&out, data, marks, smallList(marks...)); err != nil {
			b.Fatal(err)
		}
	}
}
