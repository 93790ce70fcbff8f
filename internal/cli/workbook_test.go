package cli_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"regexp"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"

	"credit/internal/rubric"
	embedded "credit/rubric"
)

// workbook OUT.xlsx SPEC.txt makes a submission from text, a line at a time:
//
//	sheet 填报表                   begin a sheet; the first may go without
//	title 2026 年度填报表          a row with one cell
//	header                         the canonical header row
//	header 县区|姓名|1..43|备注    another one: headers, runs of indicators, and
//	                               key=text for another text above a column
//	person 伊美区|松涛小学|张三|#1 3=92% 17=硕士
//	                               a practitioner with the best answer to
//	                               everything but what is named; #1 is a
//	                               made-up valid ID number
//	repeat 12 person …{n}…         the line twelve times, n from 1
//	row 合计||12                   a row as it stands
//	record #1|张三|荣誉表彰|…      a row of the sheet 信用信息
//	set D5 n:0.95                  one cell
//	merge A4:A6
//	hide sheet, hide row 5, hide column C
//	stamp template year=2026 …     the hidden sheet of a template
//
// A cell is text; n:0.95 a number, p:0.9496 a number shown as a percentage,
// b:TRUE, e:#N/A, f:A1 a formula without its result, f:A1=>5 with a number,
// f:A1=>"是" with a text; "…" a text with Go's escapes; nothing no cell.
// An ID number may be #1/spaced, /wide, /small, /number, /wrong, /short or
// /date; #X1 is one that ends with X; {#1} is one inside a text.
func workbookCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: workbook OUT.xlsx SPEC.txt")
	}
	maker := newWorkbookMaker(ts.Value(idsKey).(*idNumbers))
	for i, line := range strings.Split(ts.ReadFile(args[1]), "\n") {
		if err := maker.line(strings.TrimRight(line, "\r")); err != nil {
			ts.Fatalf("%s:%d: %v", args[1], i+1, err)
		}
	}
	data, err := maker.bytes()
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o644))
}

type workbookMaker struct {
	file   *excelize.File
	rubric *rubric.Rubric
	ids    *idNumbers
	sheet  string
	row    int
	keys   []string // of the columns, by the header row
	// cells that excelize would not write as they are, by the name of the
	// formula that stands in for them
	literal []string
	styles  map[int]int
	records int
}

func newWorkbookMaker(ids *idNumbers) *workbookMaker {
	r, err := rubric.Load("yichun-2024.yaml", embedded.Yichun2024)
	if err != nil {
		panic(err)
	}
	return &workbookMaker{file: excelize.NewFile(), rubric: r, ids: ids, styles: map[int]int{}}
}

const recordSheet = "信用信息"

func (m *workbookMaker) line(line string) error {
	word, rest, _ := strings.Cut(line, " ")
	if word == "" || strings.HasPrefix(word, "#") {
		return nil
	}
	if m.sheet == "" && word != "sheet" {
		if err := m.begin("填报表"); err != nil {
			return err
		}
	}
	switch word {
	case "sheet":
		return m.begin(m.ids.within(strings.Trim(rest, `"`)))
	case "title":
		return m.append([]string{rest})
	case "header":
		return m.header(rest)
	case "person":
		return m.person(rest)
	case "row":
		return m.append(strings.Split(rest, "|"))
	case "repeat":
		return m.repeat(rest)
	case "record":
		return m.record(rest)
	case "set":
		cell, text, _ := strings.Cut(rest, " ")
		return m.set(m.sheet, cell, text)
	case "merge":
		from, to, _ := strings.Cut(rest, ":")
		return m.file.MergeCell(m.sheet, from, to)
	case "hide":
		return m.hide(rest)
	case "stamp":
		return m.stamp(rest)
	}
	return fmt.Errorf("unknown word %q", word)
}

func (m *workbookMaker) begin(name string) error {
	if m.sheet == "" {
		m.sheet = name
		return m.file.SetSheetName("Sheet1", name)
	}
	m.sheet, m.row = name, 0
	_, err := m.file.NewSheet(name)
	return err
}

func (m *workbookMaker) append(cells []string) error {
	m.row++
	for i, text := range cells {
		cell, _ := excelize.CoordinatesToCellName(i+1, m.row)
		if err := m.set(m.sheet, cell, text); err != nil {
			return err
		}
	}
	return nil
}

const canonicalHeader = "县（市）区|学校|姓名|身份证件号码|1..44"

var indicatorRun = regexp.MustCompile(`^([0-9]+)\.\.([0-9]+)$`)

func (m *workbookMaker) header(text string) error {
	if text == "" {
		text = canonicalHeader
	}
	m.keys = nil
	var texts []string
	add := func(key, text string) { m.keys, texts = append(m.keys, key), append(texts, text) }
	for _, token := range strings.Split(text, "|") {
		if run := indicatorRun.FindStringSubmatch(token); run != nil {
			from, _ := strconv.Atoi(run[1])
			to, _ := strconv.Atoi(run[2])
			for n := from; n <= to; n++ {
				add(strconv.Itoa(n), m.rubric.Indicators[n-1].Label())
			}
			continue
		}
		if key, other, renamed := strings.Cut(token, "="); renamed {
			add(key, other)
			continue
		}
		add(token, token)
	}
	return m.append(texts)
}

var answerStart = regexp.MustCompile(` +([0-9]{1,2}|[\p{Han}（）]+)=`)

func (m *workbookMaker) person(text string) error {
	values := map[string]string{}
	for i := range m.rubric.Indicators {
		values[strconv.Itoa(i+1)] = bestAnswer(&m.rubric.Indicators[i])
	}
	identity := text
	if starts := answerStart.FindAllStringSubmatchIndex(text, -1); starts != nil {
		identity = text[:starts[0][0]]
		for i, at := range starts {
			end := len(text)
			if i+1 < len(starts) {
				end = starts[i+1][0]
			}
			values[text[at[2]:at[3]]] = text[at[1]:end]
		}
	}
	for i, part := range strings.Split(identity, "|") {
		values[[]string{"县（市）区", "学校", "姓名", "身份证件号码"}[i]] = part
	}
	cells := make([]string, len(m.keys))
	for i, key := range m.keys {
		cells[i] = values[key]
	}
	return m.append(cells)
}

func bestAnswer(n *rubric.Indicator) string {
	switch n.Kind {
	case rubric.Rate:
		return "100%"
	case rubric.Number:
		return "n:" + n.Range.Max.String()
	}
	best := 0
	for i := range n.Answers {
		if n.Answers[i].Points > n.Answers[best].Points {
			best = i
		}
	}
	return n.Answers[best].Text
}

func (m *workbookMaker) repeat(text string) error {
	count, line, _ := strings.Cut(text, " ")
	times, err := strconv.Atoi(count)
	if err != nil {
		return err
	}
	for n := 1; n <= times; n++ {
		if err := m.line(strings.ReplaceAll(line, "{n}", strconv.Itoa(n))); err != nil {
			return err
		}
	}
	return nil
}

func (m *workbookMaker) record(text string) error {
	if m.records == 0 {
		if _, err := m.file.NewSheet(recordSheet); err != nil {
			return err
		}
		head := []string{"身份证件号码", "姓名", "类别", "名称", "认定级别", "认定部门", "文号", "日期", "指标", "备注"}
		if err := m.file.SetSheetRow(recordSheet, "A1", &head); err != nil {
			return err
		}
	}
	m.records++
	for i, part := range strings.Split(text, "|") {
		cell, _ := excelize.CoordinatesToCellName(i+1, m.records+1)
		if err := m.set(recordSheet, cell, part); err != nil {
			return err
		}
	}
	return nil
}

func (m *workbookMaker) hide(text string) error {
	what, which, _ := strings.Cut(text, " ")
	switch what {
	case "sheet":
		if len(m.file.GetSheetList()) == 1 {
			if _, err := m.file.NewSheet("说明"); err != nil {
				return err
			}
		}
		m.file.SetActiveSheet((m.mustIndex(m.sheet) + 1) % len(m.file.GetSheetList()))
		return m.file.SetSheetVisible(m.sheet, false)
	case "row":
		row, err := strconv.Atoi(which)
		if err != nil {
			return err
		}
		return m.file.SetRowVisible(m.sheet, row, false)
	case "column":
		return m.file.SetColVisible(m.sheet, which, false)
	}
	return fmt.Errorf("cannot hide %q", what)
}

func (m *workbookMaker) mustIndex(name string) int {
	i, _ := m.file.GetSheetIndex(name)
	return i
}

// stamp writes the stamp of a template, as any version of the program may
// have written it.
func (m *workbookMaker) stamp(text string) error {
	words := strings.Fields(text)
	values := map[string]string{"kind": words[0], "rubric": m.rubric.ID, "edition": m.rubric.Edition, "sha256": m.rubric.SHA256, "version": "0.0.1"}
	for _, word := range words[1:] {
		key, value, _ := strings.Cut(word, "=")
		values[key] = value
	}
	const name = "_credit"
	if _, err := m.file.NewSheet(name); err != nil {
		return err
	}
	rows := [][2]string{{"credit-stamp", "1"}}
	for _, key := range []string{"kind", "rubric", "edition", "sha256", "year", "version"} {
		rows = append(rows, [2]string{key, values[key]})
	}
	for i, row := range rows {
		for column, text := range row {
			cell, _ := excelize.CoordinatesToCellName(column+1, i+1)
			if err := m.file.SetCellStr(name, cell, text); err != nil {
				return err
			}
		}
	}
	return m.file.SetSheetVisible(name, false, true)
}

// set writes one cell.
func (m *workbookMaker) set(sheet, cell, text string) error {
	kind, value, marked := strings.Cut(text, ":")
	switch {
	case text == "":
		return nil
	case strings.HasPrefix(text, "#"):
		number, isNumber := m.ids.read(text[1:])
		if isNumber {
			return m.setLiteral(sheet, cell, "", "<v>"+number+"</v>")
		}
		return m.file.SetCellStr(sheet, cell, number)
	case strings.HasPrefix(text, `"`):
		plain, err := strconv.Unquote(text)
		if err != nil {
			return fmt.Errorf("%s: %w", text, err)
		}
		return m.file.SetCellStr(sheet, cell, m.ids.within(plain))
	case marked && len(kind) == 1:
		return m.setKind(sheet, cell, kind, value)
	}
	return m.file.SetCellStr(sheet, cell, m.ids.within(text))
}

func (m *workbookMaker) setKind(sheet, cell, kind, value string) error {
	switch kind {
	case "n":
		return m.setLiteral(sheet, cell, "", "<v>"+value+"</v>")
	case "p", "d":
		style, err := m.format(map[string]int{"p": 9, "d": 14}[kind])
		if err != nil {
			return err
		}
		if err := m.file.SetCellStyle(sheet, cell, cell, style); err != nil {
			return err
		}
		return m.setLiteral(sheet, cell, "", "<v>"+value+"</v>")
	case "b":
		return m.setLiteral(sheet, cell, "b", "<v>"+map[string]string{"TRUE": "1", "FALSE": "0"}[value]+"</v>")
	case "e":
		return m.setLiteral(sheet, cell, "e", "<v>"+value+"</v>")
	case "f":
		formula, result, saved := strings.Cut(value, "=>")
		switch {
		case !saved:
			return m.setLiteral(sheet, cell, "", "<f>"+formula+"</f>")
		case strings.HasPrefix(result, `"`):
			return m.setLiteral(sheet, cell, "str", "<f>"+formula+"</f><v>"+strings.Trim(result, `"`)+"</v>")
		}
		return m.setLiteral(sheet, cell, "", "<f>"+formula+"</f><v>"+result+"</v>")
	}
	return fmt.Errorf("unknown kind of cell %q", kind)
}

// format is the style of a built-in number format.
func (m *workbookMaker) format(number int) (int, error) {
	if style, made := m.styles[number]; made {
		return style, nil
	}
	style, err := m.file.NewStyle(&excelize.Style{NumFmt: number})
	m.styles[number] = style
	return style, err
}

// setLiteral writes a cell whose XML is put in once excelize is done: it
// writes numbers its own way, and neither errors nor saved results.
func (m *workbookMaker) setLiteral(sheet, cell, kind, inner string) error {
	if kind != "" {
		kind = ` t="` + kind + `"`
	}
	m.literal = append(m.literal, kind+">"+inner)
	return m.file.SetCellFormula(sheet, cell, fmt.Sprintf("LITERAL%d", len(m.literal)-1))
}

var literalCell = regexp.MustCompile(`(<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?)[^>]*><f>LITERAL([0-9]+)</f>(?:<v></v>|<v/>)?</c>`)

func (m *workbookMaker) bytes() ([]byte, error) {
	var made bytes.Buffer
	if err := m.file.Write(&made); err != nil {
		return nil, err
	}
	return rewrite(made.Bytes(), func(name string, data []byte) ([]byte, bool) {
		if !strings.HasPrefix(name, "xl/worksheets/") {
			return data, true
		}
		return literalCell.ReplaceAllFunc(data, func(found []byte) []byte {
			parts := literalCell.FindSubmatch(found)
			n, _ := strconv.Atoi(string(parts[2]))
			return []byte(string(parts[1]) + m.literal[n] + "</c>")
		}), true
	})
}

// rewrite copies a zip archive through a function that changes a part's
// bytes, or drops it.
func rewrite(data []byte, change func(name string, data []byte) ([]byte, bool)) ([]byte, error) {
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, part := range in.File {
		reader, err := part.Open()
		if err != nil {
			return nil, err
		}
		content, err := io.ReadAll(reader)
		if err != nil {
			return nil, err
		}
		content, kept := change(part.Name, content)
		if !kept {
			continue
		}
		to, err := w.Create(part.Name)
		if err != nil {
			return nil, err
		}
		if _, err := to.Write(content); err != nil {
			return nil, err
		}
	}
	err = w.Close()
	return out.Bytes(), err
}
