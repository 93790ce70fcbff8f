package xlsx_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"credit/internal/sheet"
	"credit/internal/xlsx"

	"github.com/xuri/excelize/v2"
)

// A producer is a program that writes workbooks, with its way of writing one
// small table: root and what stands before the rows, rows, what stands after
// them, and its table of texts.
type producer struct {
	before, rows, after, texts string
}

const (
	xmlHead     = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`
	officeSpace = `xmlns:r="` + officeRel + `"`
)

// producers are what these programs wrote, cut down to the table. Style 1
// stands for a percentage.
var producers = map[string]producer{
	"Excel": {
		before: xmlHead + "\r\n" + `<worksheet ` + mainNS + ` ` + officeSpace + ` xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac xr" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision" xr:uid="{00000000-0001-0000-0000-000000000000}"><dimension ref="A1:H3"/><sheetViews><sheetView tabSelected="1" workbookViewId="0"><selection activeCell="B3" sqref="B3"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="14.25" x14ac:dyDescent="0.2"/><cols><col min="1" max="1" width="12.625" customWidth="1"/></cols>`,
		rows: `<row r="1" spans="1:8" ht="28.5" customHeight="1" x14ac:dyDescent="0.2"><c r="A1" s="3" t="s"><v>0</v></c><c r="B1" s="3" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c><c r="E1" t="s"><v>4</v></c><c r="F1" t="s"><v>5</v></c></row>` +
			`<row r="2" spans="1:8" x14ac:dyDescent="0.2"><c r="A2" t="s"><v>6</v></c><c r="B2" t="s"><v>7</v></c><c r="C2" t="s"><v>8</v></c><c r="D2" s="1"><v>0.93500000000000005</v></c><c r="E2"><v>4.05</v></c><c r="F2" t="b"><v>1</v></c><c r="G2"><f>E2*2</f><v>8.1</v></c><c r="H2" t="str"><f t="shared" ref="H2:H3" si="0">IF(A2="","",A2&amp;"&lt;")</f><v>伊美区&lt;</v></c></row>` +
			`<row r="3" spans="1:8" hidden="1" x14ac:dyDescent="0.2"><c r="A3" s="3"/><c r="B3" t="s"><v>7</v></c><c r="D3" s="1"/><c r="H3" t="str"><f t="shared" si="0"/><v/></c></row>`,
		after: `<phoneticPr fontId="1" type="noConversion"/><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/></worksheet>`,
		texts: xmlHead + "\r\n" + `<sst ` + mainNS + ` count="12" uniqueCount="9"><si><t>县（市）区</t><phoneticPr fontId="1" type="noConversion"/></si><si><t>学校</t><phoneticPr fontId="1" type="noConversion"/></si><si><t>姓名</t></si><si><t>3.出勤率</t></si><si><t>38.分数</t></si><si><t>有无</t></si><si><t>伊美区</t></si><si><t>第1学校</t></si><si><r><rPr><b/><sz val="11"/><color theme="1"/><rFont val="宋体"/><family val="3"/><charset val="134"/><scheme val="minor"/></rPr><t xml:space="preserve">张 </t></r><r><rPr><sz val="11"/><color indexed="8"/><rFont val="宋体"/></rPr><t>三</t></r><phoneticPr fontId="1" type="noConversion"/></si></sst>`,
	},
	"WPS": {
		before: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" + `<worksheet ` + mainNS + ` ` + officeSpace + ` xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"><sheetPr/><dimension ref="A1:H3"/><sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews><sheetFormatPr defaultColWidth="9" defaultRowHeight="13.5" outlineLevelRow="2"/>`,
		rows: `<row r="1" s="3" customFormat="1" ht="28" customHeight="1" spans="1:8"><c r="A1" s="3" t="s"><v>0</v></c><c r="B1" s="3" t="s"><v>1</v></c><c r="C1" s="3" t="s"><v>2</v></c><c r="D1" s="3" t="s"><v>3</v></c><c r="E1" s="3" t="s"><v>4</v></c><c r="F1" s="3" t="s"><v>5</v></c></row>` +
			`<row r="2" spans="1:8"><c r="A2" t="s"><v>6</v></c><c r="B2" t="s"><v>7</v></c><c r="C2" t="s"><v>8</v></c><c r="D2" s="1"><v>0.935</v></c><c r="E2"><v>4.05</v></c><c r="F2" t="b"><v>1</v></c><c r="G2"><f>E2*2</f><v>8.1</v></c><c r="H2" t="str"><f>A2</f><v>伊美区</v></c></row>` +
			`<row r="3" hidden="1" spans="1:8"><c r="A3" s="3"/><c r="B3" t="s"><v>7</v></c></row>`,
		after: `<pageMargins left="0.75" right="0.75" top="1" bottom="1" header="0.5" footer="0.5"/><headerFooter/></worksheet>`,
		texts: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" + `<sst ` + mainNS + ` count="10" uniqueCount="9"><si><t>县（市）区</t></si><si><t>学校</t></si><si><t>姓名</t></si><si><t>3.出勤率</t></si><si><t>38.分数</t></si><si><t>有无</t></si><si><t>伊美区</t></si><si><t>第1学校</t></si><si><t>张 三</t></si></sst>`,
	},
	"LibreOffice": {
		before: xmlHead + "\n" + `<worksheet ` + mainNS + ` ` + officeSpace + ` xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" xmlns:xr2="http://schemas.microsoft.com/office/spreadsheetml/2015/revision2" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><sheetPr filterMode="false"><pageSetUpPr fitToPage="false"/></sheetPr><dimension ref="A1:H3"/><cols><col collapsed="false" customWidth="false" hidden="false" outlineLevel="0" max="1024" min="1" style="0" width="11.53"/></cols>`,
		rows: `<row r="1" customFormat="false" ht="15" hidden="false" customHeight="false" outlineLevel="0" collapsed="false"><c r="A1" s="3" t="s"><v>0</v></c><c r="B1" s="3" t="s"><v>1</v></c><c r="C1" s="3" t="s"><v>2</v></c><c r="D1" s="0" t="s"><v>3</v></c><c r="E1" s="0" t="s"><v>4</v></c><c r="F1" s="3" t="s"><v>5</v></c></row>` +
			`<row r="2" customFormat="false" ht="15" hidden="false" customHeight="false" outlineLevel="0" collapsed="false"><c r="A2" s="3" t="s"><v>6</v></c><c r="B2" s="3" t="s"><v>7</v></c><c r="C2" s="3" t="s"><v>8</v></c><c r="D2" s="1" t="n"><v>0.935</v></c><c r="E2" s="0" t="n"><v>4.05</v></c><c r="F2" s="0" t="b"><f aca="false">TRUE()</f><v>1</v></c><c r="G2" s="0" t="n"><f aca="false">E2*2</f><v>8.1</v></c><c r="H2" s="0" t="str"><f aca="false">IF(A2=&quot;&quot;,1,&quot;是&quot;)</f><v>是</v></c></row>` +
			`<row r="3" customFormat="false" ht="15" hidden="true" customHeight="false" outlineLevel="0" collapsed="false"><c r="A3" s="3"/><c r="B3" s="3" t="s"><v>7</v></c></row>`,
		after: `<printOptions headings="false" gridLines="false" gridLinesSet="true" horizontalCentered="false" verticalCentered="false"/><pageMargins left="0.75" right="0.75" top="1" bottom="1" header="0.511811023622047" footer="0.511811023622047"/></worksheet>`,
		texts: xmlHead + "\n" + `<sst ` + mainNS + ` count="10" uniqueCount="9"><si><t xml:space="preserve">县（市）区</t></si><si><t xml:space="preserve">学校</t></si><si><t xml:space="preserve">姓名</t></si><si><r><rPr><sz val="11"/><color rgb="FF000000"/><rFont val="Calibri"/><family val="2"/><charset val="1"/></rPr><t xml:space="preserve">3.</t></r><r><rPr><sz val="11"/><color rgb="FF000000"/><rFont val="Noto Sans CJK SC"/><family val="2"/></rPr><t xml:space="preserve">出勤率</t></r></si><si><r><rPr><sz val="10"/><rFont val="Arial"/><family val="2"/></rPr><t xml:space="preserve">38.</t></r><r><rPr><sz val="10"/><rFont val="Noto Sans CJK SC"/><family val="2"/></rPr><t xml:space="preserve">分数</t></r></si><si><t xml:space="preserve">有无</t></si><si><t xml:space="preserve">伊美区</t></si><si><r><rPr><sz val="10"/><rFont val="Noto Sans CJK SC"/><family val="2"/></rPr><t xml:space="preserve">第</t></r><r><rPr><sz val="10"/><rFont val="Arial"/><family val="2"/></rPr><t xml:space="preserve">1</t></r><r><rPr><sz val="10"/><rFont val="Noto Sans CJK SC"/><family val="2"/></rPr><t xml:space="preserve">学校</t></r></si><si><t xml:space="preserve">张 三</t></si></sst>`,
	},
	"Google Sheets": {
		before: xmlHead + `<worksheet ` + mainNS + ` ` + officeSpace + ` xmlns:mx="http://schemas.microsoft.com/office/mac/excel/2008/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:mv="urn:schemas-microsoft-com:mac:vml" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><sheetPr><outlinePr summaryBelow="0" summaryRight="0"/></sheetPr><sheetViews><sheetView workbookViewId="0"/></sheetViews><sheetFormatPr customHeight="1" defaultColWidth="12.63" defaultRowHeight="15.75"/>`,
		rows: `<row r="1"><c r="A1" s="3" t="s"><v>0</v></c><c r="B1" s="3" t="s"><v>1</v></c><c r="C1" s="3" t="s"><v>2</v></c><c r="D1" s="3" t="s"><v>3</v></c><c r="E1" s="3" t="s"><v>4</v></c><c r="F1" s="3" t="s"><v>5</v></c></row>` +
			`<row r="2"><c r="A2" s="3" t="s"><v>6</v></c><c r="B2" s="3" t="s"><v>7</v></c><c r="C2" s="3" t="s"><v>8</v></c><c r="D2" s="1"><v>0.935</v></c><c r="E2" s="3"><v>4.05</v></c><c r="F2" s="3" t="b"><v>1</v></c><c r="G2" s="3"><f>E2*2</f><v>8.1</v></c><c r="H2" s="3" t="str"><f t="shared" ref="H2:H3" si="1">A2</f><v>伊美区</v></c></row>` +
			`<row r="3" ht="15.75" hidden="1" customHeight="1"><c r="B3" s="3" t="s"><v>7</v></c></row>`,
		after: `<drawing r:id="rId1"/></worksheet>`,
		texts: xmlHead + `<sst ` + mainNS + ` count="10" uniqueCount="9"><si><t>县（市）区</t></si><si><t>学校</t></si><si><t>姓名</t></si><si><t>3.出勤率</t></si><si><t>38.分数</t></si><si><t>有无</t></si><si><t>伊美区</t></si><si><t>第1学校</t></si><si><t>张 三</t></si></sst>`,
	},
	"openpyxl": {
		before: `<worksheet ` + mainNS + `><sheetPr><outlinePr summaryBelow="1" summaryRight="1"/><pageSetUpPr/></sheetPr><dimension ref="A1:H3"/><sheetViews><sheetView workbookViewId="0"><selection activeCell="A1" sqref="A1"/></sheetView></sheetViews><sheetFormatPr baseColWidth="8" defaultRowHeight="15"/>`,
		rows: `<row r="1"><c r="A1" t="inlineStr"><is><t>&#21439;&#65288;&#24066;&#65289;&#21306;</t></is></c><c r="B1" t="inlineStr"><is><t>&#23398;&#26657;</t></is></c><c r="C1" t="inlineStr"><is><t>&#22995;&#21517;</t></is></c><c r="D1" t="s"><v>0</v></c><c r="E1" t="s"><v>1</v></c><c r="F1" t="inlineStr"><is><t>有无</t></is></c></row>` +
			`<row r="2"><c r="A2" t="inlineStr"><is><t>伊美区</t></is></c><c r="B2" t="s"><v>2</v></c><c r="C2" t="inlineStr"><is><t>张 三</t></is></c><c r="D2" s="1" t="n"><v>0.9350000000000001</v></c><c r="E2" t="n"><v>4.05</v></c><c r="F2" t="b"><v>1</v></c><c r="G2"><f>E2*2</f><v></v></c><c r="H2"><f>A2</f><v/></c></row>` +
			`<row r="3" ht="30" customHeight="1" hidden="1"><c r="A3" s="3" t="n"></c><c r="B3" t="s"><v>2</v></c><c r="C3" s="3" /></row>`,
		after: `<pageMargins left="0.75" right="0.75" top="1" bottom="1" header="0.5" footer="0.5"/></worksheet>`,
		texts: `<sst ` + mainNS + ` uniqueCount="3"><si><t>3.出勤率</t></si><si><t>38.分数</t></si><si><t>第1学校</t></si></sst>`,
	},
	"XlsxWriter": {
		before: xmlHead + "\n" + `<worksheet ` + mainNS + ` ` + officeSpace + `><dimension ref="A1:H3"/><sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="15"/>`,
		rows: `<row r="1" spans="1:8"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>姓名</t></is></c><c r="D1" t="s"><v>2</v></c><c r="E1" t="s"><v>3</v></c><c r="F1" t="s"><v>4</v></c></row>` +
			`<row r="2" spans="1:8"><c r="A2" t="s"><v>5</v></c><c r="B2" t="s"><v>6</v></c><c r="C2" t="inlineStr"><is><t>张 三</t></is></c><c r="D2" s="1"><v>0.9350000000000001</v></c><c r="E2"><v>4.05</v></c><c r="F2" t="b"><v>1</v></c><c r="G2"><f>E2*2</f><v>8.1</v></c><c r="H2" t="str"><f>IF(1,"是")</f><v>是</v></c></row>` +
			`<row r="3" spans="1:8" ht="30" hidden="1" customHeight="1"><c r="A3" s="1"/><c r="B3" t="s"><v>6</v></c></row>`,
		after: `<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/></worksheet>`,
		texts: xmlHead + "\n" + `<sst ` + mainNS + ` count="8" uniqueCount="7"><si><t>县（市）区</t></si><si><t>学校</t></si><si><t>3.出勤率</t></si><si><t>38.分数</t></si><si><t>有无</t></si><si><t>伊美区</t></si><si><t>第1学校</t></si></sst>`,
	},
}

func (p producer) zip(t testing.TB) []byte {
	all := with(parts{"xl/worksheets/sheet1.xml": p.before + `<sheetData>` + p.rows + `</sheetData>` + p.after, "xl/sharedStrings.xml": p.texts})
	all["xl/workbook.xml"] = strings.ReplaceAll(all["xl/workbook.xml"], "填报表", "Sheet1")
	return all.zip(t)
}

// theTable is what they all wrote, but for the formulas in G and H.
const theTable = `A1 text"县（市）区" | B1 text"学校" | C1 text"姓名" | D1 text"3.出勤率" | E1 text"38.分数" | F1 text"有无"
A2 text"伊美区" | B2 text"第1学校" | C2 text"张 三" | D2 number"0.935"% | E2 number"4.05" | F2 bool"TRUE"
B3 text"第1学校" hidden
`

// byExcelize is the table as excelize writes it, cell by cell or as a stream.
func byExcelize(t testing.TB, stream bool) []byte {
	f := excelize.NewFile()
	defer f.Close()
	percent, err := f.NewStyle(&excelize.Style{NumFmt: 10})
	if err != nil {
		t.Fatal(err)
	}
	rows := [][]any{{"县（市）区", "学校", "姓名", "3.出勤率", "38.分数", "有无"}, {"伊美区", "第1学校", "张 三", 0.935, 4.05, true}, {nil, "第1学校"}}
	if stream {
		w, err := f.NewStreamWriter("Sheet1")
		if err != nil {
			t.Fatal(err)
		}
		rows[1][3] = excelize.Cell{StyleID: percent, Value: 0.935}
		for i, row := range rows {
			if err := w.SetRow(sheet.CellName(i+1, 1), row, excelize.RowOpts{Hidden: i == 2}); err != nil {
				t.Fatal(err)
			}
		}
		err = w.Flush()
		if err != nil {
			t.Fatal(err)
		}
	} else {
		for i := range rows {
			err = errors.Join(err, f.SetSheetRow("Sheet1", sheet.CellName(i+1, 1), &rows[i]))
		}
		if err = errors.Join(err, f.SetCellStyle("Sheet1", "D2", "D2", percent), f.SetRowVisible("Sheet1", 3, false)); err != nil {
			t.Fatal(err)
		}
	}
	var buf bytes.Buffer
	if err := f.Write(&buf); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// TestOrdinaryFilesOfAllProducersAreScanned: whoever wrote the table, it reads
// the same and as excelize reads it, and no row or text of it is left to the
// strict reader.
func TestOrdinaryFilesOfAllProducersAreScanned(t *testing.T) {
	books := map[string][]byte{"excelize": byExcelize(t, false), "excelize's StreamWriter": byExcelize(t, true)}
	for name, p := range producers {
		books[name] = p.zip(t)
	}
	for name, data := range books {
		t.Run(name, func(t *testing.T) {
			r := readsAlike(t, data, xlsx.Options{})
			if got := tableText(r); got != theTable {
				t.Errorf("read\n%swant\n%s%s", got, theTable, r.Err)
			}
			if got, want := textsOf(r), excelizeCells(t, data); fmt.Sprint(got) != fmt.Sprint(want) {
				t.Errorf("read\n%v\nexcelize reads\n%v", got, want)
			}
			stats := &xlsx.Stats{}
			readRows(t, data, xlsx.Options{Stats: stats})
			rows, slowRows := stats.Rows()
			if _, slowTexts := stats.Texts(); rows != 3 || slowRows != 0 || slowTexts != 0 {
				t.Errorf("%d rows were scanned; left to the strict reader: %d rows, %d texts", rows, slowRows, slowTexts)
			}
		})
	}
}

// tableText are the rows of the first sheet up to column F; numbers are as
// they are with 15 digits.
func tableText(r reading) string {
	var b strings.Builder
	for _, row := range r.Rows[0] {
		cells := row.Cells[:0:0]
		for _, c := range row.Cells {
			c.Formula = false
			if c.Kind == sheet.Number && strings.HasPrefix(c.Text, "0.935") {
				c.Text = "0.935"
			}
			if c.Column <= 6 {
				cells = append(cells, c)
			}
		}
		row.Cells = cells
		b.WriteString(rowText(row))
	}
	return b.String()
}

// textsOf are the cells of the first sheet as excelize gives them.
func textsOf(r reading) map[string]string {
	cells := map[string]string{}
	for _, row := range r.Rows[0] {
		for _, c := range row.Cells {
			if c.Kind == sheet.Bool {
				c.Text = map[string]string{"TRUE": "1", "FALSE": "0"}[c.Text]
			}
			if c.Text != "" {
				cells[sheet.CellName(row.Number, c.Column)] = c.Text
			}
		}
	}
	return cells
}

// What is not as programs write it is counted as left to the strict reader.
func TestStatsCountWhatTheStrictReaderReads(t *testing.T) {
	stats := &xlsx.Stats{}
	p := withRows(`<row r="1"><c r="A1"><v>1</v></c></row><row r='2'><c r="A2"><v>1</v></c></row><row r="3"/>`)
	p["xl/sharedStrings.xml"] = tableXML(`<si><t>1</t></si><si><t><![CDATA[2]]></t></si><si/>`)
	for range 2 {
		readRows(t, p.zip(t), xlsx.Options{Stats: stats})
	}
	rows, slowRows := stats.Rows()
	texts, slowTexts := stats.Texts()
	if rows != 4 || slowRows != 2 || texts != 2 || slowTexts != 4 {
		t.Errorf("rows %d and %d, texts %d and %d", rows, slowRows, texts, slowTexts)
	}
}

// LibreOffice writes the formulas of a template out in each row, which makes
// rows longer than the buffer of other parts.
func TestLongRowsAreScanned(t *testing.T) {
	var rows strings.Builder
	formula := `<f aca="false">` + strings.Repeat("1+", 600) + `1</f>`
	for r := 1; r <= 30; r++ {
		fmt.Fprintf(&rows, `<row r="%d">`, r)
		for c := 1; c <= 64; c++ {
			fmt.Fprintf(&rows, `<c r="%s" t="n">%s<v>%d</v></c>`, sheet.CellName(r, c), formula, r)
		}
		rows.WriteString("</row>")
	}
	data := withRows(rows.String()).zip(t)
	readsAlike(t, data, xlsx.Options{})
	stats := &xlsx.Stats{}
	readRows(t, data, xlsx.Options{Stats: stats})
	if scanned, strict := stats.Rows(); scanned != 30 || strict != 0 {
		t.Errorf("%d rows were scanned, %d were not", scanned, strict)
	}
}
