package xlsx_test

import (
	"encoding/xml"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"credit/internal/sheet"
	"credit/internal/xlsx"
)

// maker writes random rows in every way that programs have of writing a cell,
// and knows what they hold.
type maker struct {
	*rand.Rand
	rows  strings.Builder
	table strings.Builder
	texts map[string]int
	want  []sheet.Row
}

// formats are the number formats of goodParts by style index.
var percentStyles = []bool{false, true, true, false}

var madeTexts = []string{"是", "否", "张三", "第1学校", " 前后有空格 ", "a<b>&\"c'd", "第一行\n第二行", "😀", "x_x0041_y", "]]", "1", "=1+1", strings.Repeat("长", 300)}

// escaped is a text as a part holds it.
func (m *maker) escaped(text string) string {
	text = strings.ReplaceAll(text, "_x", "_x005F_x")
	if m.IntN(4) == 0 { // as openpyxl does without lxml
		var b strings.Builder
		for _, r := range text {
			fmt.Fprintf(&b, []string{"&#%d;", "&#x%X;"}[m.IntN(2)], r)
		}
		return b.String()
	}
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(text)); err != nil {
		panic(err)
	}
	return b.String()
}

// t is a t element, or a run of two for a table of texts.
func (m *maker) t(text string, runs bool) string {
	one := func(text string) string {
		return []string{"<t>", `<t xml:space="preserve">`}[m.IntN(2)] + m.escaped(text) + "</t>"
	}
	if all := []rune(text); runs && m.IntN(3) == 0 && !strings.Contains(text, "_") {
		at := m.IntN(len(all) + 1)
		return `<r><rPr><sz val="11"/><rFont val="宋体"/></rPr>` + one(string(all[:at])) + `</r><r>` + one(string(all[at:])) + `</r>`
	}
	return one(text)
}

// shared is the number of a text in the table.
func (m *maker) shared(text string) int {
	if _, known := m.texts[text]; !known {
		m.texts[text] = len(m.texts)
		m.table.WriteString("<si>" + m.t(text, true) + []string{"", `<phoneticPr fontId="1" type="noConversion"/>`}[m.IntN(2)] + "</si>")
	}
	return m.texts[text]
}

// cell writes one cell; ok is false for a blank one.
func (m *maker) cell(name string) (c sheet.Cell, ok bool) {
	style := m.IntN(len(percentStyles))
	attributes := fmt.Sprintf(` r="%s"`, name)
	if style > 0 || m.IntN(2) == 0 {
		attributes += fmt.Sprintf(` s="%d"`, style)
	}
	c.Percent = percentStyles[style]
	formula := ""
	if m.IntN(8) == 0 {
		c.Formula, formula = true, []string{`<f>A1</f>`, `<f aca="false">IF(A1&gt;"",1,"是")</f>`, `<f t="shared" si="0"/>`}[m.IntN(3)]
	}
	text := madeTexts[m.IntN(len(madeTexts))]
	content := ""
	switch m.IntN(8) {
	case 0, 1, 2:
		c.Kind, c.Text, c.Shared = sheet.Text, text, int32(m.shared(text))+1
		attributes, content = attributes+` t="s"`, fmt.Sprintf("<v>%d</v>", c.Shared-1)
	case 3:
		c.Kind, c.Text = sheet.Text, text
		attributes, content = attributes+` t="inlineStr"`, "<is>"+m.t(text, false)+"</is>"
	case 4:
		c.Kind, c.Text = sheet.Text, text
		attributes, content = attributes+` t="str"`, "<v>"+m.escaped(text)+"</v>"
	case 5:
		c.Kind, c.Text = sheet.Number, []string{"0", "0.935", "0.94999999999999996", "-1.5", "8.5000000000000006E-2", "2.30701199001011E+17", "1e3", strconv.Itoa(m.IntN(1000))}[m.IntN(8)]
		attributes, content = attributes+[]string{"", ` t="n"`}[m.IntN(2)], "<v>"+c.Text+"</v>"
	case 6:
		value := m.IntN(2)
		c.Kind, c.Text = sheet.Bool, []string{"FALSE", "TRUE"}[value]
		attributes, content = attributes+` t="b"`, fmt.Sprintf("<v>%d</v>", value)
	case 7:
		if formula == "" {
			m.rows.WriteString("<c" + attributes + []string{"/>", " />", "></c>"}[m.IntN(3)])
			return c, false
		}
		c.Kind, content = sheet.NoValue, []string{"", "<v></v>", "<v/>"}[m.IntN(3)]
	}
	m.rows.WriteString("<c" + attributes + ">" + formula + content + "</c>")
	return c, true
}

// row writes one row.
func (m *maker) row(number int) {
	row := sheet.Row{Number: number}
	attributes := fmt.Sprintf(` r="%d"`, number)
	for _, one := range []string{` spans="1:60"`, ` ht="18.75" customHeight="1"`, ` x14ac:dyDescent="0.2"`, ` collapsed="false"`, ` s="1" customFormat="1"`} {
		if m.IntN(4) == 0 {
			attributes += one
		}
	}
	if row.Hidden = m.IntN(6) == 0; row.Hidden {
		attributes += []string{` hidden="1"`, ` hidden="true"`}[m.IntN(2)]
	}
	m.rows.WriteString("<row" + attributes + ">")
	for column := 1 + m.IntN(3)/2; column < 60; column++ {
		if m.IntN(9) == 0 {
			column += m.IntN(20)
		}
		if c, ok := m.cell(sheet.CellName(number, column)); ok {
			c.Column = column
			row.Cells = append(row.Cells, c)
		}
	}
	m.rows.WriteString("</row>" + []string{"", "\n"}[m.IntN(2)])
	if len(row.Cells) > 0 {
		m.want = append(m.want, row)
	}
}

// TestMadeRowsReadAsTheyWereMade: whatever way of writing a cell, all of it is
// scanned, reads as it was meant, and as the strict reader and excelize read it.
func TestMadeRowsReadAsTheyWereMade(t *testing.T) {
	for seed := range uint64(80) {
		m := &maker{Rand: rand.New(rand.NewPCG(seed, 7)), texts: map[string]int{}}
		rows := 0
		for number := 1 + m.IntN(3); number < 40; number += 1 + m.IntN(5)/4 {
			m.row(number)
			rows++
		}
		p := withRows(m.rows.String())
		p["xl/sharedStrings.xml"] = tableXML(m.table.String())
		p["xl/workbook.xml"] = strings.ReplaceAll(p["xl/workbook.xml"], "填报表", "Sheet1")
		data := p.zip(t)
		r := readsAlike(t, data, xlsx.Options{})
		if r.Err != "" || !reflect.DeepEqual(r.Rows[0], m.want) {
			t.Fatalf("seed %d reads as\n%s\nwant\n%+v", seed, brief(r), m.want)
		}
		got, want := textsOf(r), excelizeCells(t, data)
		for name, text := range got {
			// excelize resolves escapes in shared texts alone
			if strings.ReplaceAll(want[name], "_x005F_", "_") != text {
				t.Errorf("seed %d, %s reads as %.100q, by excelize as %.100q", seed, name, text, want[name])
			}
		}
		if len(got) != len(want) {
			t.Errorf("seed %d: %d cells, excelize reads %d", seed, len(got), len(want))
		}
		stats := &xlsx.Stats{}
		readRows(t, data, xlsx.Options{Stats: stats})
		// a part longer than the buffer may leave one row in it to the strict reader
		if scanned, strict := stats.Rows(); scanned+strict != int64(rows) || strict > int64(len(m.rows.String())>>16) {
			t.Errorf("seed %d: of %d rows only %d were scanned", seed, rows, scanned)
		}
		if _, strict := stats.Texts(); strict > 0 {
			t.Errorf("seed %d: %d texts were not scanned", seed, strict)
		}
	}
}
