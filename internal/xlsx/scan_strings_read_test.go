package xlsx_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"strings"
	"testing"

	"credit/internal/xlsx"
)

// ordinaryTexts are entries of a table of texts as programs write them.
var ordinaryTexts = []string{
	`<si><t>姓名</t></si>`, `<si><t xml:space="preserve"> 甲&amp;乙_x000D_&#10;</t></si>`, `<si><t>王</t><phoneticPr fontId="1" type="noConversion"/></si>`,
	`<si><r><rPr><sz val="11"/><color rgb="FF000000"/><rFont val="Calibri"/><family val="2"/><charset val="1"/></rPr><t xml:space="preserve">3.</t></r><r><rPr><b/><color theme="1" tint="-0.25" /><rFont val="宋体"/></rPr><t>出勤率_x0041_&amp;</t></r><r><t>_x00</t></r><r><rPr/><t/></r><phoneticPr fontId="1"/></si>`,
	`<si><t/></si>`, `<si><t></t></si>`, "\n<si><t>a\nb</t><phoneticPr fontId=\"1\" alignment=\"left\" /></si>",
}

func tableXML(entries string) string {
	return `<sst ` + mainNS + ` count="9" uniqueCount="9">` + entries + `</sst>`
}

// everyText is a workbook that shows the first of these texts.
func everyText(entries string) parts {
	rows := ""
	for i := range 8 {
		rows += fmt.Sprintf(`<row r="%d"><c r="A%d" t="s"><v>%d</v></c></row>`, i+1, i+1, i)
	}
	return with(parts{"xl/worksheets/sheet1.xml": worksheetXML(rows), "xl/sharedStrings.xml": tableXML(entries)})
}

func TestScannerReadsTextsAlike(t *testing.T) {
	before, after := ordinaryTexts[0], strings.Join(ordinaryTexts, "")
	for _, odd := range []string{
		"", `<si/>`, `<si></si>`, `<si><t>1</t><t>2</t></si>`, `<si><r><t>张</t></r><r><rPr/><t> 三</t></r><rPh sb="0" eb="1"><t>zhang</t></rPh></si>`,
		`<si xmlns="urn:y"><t>1</t></si>`, `<si><t xmlns="urn:y">1</t></si>`, `<si x="1"><t>1</t></si>`, `<si><t><![CDATA[1]]></t></si>`, `<si><t>1<!-- --></t></si>`, `<si><t>1<b/></t></si>`,
		`<si><t>1</t><phoneticPr fontId="1" fontId="1"/></si>`, `<si><t>1</t><phoneticPr xmlns="urn:y"/></si>`, `<si><t>1</t><phoneticPr></phoneticPr></si>`, `<si><t>1</t><phoneticPr fontId='1'/></si>`,
		`<si><r><rPr><b></rPr><t>1</t></r></si>`, `<si><r><t>1</t><t>2</t></si>`, `<si><r><t>1</t></si>`, `<si><r><rPr><b/><t>1</t></r></si>`, `<si><r><rPr></r><t>1</t></si>`, `<si><r><rPr><b/></rPr></r></si>`, `<si><r><t>1</t><t>2</t></r></si>`, `<si><r><t>1</t><rPr/></r></si>`, `<si><r><rPr>x<b/></rPr><t>1</t></r></si>`, `<si><r><rPr><b val="1" val="1"/></rPr><t>1</t></r></si>`, `<si><r><rPr><q/></rPr><t>1</t></r></si>`,
		`<si><r><rPr><x:b/></rPr><t>1</t></r></si>`, `<si><r><rPr><b xmlns="urn:y"/></rPr><t>1</t></r></si>`, "<si><r><rPr><rFont val=\"\xff\"/></rPr><t>1</t></r></si>", "<si><r><rPr><rFont val=\"\uffff\"/></rPr><t>1</t></r></si>", `<si><t>1</t><r><t>2</t></r></si>`, `<si><r><t>1</t></r><t>2</t></si>`, `<si><r/><r><t>1</t></r></si>`,
		`<si><r><t>` + strings.Repeat("甲", 20000) + `</t></r><r><t>` + strings.Repeat("乙", 12767) + `</t></r></si>`, `<si><r><t>` + strings.Repeat("1", 20000) + `</t></r><r><t>` + strings.Repeat("2", 12768) + `</t></r></si>`,
		`<extLst/>`, `<si>x<t>1</t></si>`, `x`, "\x00", `<si><t>&nbsp;</t></si>`, "<si><t>\xff</t></si>", "<si><t>\ufffe</t></si>", `<si><t>]]></t></si>`, "<si><t>a\r\nb</t></si>", `<si><t>1</t>`, `<si><t>1`, `<si><t>` + strings.Repeat("1", 300) + `</t></si>`, `<si><t>` + strings.Repeat("1", 301) + `</t></si>`,
		`<si><t>` + strings.Repeat("甲", 32767) + `</t></si>`, `<si><t>` + strings.Repeat("甲", 32768) + `</t></si>`, strings.Repeat(ordinaryTexts[1], 2000), strings.Repeat(" ", 1<<20+2),
	} {
		for i, limits := range tinyLimits() {
			if len(odd) > 10_000 && i > 0 {
				break
			}
			readsAlike(t, everyText(before+odd+after).zip(t), xlsx.Options{Limits: limits})
		}
	}
	for _, table := range []string{
		`<x:sst xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` + strings.ReplaceAll(after, "<", "<x:") + `</x:sst>`,
		`<x:sst xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:si/>` + after + `</x:sst>`,
		utf16Text(tableXML(after)), "\ufeff" + tableXML(after), tableXML(after) + after, tableXML(after)[:200],
	} {
		p := everyText("")
		p["xl/sharedStrings.xml"] = table
		readsAlike(t, p.zip(t), xlsx.Options{})
	}
}

// A checksum that is wrong is told as before, wherever else the part is wrong.
func TestScannerHidesNoDamage(t *testing.T) {
	for _, text := range []string{
		strings.Repeat(ordinaryTexts[0], 4000), strings.Repeat(ordinaryTexts[0], 4000) + "<x/>", ordinaryTexts[0] + "&nbsp;" + strings.Repeat(ordinaryTexts[0], 4000),
	} {
		data := everyText(text).zip(t)
		sum := binary.LittleEndian.AppendUint32(nil, crc32.ChecksumIEEE([]byte(tableXML(text))))
		if bytes.Count(data, sum) == 0 {
			t.Fatal("no checksum")
		}
		readsAlike(t, bytes.ReplaceAll(data, sum, []byte("\x01\x02\x03\x04")), xlsx.Options{})
	}
}
