package xlsx_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"testing"

	"credit/internal/sheet"
	"credit/internal/xlsx"

	"github.com/xuri/excelize/v2"
)

// flags reads a workbook whose cells in row 1 have one style each, and says
// of each what its format shows.
func flags(t *testing.T, data []byte) []string {
	t.Helper()
	w, err := xlsx.Open(data, xlsx.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	err = w.Rows(0, func(r sheet.Row) error {
		for _, c := range r.Cells {
			list = append(list, map[[2]bool]string{{}: "", {true, false}: "%", {false, true}: "date"}[[2]bool{c.Percent, c.Date}])
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// styled is a workbook with a cell of each format, as the xml says it.
func styled(t *testing.T, numFmts string, ids []int) []byte {
	t.Helper()
	var xfs, row strings.Builder
	for i, id := range ids {
		fmt.Fprintf(&xfs, `<xf numFmtId="%d"/>`, id)
		fmt.Fprintf(&row, `<c s="%d"><v>46083</v></c>`, i)
	}
	return with(parts{
		"xl/worksheets/sheet1.xml": worksheetXML(`<row r="1">` + row.String() + `</row>`),
		"xl/styles.xml":            `<styleSheet ` + mainNS + `>` + numFmts + `<cellXfs>` + xfs.String() + `</cellXfs></styleSheet>`,
	}).zip(t)
}

// TestFormatCodes: a format code shows a date, a percentage or neither.
func TestFormatCodes(t *testing.T) {
	want := map[string][]string{
		"date": {
			"yyyy-mm-dd", "yyyy/m/d;@", `yyyy"年"m"月"d"日"`, "yyyy年m月d日", `[$-804]yyyy"年"m"月"d"日";@`, "[$-F800]dddd, mmmm dd, yyyy",
			`[DBNum1][$-804]yyyy"年"m"月";@`, "m/d", `m"月"d"日"`, "YYYY-MM-DD", "h:mm", "h:mm AM/PM", `上午/下午h"时"mm"分"`, "[h]:mm:ss", "[mm]:ss", "[ss]",
			"mm:ss.0", "ss.000", `yyyy\-mm\-dd\ hh:mm`, "d", "mmm", `[$-804]aaaa`, "[Red]yyyy/m/d", "[<43831]0;yyyy/m/d", "[$-409]d/mmm/yy;@", "yyyy.m.d",
		},
		"%": {"0%", "0.00%", `0.0%;[Red]\-0.0%`, "[>1]0%;0.00%", "#0.##%", `"出席率 "0%`, "0%_)"},
		"": {
			"General", "GENERAL", "G/通用格式", "0", "0.00", "#,##0", "#,##0.00_);[Red](#,##0.00)", "0.00_);[Red]", "@", "0.00E+00", "# ?/?", `0"人"`, `0"days"`,
			`0\d`, "0_d", "0*m", `"ymdhs"0`, "[$-804]General", "[DBNum1][$-804]General", "[Red]0", "[Magenta]0.0", "[Yellow]General", "[$￥-804]#,##0", "[$USD] #,##0",
			"0.0;yyyy", "0m", `0"%"`, `0\%`, "", ";;;", "General;[Red]-General", "[<=9999999]###-####;(###) ###-####", "000000000000000000",
		},
	}
	var numFmts strings.Builder
	var codes, expected []string
	var ids []int
	for kind, list := range want {
		for _, code := range list {
			id := 200 + len(ids)
			numFmts.WriteString(fmt.Sprintf(`<numFmt numFmtId="%d" formatCode="`, id))
			_ = xml.EscapeText(&numFmts, []byte(code))
			numFmts.WriteString(`"/>`)
			codes, expected, ids = append(codes, code), append(expected, kind), append(ids, id)
		}
	}
	for i, got := range flags(t, styled(t, "<numFmts>"+numFmts.String()+"</numFmts>", ids)) {
		if got != expected[i] {
			t.Errorf("%q shows %q, want %q", codes[i], got, expected[i])
		}
	}
}

// TestBuiltInFormats: the formats without a code are those of a Chinese
// Excel; a workbook may give a number another meaning.
func TestBuiltInFormats(t *testing.T) {
	dates := map[int]bool{}
	for _, span := range [][2]int{{14, 22}, {27, 36}, {45, 47}, {50, 58}} {
		for id := span[0]; id <= span[1]; id++ {
			dates[id] = true
		}
	}
	ids := make([]int, 82)
	for i := range ids {
		ids[i] = i
	}
	for id, got := range flags(t, styled(t, "", ids)) {
		want := ""
		switch {
		case id == 9 || id == 10:
			want = "%"
		case dates[id]:
			want = "date"
		}
		if got != want {
			t.Errorf("format %d shows %q, want %q", id, got, want)
		}
	}
	own := `<numFmts><numFmt numFmtId="14" formatCode="0"/><numFmt numFmtId="9" formatCode="yyyy"/></numFmts>`
	if got := flags(t, styled(t, own, []int{14, 9})); strings.Join(got, ",") != ",date" {
		t.Errorf("own meanings: %q", got)
	}
}

// TestDatesOfExcelize: what excelize writes as dates, from 1900 and from 1904,
// is read as the same days; an ISO date is one too.
func TestDatesOfExcelize(t *testing.T) {
	for _, from1904 := range []bool{false, true} {
		f := excelize.NewFile()
		if err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &from1904}); err != nil {
			t.Fatal(err)
		}
		style, err := f.NewStyle(&excelize.Style{NumFmt: 31})
		if err != nil {
			t.Fatal(err)
		}
		serial := 46083
		if from1904 {
			serial -= 1462
		}
		_ = f.SetCellValue("Sheet1", "A1", serial)
		_ = f.SetCellStyle("Sheet1", "A1", "A1", style)
		var buf bytes.Buffer
		if err := f.Write(&buf); err != nil {
			t.Fatal(err)
		}
		if got := moments(t, buf.Bytes()); got != "2026-03-02 " {
			t.Errorf("from 1904 %v: %q", from1904, got)
		}
	}
	iso := withRows(`<row r="1"><c r="A1" t="d"><v>2026-03-02T08:30:00</v></c><c r="B1"><v>46083</v></c><c r="C1" t="inlineStr"><is><t>2026-03-02</t></is></c></row>`)
	if got := moments(t, iso.zip(t)); got != "2026-03-02 08:30" {
		t.Errorf("ISO: %q", got)
	}
}

// moments are the dates of a workbook's first sheet, as they are shown.
func moments(t *testing.T, data []byte) string {
	t.Helper()
	w, err := xlsx.Open(data, xlsx.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	var info sheet.Info
	err = w.Read(0, func(i sheet.Info) error { info = i; return nil }, func(r sheet.Row) error {
		for _, c := range r.Cells {
			if !c.Date {
				continue
			}
			day, clock, ok := c.Moment(info.From1904)
			if !ok {
				t.Errorf("%+v is no moment", c)
			}
			list = append(list, day+" "+clock)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(list, ", ")
}
