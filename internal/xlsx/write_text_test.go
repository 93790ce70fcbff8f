package xlsx_test

import (
	"encoding/xml"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"credit/internal/sheet"
	"credit/internal/xlsx"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

func TestTextIsNeverAFormula(t *testing.T) {
	texts := []string{
		"=1+1", "+1", "-1", "@SUM(A1)", "＝1", " =cmd|' /C calc'!A0", "\t=1", "\"=1", "00123", "TRUE", "1E5", "2024-01-01",
	}
	layout := sheet.Layout{Name: "甲", Columns: []sheet.Column{{Header: "文", Width: 10}}}
	var rows [][]sheet.Value
	for _, text := range texts {
		rows = append(rows, []sheet.Value{sheet.TextValue(text)})
	}
	data := write(t, []sheet.Layout{layout}, rows...)
	f := open(t, data)
	for i, text := range texts {
		cell := fmt.Sprintf("A%d", i+2)
		got, _ := f.GetCellValue("甲", cell)
		kind, _ := f.GetCellType("甲", cell)
		formula, _ := f.GetCellFormula("甲", cell)
		if got != text || kind != excelize.CellTypeInlineString || formula != "" {
			t.Errorf("%s is %q of kind %d, formula %q; want the text %q", cell, got, kind, formula, text)
		}
		id, _ := f.GetCellStyle("甲", cell)
		if style, _ := f.GetStyle(id); i < 8 && style.NumFmt != 49 {
			t.Errorf("%q would become a formula when edited", text)
		}
	}
	if strings.Contains(part(t, data, "xl/worksheets/sheet1.xml"), "<f>") {
		t.Error("the sheet has a formula")
	}
}

func TestTooLongATextIsCutVisibly(t *testing.T) {
	layout := sheet.Layout{Name: "甲", Columns: []sheet.Column{{Header: "文"}}}
	fits, long := strings.Repeat("文", 32767), strings.Repeat("😀", 16384)
	f := open(t, write(t, []sheet.Layout{layout}, []sheet.Value{sheet.TextValue(fits)}, []sheet.Value{sheet.TextValue(long)}))
	if got, _ := f.GetCellValue("甲", "A2"); got != fits {
		t.Error("a text that fits was changed")
	}
	got, _ := f.GetCellValue("甲", "A3")
	if !strings.HasSuffix(got, "此处截断】") || !strings.HasPrefix(got, "😀") || strings.ContainsRune(got, '\uFFFD') {
		t.Errorf("the cut text ends %q", got[len(got)-30:])
	}
}

// excelEscape is what Excel resolves in a text, from left to right.
var excelEscape = regexp.MustCompile(`_[xX][0-9A-Fa-f]{4}_`)

func resolve(text string) string {
	return excelEscape.ReplaceAllStringFunc(text, func(escape string) string {
		n, _ := strconv.ParseUint(escape[2:6], 16, 16)
		return string(rune(n))
	})
}

// cleaned is what a text may lose on its way: what XML cannot hold.
func cleaned(text string) string {
	var b strings.Builder
	for _, r := range text {
		if r < ' ' && !strings.ContainsRune("\t\n\r", r) || r == 0xFFFE || r == 0xFFFF {
			r = '\uFFFD'
		}
		b.WriteRune(r)
	}
	return b.String()
}

func TestAnyTextComesBack(t *testing.T) {
	piece := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{
		"_x0041_", "_x005F_", "x0041_", "_", "_xD83D_", "_X000d_", "<a>", "&amp;", "]]>", "\r\n", " ", "\t", "\x00", "\xff", "\uFFFE", "＝", "😀",
	}))
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOfN(rapid.Map(rapid.SliceOfN(piece, 0, 5), func(p []string) string { return strings.Join(p, "") }), 1, 6).Draw(t, "texts")
		layout := sheet.Layout{Name: "甲", Columns: make([]sheet.Column, len(texts))}
		row := make([]sheet.Value, len(texts))
		for i, text := range texts {
			layout.Columns[i].Wrap = i%2 == 0
			row[i] = sheet.TextValue(text)
		}
		var got struct {
			Rows []struct {
				Cells []struct {
					Text string `xml:"is>t"`
				} `xml:"c"`
			} `xml:"sheetData>row"`
		}
		data := write(t, []sheet.Layout{layout}, row)
		if err := xml.Unmarshal([]byte(part(t, data, "xl/worksheets/sheet1.xml")), &got); err != nil {
			t.Fatal(err)
		}
		for i, text := range texts {
			if back := resolve(got.Rows[1].Cells[i].Text); back != cleaned(text) {
				t.Fatalf("%q came back as %q", text, back)
			}
		}
	})
}

// A text is cleaned wherever in it stands what XML cannot hold, and left as it
// is where nothing does.
func TestTextsAreCleanedWhereverTheyNeedIt(t *testing.T) {
	for _, bad := range []string{"\x00", "\x1f", "\x0b", "\uFFFE", "\uFFFF", "\xff", "\xe4\xb8"} {
		for before := range 20 {
			for after := range 20 {
				text := strings.Repeat("是", before%5) + strings.Repeat("a", before) + bad + strings.Repeat("b", after)
				if got := xlsx.CellText(text); !strings.Contains(got, "\uFFFD") || strings.Contains(got, bad) {
					t.Fatalf("%q became %q", text, got)
				}
			}
		}
	}
	for _, good := range []string{"", " ", "\t", "是 否 A\n\r ~\x7f", "ｆｕｌｌ　ｗｉｄｔｈ", "\uFFFD\uFFFC\uFB00", "é\u0080🎓 12345678"} {
		for n := range 20 {
			if text := strings.Repeat("x", n) + good; xlsx.CellText(text) != text {
				t.Fatalf("%q became %q", text, xlsx.CellText(text))
			}
		}
	}
}
