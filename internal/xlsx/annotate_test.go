package xlsx_test

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"credit/internal/xlsx"

	"github.com/xuri/excelize/v2"
)

// richBook has everything a school's workbook may have.
func richBook(t testing.TB) []byte {
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 4, 4))); err != nil {
		t.Fatal(err)
	}
	return excelizeBook(t, func(f *excelize.File) error {
		const s = "填报表"
		cells := map[string]any{"A1": "学校", "B1": "姓名", "A2": "甲校", "B2": "张三", "C2": 0.95, "A3": "甲校", "B3": "=1+1"}
		for cell, value := range cells {
			if err := f.SetCellValue(s, cell, value); err != nil {
				return err
			}
		}
		red, err := f.NewConditionalStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Color: []string{"00FF00"}, Pattern: 1}})
		if err != nil {
			return err
		}
		list := excelize.NewDataValidation(true)
		list.SetSqref("D2:D9")
		return steps(
			func() error { return f.SetCellFormula(s, "E2", "C2*2") },
			func() error { return f.MergeCell(s, "A2", "A3") },
			func() error { return list.SetDropList([]string{"是", "否"}) },
			func() error { return f.AddDataValidation(s, list) },
			func() error {
				return f.SetConditionalFormat(s, "C1:C9", []excelize.ConditionalFormatOptions{{Type: "formula", Criteria: "C1>0.5", Format: &red}})
			},
			func() error {
				return f.AddPictureFromBytes(s, "H2", &excelize.Picture{Extension: ".png", File: picture.Bytes(), Format: &excelize.GraphicOptions{}})
			},
			func() error {
				return f.AddChart(s, "H9", &excelize.Chart{Type: excelize.Col, Series: []excelize.ChartSeries{{Name: "甲", Values: "填报表!$C$2:$C$3"}}})
			},
			func() error {
				return f.AddComment(s, excelize.Comment{Cell: "B2", Author: "李老师", Text: "已核对学历"})
			},
			func() error {
				return f.AddComment(s, excelize.Comment{Cell: "C3", Author: "李老师", Text: "见附件"})
			},
			func() error { _, err := f.NewSheet("说明"); return err },
			func() error { _, err := f.NewSheet("名单"); return err },
			func() error { return f.SetSheetVisible("名单", false) },
			func() error {
				return f.SetDefinedName(&excelize.DefinedName{Name: "范围", RefersTo: "说明!$A$1:$A$3", Scope: "说明"})
			},
			func() error { return f.AddVBAProject(vbaProject) },
			func() error { f.SetActiveSheet(1); return nil },
		)
	})
}

// vbaProject begins as the storage of macros does.
var vbaProject = append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), bytes.Repeat([]byte("宏"), 300)...)

// What bears no mark keeps its bytes as they were packed, in the old order;
// the cells of a marked sheet, too.
func TestAnnotateLeavesTheRestAlone(t *testing.T) {
	data := richBook(t)
	marks := []xlsx.Mark{grave(2, 3, "比例不对"), mild(5, 4, "请核实")}
	out := annotate(t, data, marks, smallList(marks...))
	names, before := packed(t, data)
	newNames, after := packed(t, out)
	may := []string{"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
		"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"}
	for i, name := range names {
		if newNames[i] != name {
			t.Fatalf("entry %d is %s, was %s", i, newNames[i], name)
		}
		if before[name] != after[name] && !strings.Contains(strings.Join(may, " "), name) {
			t.Errorf("%s changed", name)
		}
	}
	old, now := unpacked(t, data), unpacked(t, out)
	if old["xl/vbaProject.bin"] != now["xl/vbaProject.bin"] || old["xl/vbaProject.bin"] == "" {
		t.Error("the macros changed")
	}
	// Of the marked sheet only marks and the places of rules differ, of the
	// sheet that was selected only that.
	sheet := rules.ReplaceAllString(now["xl/worksheets/sheet1.xml"], "")
	if sheet = strings.Replace(sheet, `priority="3"`, `priority="1"`, 1); sheet != old["xl/worksheets/sheet1.xml"] {
		t.Errorf("the sheet became\n%s\nwas\n%s", sheet, old["xl/worksheets/sheet1.xml"])
	}
	if other := strings.Replace(old["xl/worksheets/sheet2.xml"], ` tabSelected="true"`, "", 1); other != now["xl/worksheets/sheet2.xml"] {
		t.Errorf("the other sheet became\n%s", now["xl/worksheets/sheet2.xml"])
	}
}

// rules are our rules in a sheet.
var rules = regexp.MustCompile(`<conditionalFormatting sqref="[^"]*"><cfRule type="expression" dxfId="\d+" priority="\d+"><formula>ISTEXT\("核对标记"\)</formula></cfRule></conditionalFormatting>`)

// A faulty cell is coloured, whatever stands in it, and says what is wrong;
// the comment of a person stays in front of ours.
func TestAnnotateMarksCells(t *testing.T) {
	marks := []xlsx.Mark{grave(2, 2, "姓名有误"), mild(9, 9, "空着"), grave(2, 3, "太大"), mild(2, 3, "又太小"), grave(3, 1, "学校")}
	out := annotate(t, richBook(t), marks, smallList(marks...))
	got := commentsOf(t, out, "填报表")
	const end = "\n〔再次核对时自动更新〕"
	want := map[string]string{
		"B2": "已核对学历\n【核对】\n姓名有误" + end,
		"C3": "见附件",
		"I9": "【核对】\n空着" + end,
		"C2": "【核对】\n太大\n又太小" + end,
		"A2": "【核对】\nA3：学校" + end, // A3 is hidden by the merge A2:A3
	}
	if len(got) != len(want) {
		t.Errorf("comments at %v", got)
	}
	for cell, text := range want {
		if got[cell] != text {
			t.Errorf("%s says %q, want %q", cell, got[cell], text)
		}
	}
	sheet := unpacked(t, out)["xl/worksheets/sheet1.xml"]
	if !strings.Contains(sheet, `sqref="A2:C2"`) || !strings.Contains(sheet, `sqref="I9"`) {
		t.Errorf("coloured: %v", rules.FindAllString(sheet, -1))
	}
	if shapes := strings.Count(unpacked(t, out)["xl/drawings/vmlDrawing1.vml"], "<v:shape "); shapes != 5 {
		t.Errorf("%d boxes for 5 comments", shapes)
	}
}

// Annotated again, a copy has the marks of the new time and no others; with
// the same marks it is the same to the byte; and mended, it has none.
func TestAnnotateDoesNotPileUp(t *testing.T) {
	data := richBook(t)
	marks := []xlsx.Mark{grave(2, 2, "姓名有误"), grave(2, 3, "太大"), mild(7, 4, "请核实")}
	once := annotate(t, data, marks, smallList(marks...))
	shifted := func(marks []xlsx.Mark) []xlsx.Mark { // the list is the first sheet now
		moved := append([]xlsx.Mark(nil), marks...)
		for i := range moved {
			moved[i].Sheet++
		}
		return moved
	}
	twice := annotate(t, once, shifted(marks), smallList(shifted(marks)...))
	if !bytes.Equal(once, twice) {
		t.Error("annotated twice is not annotated once")
	}
	fewer := annotate(t, twice, shifted(marks[:1]), smallList(shifted(marks[:1])...))
	if got := commentsOf(t, fewer, "填报表"); len(got) != 2 || !strings.Contains(got["B2"], "姓名有误") {
		t.Errorf("comments: %v", got)
	}
	clean := annotate(t, fewer, nil, smallList())
	if got := commentsOf(t, clean, "填报表"); len(got) != 2 || got["B2"] != "已核对学历" || got["C3"] != "见附件" {
		t.Errorf("comments: %v", got)
	}
	parts := unpacked(t, clean)
	if sheet := parts["xl/worksheets/sheet1.xml"]; strings.Contains(sheet, "核对标记") {
		t.Error("coloured still")
	}
	if text, r := readAll(t, clean, xlsx.Options{}); r != nil || !strings.Contains(text, "没有发现问题") || strings.Count(text, "【核对】问题清单") != 1 {
		t.Errorf("the list: %v %s", r, text)
	}
	if !xlsx.IsAnnotated(once) || !xlsx.IsAnnotated(clean) || xlsx.IsAnnotated(data) {
		t.Error("an annotated copy is not known")
	}
}

// A workbook that had no comments has no trace of them when it is mended.
func TestAnnotateTakesItsPartsAway(t *testing.T) {
	data := goodParts().zip(t)
	once := annotate(t, data, []xlsx.Mark{grave(1, 1, "甲")}, smallList())
	clean := annotate(t, once, nil, smallList())
	old, now := goodParts(), unpacked(t, clean)
	if old["xl/worksheets/sheet1.xml"] != now["xl/worksheets/sheet1.xml"] {
		t.Errorf("the sheet became %s", now["xl/worksheets/sheet1.xml"])
	}
	for name := range now {
		if _, found := old[name]; !found && name != "xl/worksheets/sheet2.xml" {
			t.Errorf("%s is left", name)
		}
	}
	if types := now["[Content_Types].xml"]; strings.Contains(types, "comments") {
		t.Errorf("types: %s", types)
	}
}

// What a person writes into our comment is theirs and stays.
func TestAnnotateKeepsAnAnswer(t *testing.T) {
	once := annotate(t, goodParts().zip(t), []xlsx.Mark{grave(1, 1, "甲")}, smallList())
	p := unpacked(t, once)
	p["xl/comments1.xml"] = strings.Replace(p["xl/comments1.xml"], "〔再次核对时自动更新〕", "〔再次核对时自动更新〕&#10;已改，王", 1)
	clean := annotate(t, p.zip(t), nil, smallList())
	if got := commentsOf(t, clean, "填报表")["A1"]; strings.TrimSpace(got) != "已改，王" {
		t.Errorf("left %q", got)
	}
}

// The workbooks of the repository are annotated, too.
func TestAnnotateTestdata(t *testing.T) {
	for _, name := range []string{"schools.xlsx", "schools-faulty.xlsx"} {
		data, err := os.ReadFile(filepath.Join("../../testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		marks := []xlsx.Mark{grave(5, 5, "甲"), {Sheet: 2, Row: 400, Column: 90, Text: "乙"}}
		out := annotate(t, data, marks, smallList(marks...))
		again := annotate(t, out, nil, smallList())
		was, _ := readAll(t, data, xlsx.Options{})
		is, _ := readAll(t, again, xlsx.Options{})
		if !strings.HasSuffix(is, was) {
			t.Errorf("%s reads otherwise", name)
		}
	}
}
