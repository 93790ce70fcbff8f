package xlsx_test

import (
	"fmt"
	"strings"
	"testing"

	"credit/internal/finding"
)

const broken = finding.UnreadableWorkbook

func TestCells(t *testing.T) {
	for _, c := range []struct{ promise, row, want string }{
		{"a shared text", `<c r="A1" t="s"><v>1</v></c>`, `A1 text"甲"`},
		{"an inline text", `<c r="A1" t="inlineStr"><is><t>乙</t></is></c>`, `A1 text"乙"`},
		{"runs are joined and phonetic guides left out", `<c r="A1" t="inlineStr"><is><r><rPr><b/></rPr><t>张</t></r><r><t xml:space="preserve"> 三</t></r><rPh sb="0" eb="1"><t>zhang</t></rPh><phoneticPr fontId="1"/></is></c>`, `A1 text"张 三"`},
		{"white space is kept", `<c r="A1" t="inlineStr"><is><t> 乙  </t></is></c>`, `A1 text" 乙  "`},
		{"escapes are resolved", `<c r="A1" t="inlineStr"><is><t>a_x000D__x000a_b_x005F_x000D_c_x12_d_xD83D__xDE00_</t></is></c>`, `A1 text"a\r\nb_x000D_c_x12_d😀"`},
		{"half a surrogate is replaced", `<c r="A1" t="inlineStr"><is><t>_xD83D_x_xDE00_</t></is></c>`, `A1 text"` + "\ufffdx\ufffd" + `"`},
		{"entities, CDATA and comments are text or nothing", `<c r="A1" t="inlineStr"><is><t>&lt;&#x4e59;<!-- no --><![CDATA[<&]]>&amp;</t></is></c>`, `A1 text"<乙<&&"`},
		{"a formula's text", `<c r="A1" t="str"><f>"a"</f><v>是_x000D_</v></c>`, "A1 text\"是\\r\"="},
		{"a text without a formula", `<c r="A1" t="str"><v>是</v></c>`, `A1 text"是"`},
		{"a formula's number", `<c r="A1"><f>1+1</f><v>2</v></c>`, `A1 number"2"=`},
		{"a shared formula's number", `<c r="A1"><f t="shared" si="0"/><v>2</v></c>`, `A1 number"2"=`},
		{"a formula that was never saved", `<c r="A1"><f>1+1</f></c>`, `A1 novalue""=`},
		{"a number's formula with an empty value was never saved", `<c r="A1"><f>1+1</f><v></v></c>`, `A1 novalue""=`},
		{"a text's formula that was never saved", `<c r="A1" t="str"><f>A2</f></c>`, `A1 novalue""=`},
		{"a text's formula with an empty value is blank", `<c r="A1" t="str"><f>A2</f><v></v></c><c r="B1"><v>1</v></c>`, `B1 number"1"`},
		{"an array formula", `<c r="A1" cm="1"><f t="array" ref="A1">SUM(1)</f><v>1</v></c>`, `A1 number"1"=`},
		{"a number is passed as it is stored", `<c r="A1"><v>0.94999999999999996</v></c><c r="B1" t="n"><v>8.5000000000000006E-2</v></c>`, `A1 number"0.94999999999999996" | B1 number"8.5000000000000006E-2"`},
		{"booleans", `<c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c>`, `A1 bool"TRUE" | B1 bool"FALSE"`},
		{"an error", `<c r="A1" t="e"><v>#N/A</v></c>`, `A1 error"#N/A"`},
		{"a formula's error", `<c r="A1" t="e"><f>NA()</f><v>#N/A</v></c>`, `A1 error"#N/A"=`},
		{"an ISO date is text", `<c r="A1" t="d"><v>2025-01-26</v></c>`, `A1 text"2025-01-26"`},
		{"percent formats, built in and custom, but not a quoted %", `<c r="A1" s="0"><v>1</v></c><c r="B1" s="1"><v>1</v></c><c r="C1" s="2"><v>1</v></c><c r="D1" s="3"><v>1</v></c>`, `A1 number"1" | B1 number"1"% | C1 number"1"% | D1 number"1"`},
		{"cells without a place follow one another", `<c><v>1</v></c><c r="D1"><v>2</v></c><c><v>3</v></c>`, `A1 number"1" | D1 number"2" | E1 number"3"`},
		{"blank cells are left out", `<c r="A1" s="1"/><c r="B1"><v></v></c><c r="C1" t="s"/><c r="D1" t="inlineStr"><is><t></t></is></c><c r="E1"><v>1</v></c>`, `E1 number"1"`},
		{"foreign attributes and extensions do not count", `<c r="A1" x:s="9" xmlns:x="urn:x"><v>1</v><extLst><ext><x:v>2</x:v></ext></extLst></c>`, `A1 number"1"`},
		{"the last column", `<c r="XFD1"><v>1</v></c>`, `XFD1 number"1"`},
		{"white space between the elements", "\n <c r=\"A1\">\n <v>1</v>\t</c>\r\n", `A1 number"1"`},
		{"any quotes and spaces in a tag", `<c r='A1'  t = "s"><v >1</v ></c >`, `A1 text"甲"`},
		{"the longest text", `<c r="A1" t="str"><v>` + strings.Repeat("甲", 32767) + `</v></c>`, `A1 text"` + strings.Repeat("甲", 32767) + `"`},
	} {
		t.Run(c.promise, func(t *testing.T) {
			accepts(t, withRows(`<row r="1">`+c.row+`</row>`).zip(t), "[填报表]\n"+c.want+"\n")
		})
	}
}

func TestRowsAndColumns(t *testing.T) {
	for _, c := range []struct{ promise, sheet, want string }{
		{"no rows", worksheetXML(""), "[填报表]\n"},
		{"an empty sheetData", `<worksheet ` + mainNS + `><sheetData/></worksheet>`, "[填报表]\n"},
		{"rows without a number follow one another", worksheetXML(`<row><c><v>1</v></c></row><row r="5"><c r="B5"><v>2</v></c></row><row><c><v>3</v></c></row>`),
			"[填报表]\nA1 number\"1\"\nB5 number\"2\"\nA6 number\"3\"\n"},
		{"blank rows are not told", worksheetXML(`<row r="1"/><row r="1048576"><c r="A1048576"><v>1</v></c></row>`), "[填报表]\nA1048576 number\"1\"\n"},
		{"hidden rows", worksheetXML(`<row r="1" hidden="1"><c r="A1"><v>1</v></c></row><row r="2" ht="0" customHeight="1"><c r="A2"><v>1</v></c></row><row r="3" ht="0.5"><c r="A3"><v>1</v></c></row>`),
			"[填报表]\nA1 number\"1\" hidden\nA2 number\"1\" hidden\nA3 number\"1\"\n"},
		{"hidden columns, sorted, joined and clipped", `<worksheet ` + mainNS + `><cols><col min="5" max="5" hidden="true"/><col min="3" max="3" width="8"/><col min="2" max="2" width="0"/><col min="3" max="3" hidden="1"/><col min="16380" max="20000" hidden="1"/></cols><sheetData/></worksheet>`,
			"[填报表] -B:C -E:E -XEZ:XFD\n"},
		{"merges are known before the rows", `<worksheet ` + mainNS + `><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData><autoFilter ref="A1:B2"/><mergeCells count="3"><mergeCell ref="A1:B2"/><mergeCell ref="C3"/><mergeCell ref="D4:D5"/></mergeCells><pageMargins left="1"/></worksheet>`,
			"[填报表] A1:B2 D4:D5\nA1 number\"1\"\n"},
		{"merges under a prefix", `<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row></x:sheetData><x:mergeCells><x:mergeCell ref="A1:B2"/></x:mergeCells></x:worksheet>`,
			"[填报表] A1:B2\nA1 number\"1\"\n"},
		{"a comment that looks like the end of the rows", `<worksheet ` + mainNS + `><!-- </sheetData><mergeCells><mergeCell ref="A1:A9"/></mergeCells> --><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>`,
			"[填报表] A1:B2\nA1 number\"1\"\n"},
		{"merges that are commented out", `<worksheet ` + mainNS + `><sheetData/><!-- <mergeCells count="1"><mergeCell ref="A2:A5"/></mergeCells> --></worksheet>`, "[填报表]\n"},
		{"a comment that looks like merges", `<worksheet ` + mainNS + `><sheetData/><!-- <mergeCells> --><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>`, "[填报表] A1:B2\n"},
		{"the strict namespace", strings.ReplaceAll(worksheetXML(`<row><c><v>1</v></c></row>`), mainNS, `xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"`), "[填报表]\nA1 number\"1\"\n"},
		{"foreign elements outside the rows are passed over", `<worksheet ` + mainNS + ` xmlns:y="urn:y" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="y"><y:sheetData><row/></y:sheetData><mc:AlternateContent><mc:Choice Requires="y"><cols/></mc:Choice></mc:AlternateContent><sheetData/></worksheet>`, "[填报表]\n"},
		{"a byte order mark and a declaration", "\ufeff<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\n<!-- x -->" + worksheetXML("") + "\n<!-- y -->\n", "[填报表]\n"},
		{"UTF-16", utf16Text(`<?xml version="1.0" encoding="UTF-16"?>` + worksheetXML(`<row><c t="str"><v>甲😀`+"\ufffd"+`</v></c></row>`)), "[填报表]\nA1 text\"甲😀" + "\ufffd" + "\"\n"},
	} {
		t.Run(c.promise, func(t *testing.T) { accepts(t, withSheet(c.sheet).zip(t), c.want) })
	}
}

func TestRefusesRows(t *testing.T) {
	long := strings.Repeat("甲", 32768)
	for _, c := range []struct{ promise, rows, reason string }{
		{"rows out of order", `<row r="2"/><row r="1"/>`, "工作表「填报表」第 1 行：行的次序混乱"},
		{"a row twice", `<row r="2"/><row r="2"/>`, "次序混乱"},
		{"row 0", `<row r="0"/>`, "行号无法识别"},
		{"a row's number with a sign", `<row r="+1"/>`, "行号无法识别"},
		{"a row too far", `<row r="1048577"/>`, "行号超过"},
		{"an unknown attribute of a row", `<row q="1"/>`, "不认识的属性 q"},
		{"cells out of order", `<row r="12"><c r="B12"/><c r="A12"/></row>`, "第 12 行：单元格次序混乱"},
		{"a cell twice", `<row r="1"><c r="B1"/><c r="B1"/></row>`, "次序混乱"},
		{"a cell of another row", `<row r="1"><c r="B2"/></row>`, "另一行"},
		{"a cell too far right", `<row r="1"><c r="XFE1"/></row>`, "列号超过"},
		{"a place that is none", `<row r="1"><c r="a1"/></row>`, "属性 r 无法识别"},
		{"an unknown attribute of a cell", `<row r="1"><c q="A1"/></row>`, "不认识的属性 q"},
		{"an attribute twice", `<row r="1"><c r="A1" r="A1"/></row>`, "属性 r 重复"},
		{"a style that is no number", `<row r="1"><c r="A1" s="1x"/></row>`, "属性 s 无法识别"},
		{"a style that does not exist", `<row r="1"><c r="A1" s="4"><v>1</v></c></row>`, "A 列的单元格引用了不存在的格式"},
		{"a shared text that does not exist", `<row r="1"><c r="A1" t="s"><v>2</v></c></row>`, "引用的文字不存在"},
		{"a shared text's number that is none", `<row r="1"><c r="A1" t="s"><v>-1</v></c></row>`, "文字编号无法识别"},
		{"a number that is none", `<row r="1"><c r="A1"><v>1,5</v></c></row>`, "应是数字"},
		{"a boolean that is none", `<row r="1"><c r="A1" t="b"><v>2</v></c></row>`, "TRUE"},
		{"an unknown type", `<row r="1"><c r="A1" t="x"><v>2</v></c></row>`, "类型无法识别"},
		{"a value twice", `<row r="1"><c r="A1"><v>2</v><v>2</v></c></row>`, "两个值"},
		{"an inline text that is not declared", `<row r="1"><c r="A1"><is><t>2</t></is></c></row>`, "与类型不符"},
		{"a value where an inline text is declared", `<row r="1"><c r="A1" t="inlineStr"><v>2</v></c></row>`, "与类型不符"},
		{"a text too long", `<row r="1"><c r="A1" t="str"><v>` + long + `</v></c></row>`, "超过 32767 字"},
		{"an inline text too long", `<row r="1"><c r="A1" t="inlineStr"><is><r><t>` + long + `</t></r></is></c></row>`, "超过 32767 字"},
		{"text between cells", `<row r="1">x<c r="A1"/></row>`, "不该出现的文字"},
		{"text between rows", `<row r="1"/>x`, "不该出现的文字"},
		{"an element in a value", `<row r="1"><c r="A1"><v>1<b/>2</v></c></row>`, "夹有元素"},
		{"a foreign row", `<y:row xmlns:y="urn:y" r="1"/>`, "不认识的元素 row"},
		{"a foreign cell", `<row><y:c xmlns:y="urn:y" r="A1"/></row>`, "不认识的元素 c"},
		{"a foreign value", `<row><c><v xmlns="urn:y">1</v></c></row>`, "不认识的元素"},
		{"a row in a row", `<row><row/></row>`, "不认识的元素 row"},
		{"a second sheetData", `</sheetData><sheetData>`, "两个数据区"},
		{"merges that are none", `</sheetData><mergeCells><mergeCell ref="A1:B"/></mergeCells><sheetData>`, "范围无法识别"},
		{"merges upside down", `</sheetData><mergeCells><mergeCell ref="B2:A1"/></mergeCells><sheetData>`, "范围无法识别"},
		{"columns after the rows", `</sheetData><cols/><sheetData>`, "列的说明"},
		{"an unknown entity", `<row><c t="str"><v>&nbsp;</v></c></row>`, "不合语法"},
		{"a prefix that was not declared", `<z:row/>`, "没有声明"},
		{"a NUL", "<row>\x00</row>", "控制字符"},
		{"bytes that are not UTF-8", "<row>\xff</row>", "UTF-8"},
		{"tags that do not match", `<row><c></row></c>`, "没有成对"},
		{"deep nesting", strings.Repeat("<row>", 70), "不认识的元素 row"},
		{"a giant tag", `<row spans="` + strings.Repeat("x", 2<<20) + `"/>`, "超过 1048576 字节"},
		{"a giant comment full of tags", `<!--` + strings.Repeat("<x>", 1<<20) + `-->`, "超过 1048576 字节"},
		{"an ID number is never quoted", `<row r="1"><c r="A1"><v>230701199001011234x</v></c></row>`, "A 列的单元格应是数字"},
	} {
		t.Run(c.promise, func(t *testing.T) {
			refuses(t, withRows(c.rows).zip(t), broken, c.reason)
		})
	}
}

func TestRefusesSheetDocuments(t *testing.T) {
	good := worksheetXML(`<row r="1"><c r="A1"><v>1</v></c></row>`)
	for _, c := range []struct{ promise, text, reason string }{
		{"cut off", good[:len(good)-20], "内容不完整"},
		{"cut off in a tag", good[:len(good)-5], "内容不完整"},
		{"empty", "", "缺少 xl/worksheets/sheet1.xml"},
		{"white space only", "  ", "内容不完整"},
		{"no sheetData", `<worksheet ` + mainNS + `/>`, "没有数据区"},
		{"another root", `<chartsheet ` + mainNS + `/>`, "根元素应为 worksheet"},
		{"a root of no namespace", `<worksheet><sheetData/></worksheet>`, "根元素应为 worksheet"},
		{"something after the root", good + "<x/>", "两个根元素"},
		{"text after the root", good + "x", "根元素之外"},
		{"a second declaration", good + `<?xml version="1.0"?>`, "XML 声明的位置"},
		{"a DOCTYPE", `<!DOCTYPE worksheet>` + good, "DOCTYPE"},
		{"another encoding", `<?xml version="1.0" encoding="gbk"?>` + good, "文字编码"},
		{"XML 1.1", `<?xml version="1.1"?>` + good, "不合语法"},
		{"UTF-16 without a mark", utf16Text(good)[2:], "不合语法"},
		{"UTF-16 with half a surrogate", utf16Text(good) + "\x3d\xd8\x41\x00", "UTF-16"},
		{"UTF-16 cut in a character", utf16Text(good) + "\x3d", "UTF-16"},
		{"deep nesting outside the rows", `<worksheet ` + mainNS + `>` + strings.Repeat("<x>", 99), "嵌套超过 64 层"},
		{"merges twice", strings.Replace(good, "</worksheet>", `<mergeCells/><mergeCells/></worksheet>`, 1), "位置不对"},
		{"merges before the rows", strings.Replace(good, "<sheetData>", `<mergeCells/><sheetData>`, 1), "位置不对"},
		{"columns that are none", strings.Replace(good, "<sheetData>", `<cols><col min="2" max="1"/></cols><sheetData>`, 1), "列的说明无法识别"},
		{"many attributes", fmt.Sprintf(`<worksheet %s %s/>`, mainNS, manyAttributes(300)), "属性超过 256 个"},
	} {
		t.Run(c.promise, func(t *testing.T) { refuses(t, withSheet(c.text).zip(t), broken, c.reason) })
	}
}

func manyAttributes(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, ` a%d=""`, i)
	}
	return b.String()
}

// utf16Text is little-endian UTF-16 with its mark.
func utf16Text(text string) string {
	out := []byte{0xff, 0xfe}
	for _, r := range text {
		if r > 0xffff {
			r -= 0x10000
			hi, lo := 0xd800+r>>10, 0xdc00+r&0x3ff
			out = append(out, byte(hi), byte(hi>>8), byte(lo), byte(lo>>8))
			continue
		}
		out = append(out, byte(r), byte(r>>8))
	}
	return string(out)
}
