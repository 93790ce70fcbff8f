package xlsx_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"strings"
	"testing"

	"credit/internal/finding"
	"credit/internal/sheet"
	"credit/internal/xlsx"
)

const goodDump = "[填报表]\nA1 text\"姓名\" | B1 number\"0.95\"\n"

func TestPackages(t *testing.T) {
	strict := goodParts()
	for name, text := range strict {
		text = strings.ReplaceAll(text, officeRel, "http://purl.oclc.org/ooxml/officeDocument/relationships")
		strict[name] = strings.ReplaceAll(text, mainNS, `xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"`)
	}
	elsewhere := goodParts()
	elsewhere["data/tables/1.XML"] = elsewhere["xl/worksheets/sheet1.xml"]
	delete(elsewhere, "xl/worksheets/sheet1.xml")
	elsewhere["xl/_rels/workbook.xml.rels"] = strings.Replace(elsewhere["xl/_rels/workbook.xml.rels"], "worksheets/sheet1.xml", "/Data/Tables/1.xml", 1)
	backslashes := goodParts()
	backslashes[`xl\worksheets\sheet1.xml`] = backslashes["xl/worksheets/sheet1.xml"]
	delete(backslashes, "xl/worksheets/sheet1.xml")
	for _, c := range []struct {
		promise string
		parts   parts
		want    string
	}{
		{"a plain workbook", goodParts(), goodDump},
		{"a workbook with macros", replaced(t, "[Content_Types].xml", mainType, "application/vnd.ms-excel.sheet.macroEnabled.main+xml"), goodDump},
		{"a template", replaced(t, "[Content_Types].xml", mainType, "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml"), goodDump},
		{"a template with macros", replaced(t, "[Content_Types].xml", mainType, "application/vnd.ms-excel.template.macroEnabled.main+xml"), goodDump},
		{"strict ISO 29500", strict, goodDump},
		{"an absolute target elsewhere, in another case", elsewhere, goodDump},
		{"backslashes in names", backslashes, goodDump},
		{"a target with steps", replaced(t, "xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", "../xl/./worksheets/sheet1.xml"), goodDump},
		{"no styles and no shared strings", with(parts{"xl/styles.xml": "", "xl/sharedStrings.xml": "",
			"xl/_rels/workbook.xml.rels": `<Relationships ` + relsNS + `><Relationship Id="rId1" Type="` + officeRel + `/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
			"xl/worksheets/sheet1.xml":   worksheetXML(`<row><c s="0"><v>1</v></c></row>`)}), "[填报表]\nA1 number\"1\"\n"},
		{"a hidden sheet", replaced(t, "xl/workbook.xml", `sheetId="1"`, `sheetId="1" state="veryHidden"`), strings.Replace(goodDump, "]", "] hidden", 1)},
		{"chart sheets are left out", with(parts{
			"xl/workbook.xml":            strings.Replace(goodParts()["xl/workbook.xml"], "<sheets>", `<sheets><sheet name="图" sheetId="9" r:id="rId9"/>`, 1),
			"xl/_rels/workbook.xml.rels": strings.Replace(goodParts()["xl/_rels/workbook.xml.rels"], `<Relationship Id="rId2"`, `<Relationship Id="rId9" Type="`+officeRel+`/chartsheet" Target="c.xml"/><Relationship Id="rId2"`, 1)}), goodDump},
	} {
		t.Run(c.promise, func(t *testing.T) { accepts(t, c.parts.zip(t), c.want) })
	}
}

func TestRefusesPackages(t *testing.T) {
	twoSheets := func(name, id string) parts {
		p := replaced(t, "xl/workbook.xml", "</sheets>", `<sheet name="`+name+`" sheetId="2" r:id="`+id+`"/></sheets>`)
		p["xl/_rels/workbook.xml.rels"] = strings.Replace(p["xl/_rels/workbook.xml.rels"], "</Rel", `<Relationship Id="rId7" Type="`+officeRel+`/worksheet" Target="worksheets/sheet2.xml"/></Rel`, 1)
		p["xl/worksheets/sheet2.xml"] = worksheetXML("")
		return p
	}
	for _, c := range []struct {
		promise string
		parts   parts
		reason  string
	}{
		{"no content types", with(parts{"[Content_Types].xml": ""}), "缺少 [Content_Types].xml"},
		{"no relationships", with(parts{"_rels/.rels": ""}), "缺少 _rels/.rels"},
		{"no workbook named", with(parts{"_rels/.rels": `<Relationships ` + relsNS + `/>`}), "没有指明工作簿"},
		{"two workbooks named", replaced(t, "_rels/.rels", "</Rel", `<Relationship Id="rId2" Type="`+officeRel+`/officeDocument" Target="xl/workbook.xml"/></Rel`), "2 个"},
		{"no workbook", with(parts{"xl/workbook.xml": ""}), "缺少 xl/workbook.xml"},
		{"no sheet part", with(parts{"xl/worksheets/sheet1.xml": ""}), "工作表「填报表」：文件不完整，缺少 xl/worksheets/sheet1.xml"},
		{"no styles part", with(parts{"xl/styles.xml": ""}), "缺少 xl/styles.xml"},
		{"no shared strings part", with(parts{"xl/sharedStrings.xml": ""}), "缺少 xl/sharedStrings.xml"},
		{"shared strings that are not named", replaced(t, "xl/_rels/workbook.xml.rels", "/sharedStrings\"", "/other\""), "没有文字表"},
		{"an external sheet", replaced(t, "xl/_rels/workbook.xml.rels", `Target="worksheets/sheet1.xml"`, `Target="file:///c:/x.xlsx" TargetMode="External"`), "指向文件之外"},
		{"a sheet above the package", replaced(t, "xl/_rels/workbook.xml.rels", `worksheets/sheet1.xml`, `../../sheet1.xml`), "指向文件之外"},
		{"a relationship's id twice", replaced(t, "xl/_rels/workbook.xml.rels", `rId2`, `rId1`), "关系编号 rId1 重复"},
		{"a sheet without content", replaced(t, "xl/workbook.xml", `r:id="rId1"`, `r:id="rId77"`), "没有指明在哪里"},
		{"a sheet's id without its namespace", replaced(t, "xl/workbook.xml", `r:id="rId1"`, `id="rId1"`), "没有指明在哪里"},
		{"a worksheet that the workbook does not list", replaced(t, "xl/_rels/workbook.xml.rels", "</Rel", `<Relationship Id="rId7" Type="`+officeRel+`/worksheet" Target="worksheets/sheet9.xml"/></Rel`), "缺少一张工作表"},
		{"a worksheet that passes for a chart sheet", func() parts {
			p := twoSheets("图", "rId7")
			p["xl/_rels/workbook.xml.rels"] = strings.Replace(p["xl/_rels/workbook.xml.rels"], `/worksheet" Target="worksheets/sheet2.xml"`, `/chartsheet" Target="worksheets/sheet2.xml"`, 1)
			return p
		}(), "种类与内容不符"},
		{"two sheets welded into one", replaced(t, "xl/workbook.xml", `sheetId`, `shname="乙" sheetId`), "不认识的属性 shname"},
		{"a sheet of an unknown kind", replaced(t, "xl/_rels/workbook.xml.rels", `/worksheet"`, `/worksheetx"`), "种类无法识别"},
		{"an unknown state", replaced(t, "xl/workbook.xml", `sheetId`, `state="x" sheetId`), "状态无法识别"},
		{"a sheet without a name", replaced(t, "xl/workbook.xml", `填报表`, ``), "没有名称"},
		{"names that differ by case", func() parts {
			p := twoSheets("sHEET", "rId7")
			p["xl/workbook.xml"] = strings.Replace(p["xl/workbook.xml"], "填报表", "Sheet", 1)
			return p
		}(), "同名的工作表"},
		{"two sheets of one part", twoSheets("二", "rId1"), "指向同一处内容"},
		{"no sheets", replaced(t, "xl/workbook.xml", `<sheet name="填报表" sheetId="1" r:id="rId1"/>`, ``), "没有工作表"},
		{"shared strings cut off", replaced(t, "xl/sharedStrings.xml", `</sst>`, ``), "xl/sharedStrings.xml：内容不完整"},
		{"a foreign shared string", replaced(t, "xl/sharedStrings.xml", `<si><t>姓名`, `<si xmlns="urn:x"><t>姓名`), "不认识的元素 si"},
		{"a shared string too long", replaced(t, "xl/sharedStrings.xml", `姓名`, strings.Repeat("名", 40000)), "超过 32767 字"},
		{"a style's number that is none", replaced(t, "xl/styles.xml", `numFmtId="9"`, `numFmtId="9x"`), "不是数字"},
		{"formats twice", replaced(t, "xl/styles.xml", `</styleSheet>`, `<cellXfs/></styleSheet>`), "cellXfs 重复"},
	} {
		t.Run(c.promise, func(t *testing.T) {
			refuses(t, c.parts.zip(t), broken, c.reason)
		})
	}
}

func TestRefusesArchives(t *testing.T) {
	good := goodParts().zip(t)
	end := len(good) - 22
	directory := int(binary.LittleEndian.Uint32(good[end+16:]))
	changed := func(at int, b ...byte) []byte {
		data := bytes.Clone(good)
		copy(data[at:], b)
		return data
	}
	twice := func(names ...string) []byte {
		var buf bytes.Buffer
		w := zip.NewWriter(&buf)
		for _, name := range names {
			f, _ := w.Create(name)
			_, _ = f.Write([]byte("<x/>"))
		}
		_ = w.Close()
		return buf.Bytes()
	}
	for _, c := range []struct {
		promise string
		data    []byte
		code    finding.Code
		reason  string
	}{
		{"an archive cut off", good[:len(good)/2], broken, "压缩包的目录缺失（可能没有传完）"},
		{"the end cut off", good[:len(good)-1], broken, "目录缺失"},
		{"a directory of the wrong size", changed(end+12, 1), broken, "位置不符"},
		{"a wrong number of entries", changed(end+8, 1, 0, 1, 0), broken, "条数不符"},
		{"a local name that differs", changed(30, 'X'), broken, "与目录不符"},
		{"a method that is not used", changed(directory+10, 12), broken, "与目录不符"},
		{"an encrypted entry", changed(directory+8, good[directory+8]|1), finding.EncryptedWorkbook, "加密"},
		{"a wrong checksum", changed(directory+16, good[directory+16]^1), broken, "校验码不符"},
		{"a checksum of zero", changed(directory+16, 0, 0, 0, 0), broken, "校验码不符"},
		{"a size too small", changed(directory+24, good[directory+24]-1), broken, "大小不符"},
		{"a size too large", changed(directory+24, good[directory+24]+1), broken, "大小不符"},
		{"one name twice", twice("a", "a"), broken, "同名"},
		{"one name twice by case", twice("xl/A.xml", "XL/a.XML"), broken, "同名"},
		{"a step up", twice("../a"), broken, "不合规的文件名"},
		{"an absolute name", twice("/a"), broken, "不合规的文件名"},
		{"entries that share bytes", overlapping(good, directory), broken, "重叠"},
		{"bytes before the archive", append([]byte("PKxx"), good...), broken, "位置不符"},
	} {
		t.Run(c.promise, func(t *testing.T) { refuses(t, c.data, c.code, c.reason) })
	}
}

// overlapping makes the first entry reach into the second.
func overlapping(good []byte, directory int) []byte {
	data := bytes.Clone(good)
	le := binary.LittleEndian
	size := le.Uint32(data[directory+20:])
	// The first entry claims bytes of the second, past the descriptor between.
	le.PutUint32(data[directory+20:], size+60)
	return data
}

func TestLimits(t *testing.T) {
	rows := func(n int) string { return strings.Repeat(`<row><c><v>1</v></c></row>`, n) }
	for _, c := range []struct {
		promise string
		change  func(*xlsx.Limits)
		parts   parts
		reason  string
	}{
		{"the file", func(l *xlsx.Limits) { l.File = 100 }, goodParts(), "文件超过"},
		{"entries", func(l *xlsx.Limits) { l.Entries = 3 }, goodParts(), "超过 3 个"},
		{"all inflated", func(l *xlsx.Limits) { l.Inflated = 100 }, goodParts(), "解开后超过"},
		{"a worksheet", func(l *xlsx.Limits) { l.Worksheet = 100 }, goodParts(), "sheet1.xml 解开后超过"},
		{"shared strings", func(l *xlsx.Limits) { l.SharedStrings = 100 }, goodParts(), "sharedStrings.xml 解开后超过"},
		{"another part", func(l *xlsx.Limits) { l.Part = 100 }, goodParts(), "解开后超过"},
		{"the ratio", func(l *xlsx.Limits) { l.RatioFrom = 1 << 16 }, withRows(rows(20_000)), "压缩比"},
		{"the number of texts", func(l *xlsx.Limits) { l.Strings = 1 }, goodParts(), "超过 1 条"},
		{"sheets", func(l *xlsx.Limits) { l.Sheets = 0 }, goodParts(), "工作表超过"},
		{"rows", func(l *xlsx.Limits) { l.Rows = 5 }, withRows(rows(6)), "行号超过 5"},
		{"columns", func(l *xlsx.Limits) { l.Columns = 1 }, goodParts(), "列号超过 1"},
		{"a cell's text", func(l *xlsx.Limits) { l.CellText = 1 }, goodParts(), "超过 1 字"},
		{"a row's text", func(l *xlsx.Limits) { l.RowText = 3 }, goodParts(), "一行的文字"},
		{"merges", func(l *xlsx.Limits) { l.Merges = 1 }, withSheet(strings.Replace(worksheetXML(""), "</work", `<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:B2"/></mergeCells></work`, 1)), "合并单元格超过 1 处"},
	} {
		t.Run(c.promise, func(t *testing.T) {
			limits := xlsx.DefaultLimits()
			c.change(&limits)
			got, r := readAll(t, c.parts.zip(t), xlsx.Options{Limits: limits})
			if r == nil {
				t.Fatalf("accepted as %s", got)
			}
			if !strings.Contains(r.Reason, c.reason) {
				t.Errorf("refused as %s, want …%s…", r.Reason, c.reason)
			}
		})
	}
}

func TestRead(t *testing.T) {
	w, err := xlsx.Open(goodParts().zip(t), xlsx.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Run("again and again", func(t *testing.T) {
		for range 3 {
			if got, err := dump(w); err != nil || got != goodDump {
				t.Fatal(got, err)
			}
		}
	})
	stop := errors.New("stop")
	t.Run("a callback's error comes back as it is", func(t *testing.T) {
		begin := func(sheet.Info) error { return nil }
		if err := w.Read(0, begin, func(sheet.Row) error { return stop }); err != stop {
			t.Error(err)
		}
		if err := w.Read(0, func(sheet.Info) error { return stop }, nil); err != stop {
			t.Error(err)
		}
		if err := w.Rows(0, func(sheet.Row) error { return stop }); err != stop {
			t.Error(err)
		}
	})
	t.Run("a damaged part is refused before any row", func(t *testing.T) {
		for _, rows := range []int{100, 60_000} { // inflated once, and twice
			got, r := readAll(t, wrongSum(t, rows), xlsx.Options{})
			if got != "" || r == nil || !strings.Contains(r.Reason, wrongSumReason) {
				t.Error(got, r)
			}
		}
	})
	t.Run("in one pass, damage comes before all that is said of the rows", func(t *testing.T) {
		w, err := xlsx.Open(wrongSum(t, 100), xlsx.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Rows(0, func(sheet.Row) error { return stop }); err == nil || !strings.Contains(err.Error(), wrongSumReason) {
			t.Error(err)
		}
	})
}

const wrongSumReason = "工作表「填报表」：压缩包里的 xl/worksheets/sheet1.xml 已损坏（校验码不符）"

// wrongSum is a workbook of that many rows with a wrong checksum of its sheet.
func wrongSum(t *testing.T, rows int) []byte {
	data := withRows(strings.Repeat(`<row><c><v>1</v></c></row>`, rows)).zip(t)
	at := bytes.Index(data, []byte("PK\x01\x02"))
	for !bytes.HasPrefix(data[at+46:], []byte("xl/worksheets/sheet1.xml")) {
		at += 4 + bytes.Index(data[at+4:], []byte("PK\x01\x02"))
	}
	data[at+16] ^= 1
	return data
}
