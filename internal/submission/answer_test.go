package submission_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"credit/internal/finding"
	"credit/internal/rubric"
	"credit/internal/rubric/rubrictest"
	"credit/internal/sheet"
	"credit/internal/sheet/sheettest"
	"credit/internal/submission"
)

// answerCase is one answer cell: the indicators it is written to, the cell,
// and what must come of it: "" stands without a finding; a code of a warning
// stands; a code of an error holds the practitioner back. means is what it
// then means, where it stands.
type answerCase struct {
	indicators []int
	cell       string
	code       finding.Code
	means      string
}

var (
	yesNo  = []int{1, 6, 20, 42}
	rates  = []int{3, 38}
	awards = []int{43, 44}
	every  = []int{1, 3, 17, 18, 19, 31, 35, 38, 43, 44}
)

var answerCases = []answerCase{
	// What holds for every indicator.
	{every, ``, finding.MissingAnswer, ""},
	{every, `""`, finding.MissingAnswer, ""},
	{every, `"   "`, finding.MissingAnswer, ""},
	{every, `"\u3000\u00a0\u200b\ufeff\t\n"`, finding.MissingAnswer, ""},
	{every, `=""`, finding.MissingAnswer, ""},
	{every, `不适用`, finding.NotApplicable, ""},
	{every, `" 不 适 用 "`, finding.NotApplicable, ""},
	{every, `?`, finding.FormulaWithoutValue, ""},
	{every, `!#N/A`, finding.CellError, ""},
	{every, `=!#REF!`, finding.CellError, ""},
	{every, `!#DIV/0!`, finding.CellError, ""},
	{every, `/`, finding.UnknownAnswer, ""},
	{every, `—`, finding.UnknownAnswer, ""},
	{every, `N/A`, finding.UnknownAnswer, ""},
	{every, `基本符合`, finding.UnknownAnswer, ""},
	{every, `是 否`, finding.UnknownAnswer, ""},
	{every, `是/否`, finding.UnknownAnswer, ""},
	{every, `{value}`, finding.UnknownAnswer, ""},
	{every, `230717199001010018`, "", ""}, // the code depends on the kind: below

	{yesNo, `是`, "", "是"}, {yesNo, `=是`, "", "是"}, {yesNo, `"是\n"`, "", "是"}, {yesNo, `!TRUE`, "", "是"}, {yesNo, `=!TRUE`, "", "是"},
	{yesNo, `#1`, "", "是"}, {yesNo, `#1.0`, "", "是"}, {yesNo, `=#1`, "", "是"}, {yesNo, `#1%`, "", "是"}, {yesNo, `"1.0"`, "", "是"}, {yesNo, `#0.99999999999999989`, "", "是"},
	{yesNo, `#0`, "", "否"}, {yesNo, `!FALSE`, "", "否"}, {yesNo, `X`, finding.UnknownAnswer, ""}, {yesNo, `✘`, finding.UnknownAnswer, ""},
	{yesNo, `#2`, finding.UnknownAnswer, ""}, {yesNo, `#-1`, finding.UnknownAnswer, ""}, {yesNo, `#0.5`, finding.UnknownAnswer, ""}, {yesNo, `100%`, finding.UnknownAnswer, ""},
	{yesNo, `有`, finding.UnknownAnswer, ""}, {yesNo, `无`, finding.UnknownAnswer, ""}, {yesNo, `是的`, finding.UnknownAnswer, ""}, {yesNo, `是（`, finding.UnknownAnswer, ""},
	{yesNo, `是。`, finding.UnknownAnswer, ""}, {yesNo, `不是`, finding.UnknownAnswer, ""}, {yesNo, `是、否`, finding.UnknownAnswer, ""}, {yesNo, `未获奖`, finding.UnknownAnswer, ""},
	{yesNo, `ok`, finding.UnknownAnswer, ""}, {yesNo, `T`, finding.UnknownAnswer, ""}, {yesNo, `是（不符合）`, finding.UnknownAnswer, ""}, {yesNo, `#230717199001010018`, finding.UnknownAnswer, ""},

	// Rates.
	{rates, `95%`, "", "0.95"}, {rates, `９５％`, "", "0.95"}, {rates, `"95 %"`, "", "0.95"}, {rates, `#0.95%`, "", "0.95"}, {rates, `#9.5E-1%`, "", "0.95"},
	{rates, `#0.94999999999999996%`, "", "0.95"}, {rates, `#95`, "", "0.95"}, {rates, `"95"`, "", "0.95"}, {rates, `=#95`, "", "0.95"}, {rates, `#9.5E1`, "", "0.95"},
	{rates, `#100`, "", "1"}, {rates, `100%`, "", "1"}, {rates, `#1%`, "", "1"}, {rates, `100.00%`, "", "1"}, {rates, `"1%"`, finding.TinyRate, "0.01"}, {rates, `0.5%`, finding.TinyRate, "0.005"},
	{rates, `#0.0095%`, finding.TinyRate, "0.0095"}, {rates, `#0.01%`, finding.TinyRate, "0.01"}, {rates, `1.0001%`, "", "0.010001"}, {rates, `#0.010001%`, "", "0.010001"},
	{rates, `#0`, "", "0"}, {rates, `"0"`, "", "0"}, {rates, `#0%`, "", "0"}, {rates, `0%`, "", "0"}, {rates, `"-0"`, "", "0"}, {rates, `#1.0001`, "", "0.010001"},
	{rates, `#0.95`, finding.FractionRate, "0.95"}, {rates, `"0.95"`, finding.FractionRate, "0.95"}, {rates, `#9.5E-1`, finding.FractionRate, "0.95"},
	{rates, `#0.0001`, finding.FractionRate, "0.0001"}, {rates, `"0.999999"`, finding.FractionRate, "0.999999"}, {rates, `０.９６`, finding.FractionRate, "0.96"},
	{rates, `#1`, finding.AmbiguousRate, ""}, {rates, `"1"`, finding.AmbiguousRate, ""}, {rates, `"1.00"`, finding.AmbiguousRate, ""}, {rates, `#1.0000000000000002`, finding.AmbiguousRate, ""},
	{rates, `１`, finding.AmbiguousRate, ""}, {rates, `=#1`, finding.AmbiguousRate, ""},
	{rates, `#100.0001`, finding.OutOfRange, ""}, {rates, `"100.0001"`, finding.OutOfRange, ""}, {rates, `100.0001%`, finding.OutOfRange, ""}, {rates, `#1.000001%`, finding.OutOfRange, ""},
	{rates, `#96.5%`, finding.OutOfRange, ""}, {rates, `#-1`, finding.OutOfRange, ""}, {rates, `"-1"`, finding.OutOfRange, ""}, {rates, `-5%`, finding.OutOfRange, ""},
	{rates, `#-0.05%`, finding.OutOfRange, ""}, {rates, `#-0.5`, finding.OutOfRange, ""}, {rates, `#2.30717199001011E+17`, finding.OutOfRange, ""}, {rates, `120%`, finding.OutOfRange, ""},
	{rates, `95.5.5`, finding.UnknownAnswer, ""}, {rates, `九十五`, finding.UnknownAnswer, ""}, {rates, `九十五%`, finding.UnknownAnswer, ""}, {rates, `百分之九十五`, finding.UnknownAnswer, ""},
	{rates, `%`, finding.UnknownAnswer, ""}, {rates, `95%%`, finding.UnknownAnswer, ""}, {rates, `%95`, finding.UnknownAnswer, ""}, {rates, `95,5`, finding.UnknownAnswer, ""},
	{rates, `95%左右`, finding.UnknownAnswer, ""}, {rates, `19/20`, finding.UnknownAnswer, ""}, {rates, `≥95%`, finding.UnknownAnswer, ""}, {rates, `是`, finding.UnknownAnswer, ""},
	{rates, `!TRUE`, finding.UnknownAnswer, ""}, {rates, `95‰`, finding.UnknownAnswer, ""},

	// 17, 18, 19, 35: near misses.
	{[]int{17}, `本科以下`, finding.UnknownAnswer, ""}, {[]int{17}, `研究生`, finding.UnknownAnswer, ""}, {[]int{17}, `#1`, finding.UnknownAnswer, ""}, {[]int{17}, `初中`, finding.UnknownAnswer, ""},
	{[]int{17}, `大 专`, "", "本科及以下"}, {[]int{17}, `博士研究生`, "", "博士"}, {[]int{17}, `硕士`, "", "硕士"}, {[]int{17}, `是`, finding.UnknownAnswer, ""},
	{[]int{18}, `优`, finding.UnknownAnswer, ""}, {[]int{18}, `合格`, finding.UnknownAnswer, ""}, {[]int{18}, `中`, finding.UnknownAnswer, ""}, {[]int{18}, `优秀`, "", "优秀"}, {[]int{18}, `差`, "", "差"},
	{[]int{19}, `是`, "", "有"}, {[]int{19}, `否`, "", "无"}, {[]int{19}, `骨干教师`, finding.UnknownAnswer, ""}, {[]int{19}, `√`, finding.UnknownAnswer, ""}, {[]int{19}, `#1`, finding.UnknownAnswer, ""}, {[]int{19}, `!TRUE`, finding.UnknownAnswer, ""},
	{[]int{35}, `一项或多项`, "", "获奖"}, {[]int{35}, `有`, "", "获奖"}, {[]int{35}, `无`, "", "未获奖"}, {[]int{35}, `否`, "", "未获奖"}, {[]int{35}, `一项`, finding.UnknownAnswer, ""}, {[]int{35}, `一等奖`, finding.UnknownAnswer, ""}, {[]int{35}, `#1`, finding.UnknownAnswer, ""},

	// 31.
	{[]int{31}, `#4.25`, "", "4.25"}, {[]int{31}, `#4.2500000000000000`, "", "4.25"}, {[]int{31}, `#4.2499999999999996`, "", "4.25"}, {[]int{31}, `"5"`, "", "5"}, {[]int{31}, `#0`, "", "0"}, {[]int{31}, `４.５`, "", "4.5"}, {[]int{31}, `=#3`, "", "3"},
	{[]int{31}, `#5.01`, finding.OutOfRange, ""}, {[]int{31}, `#5.0000001`, finding.OutOfRange, ""}, {[]int{31}, `#-0.01`, finding.OutOfRange, ""}, {[]int{31}, `#85`, finding.OutOfRange, ""}, {[]int{31}, `"6"`, finding.OutOfRange, ""}, {[]int{31}, `#1E300`, finding.OutOfRange, ""},
	{[]int{31}, `#4.125`, finding.TooPrecise, ""}, {[]int{31}, `"4.001"`, finding.TooPrecise, ""}, {[]int{31}, `#0.00000001`, finding.TooPrecise, ""}, {[]int{31}, `#3.33333333333333`, finding.TooPrecise, ""},
	{[]int{31}, `5分`, finding.UnknownAnswer, ""}, {[]int{31}, `五`, finding.UnknownAnswer, ""}, {[]int{31}, `是`, finding.UnknownAnswer, ""}, {[]int{31}, `!TRUE`, finding.UnknownAnswer, ""}, {[]int{31}, `4/5`, finding.UnknownAnswer, ""}, {[]int{31}, `1.2.3`, finding.UnknownAnswer, ""},

	// 43, 44: several awards.
	{awards, `一等奖`, "", "一等奖"}, {awards, `无`, "", "无"}, {awards, `没有`, "", "无"}, {awards, `"一等奖、"`, "", "一等奖"}, {awards, `"\n二等奖\n"`, "", "二等奖"},
	{awards, `二等奖、一等奖`, finding.SeveralAwards, "一等奖"}, {awards, `二等奖,三等奖`, finding.SeveralAwards, "二等奖"}, {awards, `二等奖，三等奖`, finding.SeveralAwards, "二等奖"},
	{awards, `三等奖;参与奖`, finding.SeveralAwards, "三等奖"}, {awards, `三等奖；参与奖`, finding.SeveralAwards, "三等奖"}, {awards, `无/参与奖`, finding.SeveralAwards, "参与奖"},
	{awards, `"参与奖\n二等奖"`, finding.SeveralAwards, "二等奖"}, {awards, `"参与奖\r\n二等奖"`, finding.SeveralAwards, "二等奖"}, {awards, `二等奖、二等奖`, finding.SeveralAwards, "二等奖"},
	{awards, `特等奖`, finding.UnknownAnswer, ""}, {awards, `一等奖、特等奖`, finding.UnknownAnswer, ""}, {awards, `一等奖二等奖`, finding.UnknownAnswer, ""}, {awards, `一等奖 二等奖`, finding.UnknownAnswer, ""},
	{awards, `一等奖、不适用`, finding.UnknownAnswer, ""}, {awards, `、`, finding.UnknownAnswer, ""}, {awards, `是`, finding.UnknownAnswer, ""}, {awards, `一等奖（省级）`, finding.UnknownAnswer, ""}, {awards, `#1`, finding.UnknownAnswer, ""}, {awards, `省级一等奖`, finding.UnknownAnswer, ""},
}

// pasted is the code of an ID number pasted into an answer: it is a number
// beyond the range where numbers stand, else no answer at all.
func pasted(n *rubric.Indicator) finding.Code {
	if n.Kind == rubric.Choice {
		return finding.UnknownAnswer
	}
	return finding.OutOfRange
}

// Every form of every answer means what the contract says, every near miss
// gets the contract's finding at its own cell, and no cell gets two errors.
func TestEveryAnswerAndNearMissAsTheContractHasIt(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	type probe struct {
		number int
		answerCase
	}
	var probes []probe
	var people []map[string]string
	for _, c := range answerCases {
		for _, number := range c.indicators {
			if strings.HasPrefix(c.cell, "2307") {
				c.code = pasted(&r.Indicators[number-1])
			}
			probes = append(probes, probe{number, c})
			people = append(people, teacher(r, len(people), person{r.Indicators[number-1].Label(): c.cell}))
		}
	}
	o := read(t, r, sheettest.Book{sheetOf(columns(r), people...)})
	if len(o.entries) != len(probes) {
		t.Fatalf("%d of %d practitioners", len(o.entries), len(probes))
	}
	for i, p := range probes {
		t.Run(fmt.Sprintf("%d %s", p.number, p.cell), func(t *testing.T) {
			e, n := o.entries[i], &r.Indicators[p.number-1]
			if e.Place.Row != i+2 {
				t.Fatalf("row %d, want %d", e.Place.Row, i+2)
			}
			answer := e.Answers[p.number-1]
			if p.code == "" {
				same(t, "findings", e.codes(), nil)
			} else {
				same(t, "findings", e.codes(), texts(string(p.code)))
				f := e.Findings[0]
				want := sheet.CellName(i+2, 4+p.number)
				if f.Place.Cell() != want || f.Indicator != p.number || f.Name != "张三" || f.Place.Sheet != "填报表" {
					t.Errorf("at %s %s, indicator %d, name %q; want %s", f.Place.Sheet, f.Place.Cell(), f.Indicator, f.Name, want)
				}
				if !strings.Contains(f.Message(), n.Name) && f.Code != finding.CellError && f.Code != finding.FormulaWithoutValue {
					t.Errorf("the message does not name the indicator: %s", f.Message())
				}
			}
			isError := p.code != "" && finding.Find(p.code).Severity == finding.Error
			if (len(e.held) > 0) != isError || answer.Stands == isError {
				t.Fatalf("held %q, stands %v", e.held, answer.Stands)
			}
			if !isError && p.means != "" {
				if got := meaning(n, e, p.number); got != p.means {
					t.Errorf("means %s, want %s", got, p.means)
				}
			}
		})
	}
}

func meaning(n *rubric.Indicator, e entry, number int) string {
	a := e.Answers[number-1]
	switch n.Kind {
	case rubric.Rate:
		return a.Rate.String()
	case rubric.Number:
		return a.Number.String()
	}
	return n.Answers[a.Choice].Text
}

// A hint to 6, 10 and 28 quotes the 评分说明, which the title belies
// (reading 11), and every hint names what may be written.
func TestHintsNameWhatMayBeWritten(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	for i := range r.Indicators {
		n := &r.Indicators[i]
		e := one(t, r, nil, person{n.Label(): "（空）"})
		hint := e.Findings[0].Hint()
		for _, a := range n.Answers {
			if !strings.Contains(hint, a.Text) {
				t.Errorf("%d: %q does not name %s", n.Number, hint, a.Text)
			}
		}
		belied := slices.Contains([]int{6, 10, 28}, n.Number)
		if strings.Contains(hint, strings.TrimRight(n.Statement, "。")) != belied {
			t.Errorf("%d: %q", n.Number, hint)
		}
	}
}

// Two wrong answers are two findings, each at its own cell; all are reported
// at once, in the order of the columns.
func TestAllFindingsOfARowAreReportedAtOnceByColumn(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	e := one(t, r, nil, person{
		"县（市）区": "", "身份证件号码": "230717", labels(r)[43]: "特等奖", labels(r)[0]: "", labels(r)[30]: "#7", labels(r)[2]: "#0.96",
	})
	same(t, "findings", e.codes(), texts("missing-identity", "bad-id", "missing-answer", "fraction-rate", "out-of-range", "unknown-answer"))
	same(t, "held", codeTexts(e.held), texts("bad-id", "missing-answer", "missing-identity", "out-of-range", "unknown-answer"))
}

func codeTexts(codes []finding.Code) []string {
	var list []string
	for _, code := range codes {
		list = append(list, string(code))
	}
	return list
}

// FuzzAnswer: whatever stands in an answer cell, it either stands and means
// something within the rubric, or it raises one error; nothing panics, and a
// finding's words are whole.
func FuzzAnswer(f *testing.F) {
	r := rubrictest.Load(f)
	for _, c := range answerCases {
		cell := sheettest.Cell(c.cell)
		f.Add(c.indicators[0], uint8(cell.Kind), cell.Text, cell.Percent)
	}
	f.Fuzz(func(t *testing.T, number int, kind uint8, text string, percent bool) {
		if number < 1 || number > 44 || sheet.Kind(kind) > sheet.NoValue || !utf8.ValidString(text) {
			t.Skip()
		}
		cell := sheet.Cell{Column: 4 + number, Kind: sheet.Kind(kind), Text: text, Percent: percent}
		s := sheetOf(columns(r), teacher(r, 1))
		cells := s.Rows[1].Cells
		cells[4+number-1] = cell
		if cell.Kind == sheet.Blank {
			s.Rows[1].Cells = slices.Delete(cells, 4+number-1, 4+number)
		}
		e := readRaw(t, r, sheettest.Book{s}, submission.File{Name: "某校.xlsx"}).entries[0]
		errors := finding.ErrorCodes(e.Findings)
		a, n := e.Answers[number-1], &r.Indicators[number-1]
		if len(e.Findings) > 1 || a.Stands != (len(errors) == 0) {
			t.Fatalf("stands %v with %q", a.Stands, e.codes())
		}
		if !a.Stands {
			return
		}
		if earned, _ := a.Earns(n); earned < 0 || earned > n.Points {
			t.Fatalf("earns %s of %s", earned, n.Points)
		}
	})
}
