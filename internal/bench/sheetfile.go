package main

import (
	"archive/zip"
	"fmt"
	"html"
	"io"
	"strconv"
	"strings"

	"credit/internal/demo/year"
	"credit/internal/points"
	"credit/internal/rubric"
	"credit/internal/sheet"
)

// sheetFile writes a workbook of one sheet in the form that Excel and WPS
// save: shared strings, styles, spans, a dimension. It streams, so that the
// big workload needs little memory.
type sheetFile struct {
	zip     *zip.Writer
	out     io.Writer
	rubric  *rubric.Rubric
	row     int
	strings map[string]int
	order   []string
	uses    int
	line    []byte
	err     error
}

var headers = []string{"县（市）区", "学校", "姓名", "证件类型", "身份证件号码", "资格证号", "岗位", "年度考核", "师德考核", "备注"}

const (
	xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	mainNS  = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	relNS   = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`
	packNS  = `http://schemas.openxmlformats.org/package/2006/`
	mime    = `application/vnd.openxmlformats-officedocument.spreadsheetml.`
)

// fixed are the parts that are the same in every workbook. Cell format 1 is a
// bordered text, 2 a percentage.
var fixed = [][2]string{
	{"[Content_Types].xml", `<Types xmlns="` + packNS + `content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="` + mime + `sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="` + mime + `worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="` + mime + `styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="` + mime + `sharedStrings+xml"/></Types>`},
	{"_rels/.rels", `<Relationships xmlns="` + packNS + `relationships"><Relationship Id="rId1" Type="` + relNS + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
	{"xl/workbook.xml", `<workbook ` + mainNS + ` xmlns:r="` + relNS + `"><sheets><sheet name="填报表" sheetId="1" r:id="rId1"/></sheets></workbook>`},
	{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="` + packNS + `relationships"><Relationship Id="rId1" Type="` + relNS + `/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="` + relNS + `/styles" Target="styles.xml"/><Relationship Id="rId3" Type="` + relNS + `/sharedStrings" Target="sharedStrings.xml"/></Relationships>`},
	{"xl/styles.xml", `<styleSheet ` + mainNS + `><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="10" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`},
}

func newSheetFile(w io.Writer, r *rubric.Rubric, people int) (*sheetFile, error) {
	f := &sheetFile{zip: zip.NewWriter(w), rubric: r, strings: map[string]int{}}
	for _, part := range fixed {
		f.part(part[0])
		f.write(xmlHead + part[1])
	}
	f.part("xl/worksheets/sheet1.xml")
	f.write(xmlHead + `<worksheet ` + mainNS + `><dimension ref="A1:` + sheet.CellName(people+1, f.width()) + `"/><sheetData>`)
	f.begin()
	for i, text := range headers {
		f.text(i+1, text)
	}
	for i := range r.Indicators {
		f.text(len(headers)+i+1, r.Indicators[i].Label())
	}
	f.end()
	return f, f.err
}

func (f *sheetFile) width() int { return len(headers) + len(f.rubric.Indicators) }

// person writes a row: rates as percentages, points as numbers, all else as
// text.
func (f *sheetFile) person(p *year.Person) {
	f.begin()
	for i, text := range []string{p.County, p.School, p.Name, p.Document, p.ID, p.Certificate, p.Post, p.Annual, p.Ethics, p.Remark} {
		f.text(i+1, text)
	}
	for i := range f.rubric.Indicators {
		column := len(headers) + i + 1
		switch f.rubric.Indicators[i].Kind {
		case rubric.Rate:
			d, _ := points.ParseDecimal(strings.TrimSuffix(p.Answers[i], "%"))
			f.number(column, 2, d.Shift(-2).String())
		case rubric.Number:
			f.number(column, 0, p.Answers[i])
		default:
			f.text(column, p.Answers[i])
		}
	}
	f.end()
}

func (f *sheetFile) begin() {
	f.row++
	f.line = fmt.Appendf(f.line[:0], `<row r="%d" spans="1:%d">`, f.row, f.width())
}

func (f *sheetFile) end() { f.write(string(append(f.line, "</row>"...))) }

func (f *sheetFile) text(column int, text string) {
	if text == "" {
		f.cell(column, 1, "/>", "", "")
		return
	}
	at, known := f.strings[text]
	if !known {
		at = len(f.order)
		f.strings[text] = at
		f.order = append(f.order, text)
	}
	f.uses++
	f.cell(column, 1, ` t="s"><v>`, strconv.Itoa(at), "</v></c>")
}

func (f *sheetFile) number(column, style int, value string) {
	f.cell(column, style, "><v>", value, "</v></c>")
}

func (f *sheetFile) cell(column, style int, open, value, end string) {
	f.line = append(f.line, `<c r="`+sheet.CellName(f.row, column)+`" s="`+strconv.Itoa(style)+`"`+open+value+end...)
}

func (f *sheetFile) part(name string) {
	if f.err == nil {
		f.out, f.err = f.zip.Create(name)
	}
}

func (f *sheetFile) write(text string) {
	if f.err == nil {
		_, f.err = io.WriteString(f.out, text)
	}
}

// close writes the shared strings and ends the file.
func (f *sheetFile) close() error {
	f.write("</sheetData></worksheet>")
	f.part("xl/sharedStrings.xml")
	f.write(fmt.Sprintf(`%s<sst %s count="%d" uniqueCount="%d">`, xmlHead, mainNS, f.uses, len(f.order)))
	for _, text := range f.order {
		f.write("<si><t>" + html.EscapeString(text) + "</t></si>")
	}
	f.write("</sst>")
	if f.err != nil {
		return f.err
	}
	return f.zip.Close()
}
