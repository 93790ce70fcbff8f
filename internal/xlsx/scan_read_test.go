package xlsx_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"credit/internal/points"
	"credit/internal/sheet"
	"credit/internal/xlsx"

	"github.com/xuri/excelize/v2"
)

// reading is all that a workbook tells, sheet by sheet until an error.
type reading struct {
	Infos []sheet.Info
	Rows  [][]sheet.Row
	Err   string
	Hint  string
}

// read reads every sheet, with the scanner or without. The rows are looked at
// after the end only, when no buffer holds what it held.
func read(t testing.TB, data []byte, o xlsx.Options, unhurried bool) (r reading) {
	t.Helper()
	w, err := xlsx.Open(data, o)
	if err != nil {
		return reading{Err: err.Error()}
	}
	if unhurried {
		w.Unhurried()
	}
	for i := range w.Sheets() {
		err := w.Read(i, func(info sheet.Info) error {
			r.Infos = append(r.Infos, info)
			r.Rows = append(r.Rows, nil)
			return nil
		}, func(row sheet.Row) error {
			row.Cells = slices.Clone(row.Cells)
			r.Rows[len(r.Rows)-1] = append(r.Rows[len(r.Rows)-1], row)
			return nil
		})
		var refusal *xlsx.Refusal
		if errors.As(err, &refusal) {
			r.Err, r.Hint = r.Err+refusal.Reason+"\n", refusal.Hint
		} else if err != nil {
			t.Fatal(err)
		}
	}
	return r
}

// readRows reads every sheet once, for its rows alone.
func readRows(t testing.TB, data []byte, o xlsx.Options) (rows [][]sheet.Row, refused bool) {
	t.Helper()
	w, err := xlsx.Open(data, o)
	if err != nil {
		return nil, true
	}
	for i := range w.Sheets() {
		rows = append(rows, nil)
		err := w.Rows(i, func(row sheet.Row) error {
			row.Cells = slices.Clone(row.Cells)
			rows[i] = append(rows[i], row)
			return nil
		})
		refused = refused || err != nil
		if refusal := (*xlsx.Refusal)(nil); err != nil && !errors.As(err, &refusal) {
			t.Fatal(err)
		}
	}
	return rows, refused
}

// readsAlike wants the scanner to change nothing of what is read, nor of what
// is refused and why, and a sheet that is read once to have the same rows.
func readsAlike(t testing.TB, data []byte, o xlsx.Options) reading {
	t.Helper()
	fast, strict := read(t, data, o, false), read(t, data, o, true)
	if !reflect.DeepEqual(fast, strict) {
		t.Fatalf("with the scanner\n%s\nwithout\n%s", brief(fast), brief(strict))
	}
	rows, refused := readRows(t, data, o)
	if refused != (fast.Err != "") || !refused && !reflect.DeepEqual(rows, fast.Rows) {
		t.Fatalf("in one pass (refused: %v)\n%+v\nin two\n%s", refused, rows, brief(fast))
	}
	return fast
}

func brief(r reading) string {
	text := fmt.Sprintf("%+v", r)
	return text[:min(len(text), 4000)]
}

// tinyLimits are limits each of which an ordinary row can pass.
func tinyLimits() []xlsx.Limits {
	list := []xlsx.Limits{{}}
	for _, change := range []func(l *xlsx.Limits){
		func(l *xlsx.Limits) { l.Rows = 3 },
		func(l *xlsx.Limits) { l.Columns = 3 },
		func(l *xlsx.Limits) { l.CellText = 1 },
		func(l *xlsx.Limits) { l.CellText = 4 },
		func(l *xlsx.Limits) { l.RowText = 6 },
		func(l *xlsx.Limits) { l.RowText = 100 },
		func(l *xlsx.Limits) { l.Token = 10 },
		func(l *xlsx.Limits) { l.Token = 300 },
		func(l *xlsx.Limits) { l.Depth = 5 },
		func(l *xlsx.Limits) { l.Depth = 6 },
		func(l *xlsx.Limits) { l.Attributes = 4 },
		func(l *xlsx.Limits) { l.Strings = 2 },
	} {
		l := xlsx.DefaultLimits()
		change(&l)
		list = append(list, l)
	}
	return list
}

// ordinaryRows are rows as programs write them, numbered from 1.
var ordinaryRows = []string{
	// Excel and WPS
	`<row r="1" spans="1:3" ht="18.75" customHeight="1" x14ac:dyDescent="0.25"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="2"><v>0.94999999999999996</v></c><c r="C1" s="3"/></row>`,
	`<row r="2" spans="1:3" s="1" customFormat="1" hidden="1" outlineLevel="1" collapsed="1" thickTop="1" thickBot="1"><c r="A2"><f>SUM(B1:B2)&amp;"&lt;"</f><v>8.5000000000000006E-2</v></c><c r="B2" t="str"><f t="shared" ref="B2:B9" si="0" ca="1">IF(A1&gt;1,"是","否")</f><v>是&amp;否</v></c><c r="C2" t="b"><v>1</v></c><c r="D2" t="e"><f>NA()</f><v>#N/A</v></c></row>`,
	`<row r="3" ht="0" customHeight="1"/>`,
	// LibreOffice
	`<row r="4" customFormat="false" ht="12.8" hidden="false" customHeight="false" outlineLevel="0" collapsed="false"><c r="A4" s="0" t="n"><v>2.30726196909159E+017</v></c><c r="B4" s="0" t="str"><f aca="false">A1</f><v></v></c></row>`,
	// openpyxl
	`<row r="5"><c r="A5" t="inlineStr"><is><t>甲&gt;乙</t></is></c><c r="B5"><f>A1</f><v></v></c><c r="C5"><f>A1</f><v/></c><c r="D5" s="1" /><c r="E5"><f>1</f><v /></c></row>`,
	`<row r="6" />`,
	// excelize
	`<row r="7"><c r="A7" s="1"></c><c r="B7" t="inlineStr"><is><t xml:space="preserve"> &#34;&#39;&#xA;&#x9;_x000D_&#x1F600; </t></is></c><c xml:space="preserve" r="C7" t="b"><v>0</v></c></row>`,
	// this program
	`<row r="8" ht="22" customHeight="1"><c r="A8" s="3" t="inlineStr"><is><t>甲&#13;&#9;_x005F_x0041_` + "\n\ufffd😀" + `</t></is></c><c r="B8" s="1"><v>-1.5e-7</v></c><c r="C8" s="1"><f t="shared" si="0"/><v>2</v></c></row>`,
	// blanks, in all the ways
	`<row r="9"><c r="A9" t="s"/><c r="B9" t="str"><f>1</f></c><c r="C9" t="inlineStr"/><c r="D9" t="inlineStr"><is><t/></is></c><c r="E9" t="inlineStr"><f>1</f><is><t></t></is></c><c r="F9"><f/></c><c r="G9" t="b"><v></v></c><c r="H9" t="inlineStr"><f>1</f></c></row>`,
	"\n  <row r=\"10\"></row>",
	// a submission, as Excel stores it: no column left out, to AC and from ZY to AAB
	wideRow,
	"\r\n\t<row r=\"1048576\"><c r=\"XFD1048576\"><v>1E+3</v></c></row>",
}

var wideRow = func() string {
	row := `<row r="11" spans="1:704">`
	for i, column := range []int{1, 2, 3, 4, 24, 25, 26, 27, 28, 29, 51, 52, 53, 54, 701, 702, 703, 704} {
		row += fmt.Sprintf([]string{
			`<c r="%s" s="1" t="s"><v>1</v></c>`, `<c r="%s" s="2"><v>0.935</v></c>`, `<c r="%s" t="inlineStr"><is><t>甲&amp;_x0041_</t></is></c>`, `<c r="%s" s="3"/>`, `<c r="%s" t="s"><v>0</v></c>`,
		}[i%5], sheet.CellName(11, column))
	}
	return row + `</row>`
}()

func TestOrdinaryRowsAreScanned(t *testing.T) {
	w, err := xlsx.Open(goodParts().zip(t), xlsx.Options{})
	if err != nil {
		t.Fatal(err)
	}
	rows := strings.Join(ordinaryRows, "")
	if n := w.Ordinary(rows); n != len(ordinaryRows) {
		t.Fatalf("only %d of %d rows are scanned; not\n%s", n, len(ordinaryRows), ordinaryRows[n])
	}
	if r := readsAlike(t, withRows(rows).zip(t), xlsx.Options{}); r.Err != "" || len(r.Rows[0]) != 9 {
		t.Errorf("read %d rows, and then: %s", len(r.Rows[0]), r.Err)
	}
}

// oddities are rows, or what stands between rows, that are rare, wrong or
// both. Each stands between two ordinary rows, 1 and 9.
var oddities = []string{
	`<x:row xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" r="2"><x:c r="A2"><x:v>1</x:v></x:c></x:row>`,
	`<row r="2" xmlns="urn:y"><c r="A2"><v>1</v></c></row>`, `<row r="2"><c r="A2" xmlns="urn:y"><v>1</v></c></row>`,
	`<row r="2"><c r="A2"><v xmlns="urn:y">1</v></c></row>`, `<row r="2"><c r="A2"><f xmlns="urn:y">1</f><v>1</v></c></row>`,
	`<row r='2'><c r='A2'><v>1</v></c></row>`, `<row  r="2"><c  r = "A2" ><v >1</v ></c ></row >`, `<row r="2"><c r="A2"s="1"><v>1</v></c></row>`,
	`<row r="2"><c r="A2" t="str"><v><![CDATA[甲]]></v></c></row>`, `<row r="2"><c r="A2"><v>1<!-- 2 -->3</v></c></row>`, `<!-- <row r="3"/> -->`,
	`<?xml-x <row r="3"/> ?>`, `<row r="2"><!-- x --><c r="A2"/></row>`, `<row r="2"><c r="A2"><v>&#49;</v></c></row>`,
	`<row r="&#50;"/>`, `<row r="2" spans="&lt;"/>`, `<row r="2" spans="&nbsp;"/>`, `<row r="2" spans="&"/>`, `<row r="2" spans="<"/>`, `<row r="2" spans="甲"/>`, "<row r=\"2\" spans=\"\xff\"/>", "<row r=\"2\" spans=\"\x01\"/>", "<row r=\"2\" spans=\"\n\"/>",
	`<row r="2"><c r="A2" t="str"><v>&nbsp;</v></c></row>`, `<row r="2"><c r="A2" t="str"><v>& b</v></c></row>`, `<row r="2"><c r="A2" t="str"><v>a&amp</v></c></row>`,
	`<row r="2"><c r="A2" t="str"><v>&#0;</v></c></row>`, `<row r="2"><c r="A2" t="str"><v>&#xD800;</v></c></row>`, `<row r="2"><c r="A2" t="str"><v>&#xFFFE;</v></c></row>`,
	`<row r="2"><c r="A2" t="str"><v>&#x110000;</v></c></row>`, `<row r="2"><c r="A2" t="str"><v>&#99999999999999999999;</v></c></row>`, `<row r="2"><c r="A2" t="str"><v>&#4294967361;</v></c></row>`, `<row r="2"><c r="A2" t="str"><v>&#x100000041;</v></c></row>`, `<row r="2"><c r="A2" t="str"><v>&#;</v></c></row>`,
	`<row r="2"><c r="A2" t="str"><v>&#X41;</v></c></row>`, `<row r="2"><c r="A2" t="str"><v>&#x;</v></c></row>`, `<row r="2"><c r="A2" t="str"><v>&#4a;</v></c></row>`, `<row r="2"><c r="A2" t="str"><v>&#0000065;&#x00041;</v></c></row>`,
	`<row r="2"><c r="A2" t="str"><v>a]]>b</v></c></row>`, `<row r="2"><c r="A2" t="str"><v>a]]&gt;]&amp;]>b</v></c></row>`, `<row r="2"><c r="A2"><f>a]]>b</f><v>1</v></c></row>`,
	"<row r=\"2\"><c r=\"A2\" t=\"str\"><v>\ufffe</v></c></row>", "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>\uffff</v></c></row>", "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>\xed\xa0\x80</v></c></row>",
	"<row r=\"2\"><c r=\"A2\" t=\"str\"><v>\xc0\x80</v></c></row>", "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>\xe4\xb8</v></c></row>", "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>a\x00b</v></c></row>", "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>a\x7fb</v></c></row>",
	"<row r=\"2\"><c r=\"A2\"><f>\x02</f><v>1</v></c></row>", "<row r=\"2\"><c r=\"A2\"><f>\xff</f><v>1</v></c></row>", "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>a\r\nb\rc&#13;\nd</v></c></row>",
	`<row r="2"><c r="A2"><f>1<b/>2</f><v>1</v></c></row>`, `<row r="2"><c r="A2"><f t="x" t="y">1</f></c></row>`, `<row r="2"><c r="A2"><f 1="x">1</f></c></row>`, `<row r="2"><c r="A2"><f bx="1">1</f><v>1</v></c></row>`,
	`<row r="2"><c r="A2"><v xml:space="preserve">1</v></c></row>`, `<row r="2"><c r="A2"><v> 1 </v></c></row>`, `<row r="2"><c r="A2" t="s"><v> 1 </v></c></row>`, `<row r="2"><c r="A2" t="b"><v> 1 </v></c></row>`,
	`<row r="2"><c r="A2" t="s"><v></v></c></row>`, `<row r="2"><c r="A2" t="s"><v/></c></row>`, `<row r="2"><c r="A2" t="s"><v>2</v></c></row>`, `<row r="2"><c r="A2" t="s"><v>0000000001</v></c></row>`, `<row r="2"><c r="A2" t="s"><v>-0</v></c></row>`,
	`<row r="2"><c r="A2"><v>+1.</v></c><c r="B2"><v>.5</v></c><c r="C2"><v>1E-300</v></c></row>`, `<row r="2"><c r="A2"><v>1E999</v></c></row>`, `<row r="2"><c r="A2"><v>1E-400</v></c></row>`, `<row r="2"><c r="A2"><v>1E401</v></c></row>`, `<row r="2"><c r="A2"><v>1E+-4</v></c></row>`, `<row r="2"><c r="A2"><v>1E+</v></c></row>`, `<row r="2"><c r="A2"><v>1E</v></c></row>`,
	`<row r="2"><c r="A2"><v>-</v></c></row>`, `<row r="2"><c r="A2"><v>1.2.3</v></c></row>`, `<row r="2"><c r="A2"><v>1,5</v></c></row>`, `<row r="2"><c r="A2"><v>１</v></c></row>`, `<row r="2"><c r="A2"><v>0x1</v></c></row>`, `<row r="2"><c r="A2"><v>NaN</v></c></row>`,
	`<row r="2"><c r="A2" t="d"><v>2025-01-26</v></c></row>`, `<row r="2"><c r="A2" t="x"><v>1</v></c></row>`, `<row r="2"><c r="A2" t=""><v>1</v></c></row>`, `<row r="2"><c r="A2" t="b"><v>2</v></c></row>`, `<row r="2"><c r="A2" t="x"/></row>`,
	`<row r="2"><c r="A2" t="inlineStr"><v>1</v></c></row>`, `<row r="2"><c r="A2"><is><t>1</t></is></c></row>`, `<row r="2"><c r="A2" t="inlineStr"><is><t>1</t><t>2</t></is></c></row>`, `<row r="2"><c r="A2" t="inlineStr"><is/></c></row>`,
	`<row r="2"><c r="A2" t="inlineStr"><is><r><t>张</t></r><r><rPr><b/></rPr><t>三</t></r><rPh sb="0" eb="1"><t>zhang</t></rPh></is></c></row>`, `<row r="2"><c r="A2" t="inlineStr"><is><t xml:space="default"> 1</t></is></c></row>`,
	`<row r="2"><c r="A2" t="e"><v>_x0041_</v></c><c r="B2" t="str"><v>_x0041_</v></c></row>`, `<row r="2"><c r="A2"><v>1</v><v>2</v></c></row>`, `<row r="2"><c r="A2"><v>1</v><f>2</f></c></row>`, `<row r="2"><c r="A2"><f>1</f><f>2</f></c></row>`,
	`<row r="2"><c r="A2" s="1x"/></row>`, `<row r="2"><c r="A2" s=""/></row>`, `<row r="2"><c r="A2" s="+1"/></row>`, `<row r="2"><c r="A2" s="4"/></row>`, `<row r="2"><c r="A2" s="0000000001"/></row>`, `<row r="2"><c r="A2" s="01"/></row>`,
	`<row r="2"><c r="A2" s="1" s="1"/></row>`, `<row r="2"><c r="A2" r="A2"/></row>`, `<row r="2"><c r="A2" t="n" t="n"/></row>`, `<row r="2" r="2"/>`, `<row r="2" hidden="1" hidden="0"/>`, `<row r="2" x14ac:dyDescent="1" x14ac:dyDescent="1"/>`,
	`<row r="2" 1a="1"/>`, `<row r="2" a:b:c="1"/>`, `<row r="2" :a="1"/>`, `<row r="2" q="1"/>`, `<row r="2" z:q="1"/>`, `<row r="2" hidden="TRUE"/>`, `<row r="2" hidden=""/>`, `<row r="2" ht="."/>`, `<row r="2" ht="0.0"><c r="A2"><v>1</v></c></row>`, `<row r="2" ph="1"/>`,
	`<row r="2"><c r="A2" cm="1" vm="1" ph="1"><v>1</v></c></row>`, `<row r="2"><c r="A2" q="1"/></row>`, `<row r="2"><c r="A2" x:s="9"/></row>`, `<row r="2"><c r="A2"><v>1</v><extLst/></c><extLst/></row>`,
	`<row><c><v>1</v></c></row>`, `<row r="2"><c><v>1</v></c><c r="D2"><v>2</v></c><c><v>3</v></c></row>`, `<row r="02"><c r="A2"/></row>`, `<row r="2"><c r="A02"/></row>`, `<row r="2"><c r="a2"/></row>`, `<row r="2"><c r="A3"/></row>`,
	`<row r="2"><c r="B2"/><c r="A2"/></row>`, `<row r="2"><c r="B2"/><c r="B2"/></row>`, `<row r="2"><c r="XFE2"/></row>`, `<row r="2"><c r="AAAA2"/></row>`, `<row r="2"><c r="2"/></row>`, `<row r="2"><c r="A"/></row>`, `<row r="2"><c r=""/></row>`,
	`<row r="1"/>`, `<row r="9"/>`, `<row r="0"/>`, `<row r=""/>`, `<row r="-2"/>`, `<row r="1048577"/>`, `<row r="2"/><row r="2"/>`, `<row r="3"/><row r="2"/>`, `<row r="2"`, `<row r="2">`, `<row r="2"><c r="A2">`, `<row r="2"/`, `</row>`,
	`<row r="2"><row/></row>`, `<c r="A2"/>`, `<rows r="2"/>`, `<row r="2"><cx r="A2"/></row>`, `<row r="2"><c r="A2"><vx>1</vx></c></row>`, `<row r="2"><c r="A2"><v>1</v></row>`, `<row r="2"><c r="A2"><v>1</f></c></row>`, `<row r="2"><c r="A2"/></c></row>`,
	`x`, "\u00a0", `<row r="2">x</row>`, `<row r="2"><c r="A2">x</c></row>`, "<row r=\"2\">\n <c r=\"A2\">\n <v>1</v>\n</c>\n</row>\n", "\x00", `<b/>`, `&#32;`, `&amp;`, `]]>`, `<![CDATA[ ]]>`,
	`</sheetData><sheetData>`, `</sheetData><row r="2"/><sheetData>`, `</sheetData></worksheet>`, `<!DOCTYPE x>`, `<?xml version="1.0"?>`, strings.Repeat("<row>", 70),
	`<row r="2"><c r="A2" t="str"><v>` + strings.Repeat("甲", 32767) + `</v></c></row>`, `<row r="2"><c r="A2" t="str"><v>` + strings.Repeat("甲", 32768) + `</v></c></row>`, `<row r="2"><c r="A2" t="inlineStr"><is><t>` + strings.Repeat("😀", 16384) + `</t></is></c></row>`,
	`<row r="2" spans="` + strings.Repeat("1", 1<<20-20) + `"/>`, `<row r="2" spans="` + strings.Repeat("1", 1<<20) + `"/>`, strings.Repeat(" ", 1<<20), strings.Repeat(" ", 1<<20+2), `<row r="2"><c r="A2"><f>` + strings.Repeat("1", 40000) + `</f></c></row>`,
}

func TestScannerLeavesOdditiesToTheStrictReader(t *testing.T) {
	before, after := `<row r="1"><c r="A1"><v>1</v></c></row>`, `<row r="9"><c r="A9" t="s"><v>1</v></c></row>`
	for _, odd := range oddities {
		for _, rows := range []string{before + odd + after, odd, before + "\n" + odd, odd + after + "\n" + odd} {
			readsAlike(t, withRows(rows).zip(t), xlsx.Options{})
			if len(odd) > 10_000 {
				break
			}
		}
	}
}

// One row that is odd costs the speed of that row alone, which shows in what
// is allocated.
func TestScannerGoesOnAfterAnOddity(t *testing.T) {
	rows := `<row r='1'/>`
	for r := 2; r < 1000; r++ {
		rows += fmt.Sprintf(`<row r="%d"><c r="A%d"><v>%d</v></c></row>`, r, r, r)
	}
	data := withRows(rows).zip(t)
	allocated := func(unhurried bool) float64 {
		return testing.AllocsPerRun(1, func() { read(t, data, xlsx.Options{}, unhurried) })
	}
	if fast, strict := allocated(false), allocated(true); fast > strict/3 {
		t.Errorf("%g allocations with the scanner, %g without", fast, strict)
	}
}

// Roots and sheetData that are written otherwise.
func TestScannerKnowsWhereItStands(t *testing.T) {
	row := `<row r="1"><c r="A1"><v>1</v></c></row>`
	for _, text := range []string{
		`<worksheet ` + mainNS + `><sheetData/>` + row + `</worksheet>`,
		`<worksheet ` + mainNS + `><sheetData />` + row + `</worksheet>`,
		`<worksheet ` + mainNS + `><sheetData x="/">` + row + `</sheetData></worksheet>`,
		`<worksheet ` + mainNS + `><sheetData xmlns="urn:y">` + row + `</sheetData></worksheet>`,
		`<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>` + row + `</x:sheetData></x:worksheet>`,
		`<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ` + mainNS + `><x:sheetData>` + row + `</x:sheetData></x:worksheet>`,
		`<worksheet ` + mainNS + ` xmlns:x="urn:x"><x:sheetData>` + row + `</x:sheetData><sheetData>` + row + `</sheetData></worksheet>`,
		`<worksheet ` + strings.ReplaceAll(mainNS, "schemas.openxmlformats.org/spreadsheetml/2006", "purl.oclc.org/ooxml/spreadsheetml") + `><sheetData>` + row + `</sheetData></worksheet>`,
		"\ufeff" + worksheetXML(row+row), utf16Text(worksheetXML(strings.Join(ordinaryRows, ""))), "<!DOCTYPE x>" + worksheetXML(row),
		`<?xml version="1.0" encoding="gbk"?>` + worksheetXML(row), worksheetXML(row) + row, worksheetXML(row)[:90], worksheetXML(row + "<row r=\"2\">")[:150],
		`<worksheet ` + mainNS + `><!-- </sheetData> --><sheetData>` + row + `</sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>`,
		`<worksheet ` + mainNS + `><!-- </sheetData> --><sheetData>` + row + row + `</sheetData></worksheet>`,
	} {
		readsAlike(t, withSheet(text).zip(t), xlsx.Options{})
		readsAlike(t, with(parts{"xl/worksheets/sheet1.xml": text, "xl/sharedStrings.xml": "", "xl/styles.xml": ""}).zip(t), xlsx.Options{})
	}
}

func TestScannerHeedsEveryLimit(t *testing.T) {
	long := func(n int) string { return strings.Repeat("1", n) }
	rows := append(slices.Clone(ordinaryRows),
		`<row r="2" spans="`+long(287)+`"/>`, `<row r="2" spans="`+long(288)+`"/>`, `<row r="2" spans="`+long(289)+`"/>`,
		`<row r="2"><c r="A2"><f>`+long(299)+`</f></c></row>`, `<row r="2"><c r="A2"><f>`+long(300)+`</f></c></row>`, `<row r="2"><c r="A2"><f>`+long(301)+`</f></c></row>`)
	for _, limits := range tinyLimits() {
		for i := range rows {
			readsAlike(t, withRows(strings.Join(rows[i:], "")).zip(t), xlsx.Options{Limits: limits})
			readsAlike(t, withRows(rows[i]).zip(t), xlsx.Options{Limits: limits})
		}
	}
}

// A text may be as long as the limit says, and no byte longer, wherever in the
// buffer it stands.
func TestTheLimitOfATokenIsExact(t *testing.T) {
	limits := xlsx.DefaultLimits()
	limits.Token = 100_000
	for _, before := range []int{0, 1000, 60_000, 65_000} {
		for _, more := range []int{0, 1} {
			rows := strings.Repeat("\n", before) + `<row><c><f>` + strings.Repeat("1", int(limits.Token)+more) + `</f><v>1</v></c></row>`
			r := readsAlike(t, withRows(rows).zip(t), xlsx.Options{Limits: limits})
			if refused := strings.Contains(r.Err, "超过 100000 字节"); refused != (more > 0) {
				t.Errorf("%d bytes more, after %d: %s", more, before, r.Err)
			}
		}
	}
}

func TestScannerWithoutATableOfTexts(t *testing.T) {
	p := withRows(strings.Join(ordinaryRows, ""))
	p["xl/_rels/workbook.xml.rels"] = strings.ReplaceAll(p["xl/_rels/workbook.xml.rels"], "sharedStrings", "theme")
	if r := readsAlike(t, p.zip(t), xlsx.Options{}); !strings.Contains(r.Err, "没有文字表") {
		t.Errorf("refused with %q", r.Err)
	}
}

// Rows that begin and end anywhere in the buffer, some too long for it, in a
// part that is read twice and, cut in half, in one that is inflated once.
func TestScannerReadsRowsAcrossTheBuffer(t *testing.T) {
	for _, wide := range []int{1, 60, 700, 1500, 9000} {
		var b strings.Builder
		for r := 1; b.Len() < 1_200_000; r++ {
			fmt.Fprintf(&b, `<row r="%d">`, r)
			for c := range 1 + r*wide%(wide+7) {
				fmt.Fprintf(&b, `<c r="%s" t="inlineStr"><is><t>%d的甲&amp;</t></is></c>`, sheet.CellName(r, c+1), r*c)
			}
			b.WriteString(`</row>` + strings.Repeat("\n", r%2) + []string{"", `<!-- -->`, ""}[r%3])
		}
		if r := readsAlike(t, withRows(b.String()).zip(t), xlsx.Options{}); r.Err != "" {
			t.Error(r.Err)
		}
		text := worksheetXML(b.String())
		readsAlike(t, withSheet(text[:len(text)/2]).zip(t), xlsx.Options{})
	}
}

// The workbooks that programs write.
func TestScannerReadsWorkbooksAlike(t *testing.T) {
	books := map[string][]byte{"streamed": streamedBook(t), "rich": richBook(t), "own": ownBook(t)}
	for seed := range uint64(30) {
		books[fmt.Sprint("random ", seed)] = randomBook(t, seed)
	}
	names, err := filepath.Glob("../../testdata/*.xlsx")
	if err != nil || len(names) == 0 {
		t.Fatal("no workbooks in testdata: ", err)
	}
	for _, name := range names {
		if books[name], err = os.ReadFile(name); err != nil {
			t.Fatal(err)
		}
	}
	for name, data := range books {
		r := readsAlike(t, data, xlsx.Options{})
		if r.Err != "" || len(r.Rows) == 0 {
			t.Errorf("%s: %d sheets, %s", name, len(r.Rows), r.Err)
		}
	}
}

// ownBook is a workbook by this program's writer, formulas and all.
func ownBook(t testing.TB) []byte {
	rows := [][]sheet.Value{
		person("=1+1"), person(" a<b>&\"c' "), person("_x000D_\r\t\x01"), person(strings.Repeat("长", 40000)),
		{sheet.TextValue("和").ComputedBy(`IF(A1>"<",1,2)`), sheet.Empty(), sheet.PointsValue(150).ComputedDown("C1*2", 2)},
		{sheet.Empty().ComputedBy("A1"), sheet.Empty(), sheet.PointsValue(-5).ComputedAsAbove(), sheet.ShareValue(1, 3)},
	}
	return write(t, []sheet.Layout{charted("甲"), table("乙")}, rows...)
}

// streamedBook is a workbook by excelize's StreamWriter.
func streamedBook(t testing.TB) []byte {
	f := excelize.NewFile()
	defer f.Close()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	for r := 1; r <= 500; r++ {
		row := []any{r, float64(r) / 7, "教师 ", nil, true, excelize.Cell{Formula: "A1&\"<\"", Value: "\"是'\n"}, points.Points(r).String()}
		if err := w.SetRow(fmt.Sprintf("A%d", r), row, excelize.RowOpts{Height: 20, Hidden: r%9 == 0}); err != nil {
			t.Fatal(err)
		}
	}
	var buf bytes.Buffer
	if err := errors.Join(w.Flush(), f.Write(&buf)); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}
