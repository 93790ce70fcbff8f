package template

import (
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"credit/internal/finding"
	"credit/internal/fold"
	"credit/internal/points"
	"credit/internal/practitioner"
	"credit/internal/result"
	"credit/internal/rubric"
	"credit/internal/rubric/rubrictest"
	embedded "credit/rubric"
)

// otherRubric is a rubric with other sections, points, floors, grades, bands
// and answers, some of them awkward.
func otherRubric(t testing.TB) *rubric.Rubric {
	t.Helper()
	text := strings.NewReplacer(
		"思想素质", `思想"品德"`, "name: 学历要求", "name: 学历，等级",
		"{grade: A,", "{grade: 甲,", "{grade: E,", "{grade: 末等,", "grade: E\n", "grade: 末等\n", "[D, E]", "[D, 末等]",
		"from: 95,", "from: 94.37,", "below: 95,", "below: 94.37,", "below: 20\n", "below: 30.83\n", "below: 15\n", "below: 28.5\n",
		"{from: 95%, points: 2}", "{from: 33.33333333333333333%, points: 2}", "below: 95%", "below: 33.33333333333333333%",
		"{from: 85%,", "{from: 12.5%,", "{below: 85%,", "{below: 12.5%,", "{from: 90%,", "{from: 0.85%,", "{below: 90%,", "{below: 0.85%,",
		"{answer: 优秀}", "{answer: A=（优秀）, also: [优, ≥90, 1.0]}", "优秀: 3", "A=（优秀）: 3", "{answer: 差}", `{answer: "差|坏", also: ["3", "a b"]}`, "差: 0", `"差|坏": 0.07`,
		"range: {min: 0, max: 5, decimals: 2}", "range: {min: 0.5, max: 5, decimals: 1}",
		"一等奖: 5, 二等奖: 3", "一等奖: 5, 二等奖: 3.33",
		"{answer: 三等奖}", `{answer: 三等奖, also: [等奖, 三等, "三等、四等奖", "A/B", "a", b, 三等奖（省级）, "7", "8.0"]}`,
	).Replace(string(embedded.Yichun2024))
	// Pairs of neighbours whose points add up to 4 as before.
	for i, first := range map[int]points.Points{1: 137, 4: 190, 7: 170, 11: 110, 13: 193, 20: 60, 22: 223, 24: 29} {
		for number, earned := range map[int]points.Points{i: first, i + 1: 400 - first} {
			at := fmt.Sprintf("附件第 %d 项\n            kind: choice\n            answers: 是否\n            points: ", number)
			text = strings.Replace(text, at+"{是: 2, 否: 0}", fmt.Sprintf("%s{是: %s, 否: 0.1}", at, earned), 1)
		}
	}
	r, err := rubric.Load("other.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// kindergarten is the rubric that ships with the overlay of the first county.
func kindergarten(t testing.TB) *rubric.Rubric {
	t.Helper()
	text, err := os.ReadFile("../../testdata/rubric/kindergarten.yaml")
	if err != nil {
		t.Fatal(err)
	}
	r, err := rubrictest.Load(t).Lay("kindergarten.yaml", text)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// otherOverlaid is the other rubric with rules of a county in which 不适用 is
// an answer of every kind, and comes to something else by post.
func otherOverlaid(t testing.TB) *rubric.Rubric {
	t.Helper()
	r, err := otherRubric(t).Lay("own.yaml", []byte(`
rubric: yichun-2024
id: own
edition: "2026"
county: 伊美区
title: 细则
document: 伊美〔2026〕1号
issuers: [伊美区教育局]
issued: "2026-01-01"
effective: "2026-01-01"
not_applicable:
  - {clause: 第一条, indicators: [3, 18, 31, 43], posts: [门卫, 保育员（大班）, Staff A, "护士 B"], earns: zero}
  - {clause: 第二条, indicators: [2, 3, 31], posts: [幼儿园教师, 7], earns: prorated}
  - {clause: 第三条, indicators: [17, 44], posts: [保育员（大班）, 幼儿园教师], earns: full}
  - {clause: 第四条, indicators: [4, 38], schools: [幼儿, Nursery], earns: prorated}
  - {clause: 第五条, indicators: [28], schools: [一幼], posts: [门卫, 任课教师], earns: zero}
`))
	if err != nil {
		t.Fatal(err)
	}
	return r.For(0)
}

// eachRubric runs a test with the rubric that ships and with another one, and
// with the rules of a county laid over each.
func eachRubric(t *testing.T, test func(*testing.T, *rubric.Rubric)) {
	t.Parallel()
	for name, r := range map[string]*rubric.Rubric{"shipped": rubrictest.Load(t), "other": otherRubric(t), "kindergarten": kindergarten(t).For(0), "other overlaid": otherOverlaid(t)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, r)
		})
	}
}

// What the preview shows is what the program gives, whatever is typed:
// computed by excelize.
func TestThePreviewEqualsTheScore(t *testing.T) {
	eachRubric(t, func(t *testing.T, r *rubric.Rubric) {
		b, d := newTestBook(t, r), &draw{Rand: rand.New(rand.NewPCG(1, 2)), rubric: r, plain: true}
		rows := map[int]typedRow{}
		for _, row := range d.rows(50) {
			rows[b.add(row.cells)] = row
		}
		b.compare(rows, judge(t, r, b.bytes()), b.computed)
	})
}

// The same through LibreOffice, which computes the workbooks anew and saves
// them; the program then reads what LibreOffice saved.
func TestThePreviewEqualsTheScoreInLibreOffice(t *testing.T) {
	t.Parallel()
	type filled struct {
		*testBook
		rows  map[int]typedRow
		empty int
	}
	var books []filled
	var files [][]byte
	for _, r := range []*rubric.Rubric{rubrictest.Load(t), otherRubric(t), kindergarten(t).For(0), otherOverlaid(t)} {
		b, d := newTestBook(t, r), &draw{Rand: rand.New(rand.NewPCG(3, 4)), rubric: r}
		rows := map[int]typedRow{}
		for _, row := range d.rows(50) {
			rows[b.add(row.cells)] = row
		}
		books = append(books, filled{b, rows, b.add(nil)})
		files = append(files, b.bytes())
	}
	for i, data := range throughLibreOffice(t, files...) {
		b := books[i]
		saved := b.saved(data)
		b.compare(b.rows, judge(t, b.rubric, data), func(row int) shown { return saved[row] })
		if got := saved[b.empty]; strings.Join(got, "") != "" {
			t.Errorf("an empty row shows %q", got)
		}
	}
}

// compare holds what is shown in each row against the program's verdict.
func (b *testBook) compare(rows map[int]typedRow, verdicts map[int]*verdict, computed func(int) shown) {
	b.t.Helper()
	graded, seen := 0, map[string]bool{}
	for row, typed := range rows {
		s, v := computed(row), verdicts[row]
		if s == nil {
			s = make(shown, len(b.preview.parts))
		}
		if v == nil { // no practitioner at all
			if grade := b.at(s, b.preview.grade); grade != "" {
				b.t.Errorf("row %d, which is skipped, shows grade %s: %v", row, grade, typed.cells)
			}
			continue
		}
		cautious := b.compareAnswers(row, typed, s, v)
		b.compareResult(row, s, v, cautious)
		if v.result != nil {
			graded++
			seen[b.at(s, b.preview.grade)] = true
			seen[b.at(s, b.preview.directNote)] = true
		}
		if b.t.Failed() {
			b.t.Fatalf("row %d: %v\nshown %q\nfindings %v", row, typed.cells, s, v.codes)
		}
	}
	if want := len(b.rubric.Grades) + 2; graded < len(rows)/6 || graded == len(rows) || len(seen) < want {
		b.t.Errorf("%d of %d people graded, %d different outcomes of %d: the draw is no good", graded, len(rows), len(seen), want)
	}
}

// compareAnswers holds the points of each answer; it reports whether the
// preview was more cautious than the program somewhere.
func (b *testBook) compareAnswers(row int, typed typedRow, s shown, v *verdict) (cautious bool) {
	b.t.Helper()
	for i, answer := range v.answers {
		n, got := &b.rubric.Indicators[i], b.at(s, b.preview.points+i)
		want := wrongMark
		if answer.Stands {
			earned, _ := answer.Earns(n)
			want = earned.String()
		} else if text, isText := typed.cells[firstAnswer+i].(string); typed.cells[firstAnswer+i] == nil || isText && fold.IsBlank(text) {
			want = ""
		}
		switch {
		case got == want:
		case typed.cautious[firstAnswer+i] && got == wrongMark:
			cautious = true
		case typed.cautious[postColumn] && answer.NotApplicable != nil && got == wrongMark:
			cautious = true
		default:
			b.t.Errorf("row %d, %s: %q shows %q, the program gives %q", row, n.Label(), typed.cells[firstAnswer+i], got, want)
		}
		cautious = cautious || typed.cautious[firstAnswer+i]
	}
	return cautious
}

// compareResult holds the counts, the sections, the total and the grade.
func (b *testBook) compareResult(row int, s shown, v *verdict, cautious bool) {
	b.t.Helper()
	p := b.preview
	same := func(what string, column int, want string) {
		b.t.Helper()
		if got := b.at(s, column); got != want {
			b.t.Errorf("row %d: %s %q, want %q", row, what, got, want)
		}
	}
	if !cautious {
		same("missing", p.missing, strconv.Itoa(v.missing))
		same("faulty", p.faulty, strconv.Itoa(v.faulty))
	}
	if b.at(s, p.grade) == "" && (v.result == nil || cautious) {
		return
	}
	if v.result == nil {
		b.t.Errorf("row %d shows grade %s and is held", row, b.at(s, p.grade))
		return
	}
	for i, column := range p.sections {
		same("section", column, v.result.Sections[i].String())
	}
	same("total", p.total, v.result.Total.String())
	if isRuled(v.result) {
		same("grade", p.grade, byOwnRules)
		same("direct", p.directNote, byOwnRules)
		return
	}
	same("grade", p.grade, v.result.Grade)
	same("direct", p.directNote, strings.Join(v.result.DirectNames(b.rubric), nameMark))
}

// isRuled reports a result in which something that does not apply earns
// anything.
func isRuled(res *result.Result) bool {
	return res.Adjusted != nil && slices.ContainsFunc(res.Adjusted.NotApplicable, func(rule *rubric.NotApplicable) bool {
		return rule != nil && rule.Earns != rubric.EarnsZero
	})
}

// What the file saves with the formulas is what they come to, for people who
// were filled in beforehand and for an empty row.
func TestTheSavedValuesAreWhatTheFormulasGive(t *testing.T) {
	eachRubric(t, func(t *testing.T, r *rubric.Rubric) {
		b, d := newTestBook(t, r), &draw{Rand: rand.New(rand.NewPCG(5, 6)), rubric: r, plain: true}
		people := []Person{{}, {Practitioner: practitioner.Practitioner{County: "伊美区", School: "第一中学"}}}
		for range 50 {
			people = append(people, d.person())
		}
		grades := 0
		for _, who := range people {
			row := b.add(b.cellsOf(who))
			got := b.computed(row)
			for i, value := range b.preview.values(row, 1, who) {
				if want := savedText(value); got[i] != want {
					t.Fatalf("%s: %q is saved, the formula gives %q: %+v", b.preview.parts[i].column.Header, want, got[i], who)
				}
			}
			if b.at(got, b.preview.grade) != "" {
				grades++
			}
		}
		if grades == 0 {
			t.Error("nobody had a grade: the draw is no good")
		}
	})
}

// person is somebody with some answers carried over, or all.
func (d *draw) person() Person {
	rows := d.rows(1)
	row := one(d, rows[0], one(d, rows...))
	text := func(column int) string {
		if text, isText := row.cells[column].(string); isText {
			return strings.Trim(text, " \n\u3000\u00a0")
		}
		return ""
	}
	who := Person{Answers: map[int]string{}}
	who.County, who.School, who.Name, who.Document = text(countyColumn), text(schoolColumn), text(nameColumn), text(documentColumn)
	who.ID, who.Post = practitioner.NewID(text(idColumn)), text(postColumn)
	few := d.IntN(2) == 0
	for i := range d.rubric.Indicators {
		switch value := row.cells[firstAnswer+i].(type) {
		case string:
			who.Answers[i] = value
		case float64:
			rate, _ := points.ParseDecimal(strconv.FormatFloat(value, 'f', -1, 64))
			if who.Answers[i] = rate.Percent(); d.rubric.Indicators[i].Kind != rubric.Rate {
				who.Answers[i] = rate.String()
			}
		}
		if few && !d.rubric.Indicators[i].Lasting {
			delete(who.Answers, i)
		}
	}
	return who
}

// cellsOf are the cells of somebody as the template fills them in.
func (b *testBook) cellsOf(who Person) map[int]any {
	cells := map[int]any{
		countyColumn: who.County, schoolColumn: who.School, nameColumn: who.Name, idColumn: who.ID.Reveal(), documentColumn: who.Document,
		postColumn: who.Post,
	}
	for column, text := range cells {
		if text == "" {
			delete(cells, column)
		}
	}
	for i, text := range who.Answers {
		cells[firstAnswer+i] = answerValue(&b.rubric.Indicators[i], text)
	}
	return cells
}

// Whatever means a 居民身份证 for the reader means one for the preview.
func TestThePreviewKnowsTheDocumentsThatTheReaderKnows(t *testing.T) {
	r := rubrictest.Load(t)
	b := newTestBook(t, r)
	words := append(slices.Clone(residentWords), documents...)
	words = append(words, "居民身份证", "中华人民共和国居民身份证", "军官证", "户口簿", "证件", "无证", "-——")
	wrong := map[int]string{}
	for _, word := range words {
		cells := map[int]any{countyColumn: "伊美区", schoolColumn: "第一中学", nameColumn: "张三", idColumn: "12345678", documentColumn: word}
		for i := range r.Indicators {
			cells[firstAnswer+i] = any("是")
		}
		wrong[b.add(cells)] = word
	}
	for row, v := range judge(t, r, b.bytes()) {
		want := ""
		if slices.Contains(v.codes, finding.BadID) {
			want = wrongMark
		}
		if got := b.at(b.computed(row), b.preview.idCheck); got != want {
			t.Errorf("%s: %q, want %q", wrong[row], got, want)
		}
	}
}

var (
	literal  = regexp.MustCompile(`"(?:[^"]|"")*"`)
	function = regexp.MustCompile(`[A-Z][A-Z0-9.]*\(`)
)

// Every formula uses functions that Excel 2010 and every WPS know, and keeps
// to their limits.
func TestTheFormulasKeepToWhatEveryOfficeProgramKnows(t *testing.T) {
	eachRubric(t, func(t *testing.T, r *rubric.Rubric) {
		p := newTestBook(t, r).preview
		for _, condition := range []string{p.begun(7), p.wrongID(7), p.wrongCounty(7), p.wrong(7, 0)} {
			checkFormula(t, condition)
		}
		if bytes, most := checkFormulas(t, p), 52<<10; bytes > most {
			t.Errorf("%d bytes a row", bytes)
		}
	})
}

// However many forms several answers in a cell may have, and however long:
// those that are beyond what a formula takes are wrong to the preview.
func TestTheFormulasHaveRoomForSomeForms(t *testing.T) {
	t.Parallel()
	for _, form := range []string{"第%d名", strings.Repeat("很长的", 20) + "第%d种写法（%[1]d）"} {
		var also []string
		for i := range 120 {
			also = append(also, fmt.Sprintf(form, i))
		}
		text := strings.Replace(string(embedded.Yichun2024), "{answer: 三等奖}", "{answer: 三等奖, also: ["+strings.Join(also, ", ")+"]}", 1)
		r, err := rubric.Load("crowded.yaml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		b := newTestBook(t, r)
		checkFormulas(t, b.preview)
		at := slices.IndexFunc(r.Indicators, func(n rubric.Indicator) bool { return n.Several })
		for text, want := range map[string]string{"二等奖、三等奖": "3", "三等奖、" + also[0]: "1", also[0]: "1", also[119]: "1", "一等奖、" + also[119]: wrongMark} {
			if got := b.computedAt(b.add(map[int]any{firstAnswer + at: text}), b.preview.points+at); got != want {
				t.Errorf("%s: %q, want %q", text, got, want)
			}
		}
	}
}

// checkFormulas checks the formulas of a row; it gives their length.
func checkFormulas(t *testing.T, p *preview) (bytes int) {
	t.Helper()
	for _, value := range p.values(1234, 1, Person{}) {
		checkFormula(t, value.Formula())
		bytes += len(value.Formula())
	}
	return bytes
}

var knownFunctions = strings.Fields("ABS AND CHAR CLEAN COUNT COUNTA COUNTIF DATE FIND IF IFERROR ISERROR ISLOGICAL ISNUMBER LEFT LEN MAX MID MOD MONTH NOT OR RIGHT ROUND SUBSTITUTE SUM TRIM UPPER VALUE")

func checkFormula(t *testing.T, formula string) {
	t.Helper()
	if n := len([]rune(formula)); n > 8192 {
		t.Errorf("%d characters: %.200s", n, formula)
	}
	for _, text := range literal.FindAllString(formula, -1) {
		if len([]rune(text)) > 255 {
			t.Errorf("a literal of %d characters in %.200s", len([]rune(text)), formula)
		}
	}
	bare := literal.ReplaceAllString(formula, "")
	for _, name := range function.FindAllString(bare, -1) {
		if !slices.Contains(knownFunctions, strings.TrimSuffix(name, "(")) {
			t.Errorf("%s in %.200s", name, formula)
		}
	}
	if strings.ContainsAny(bare, "{}\x00") || depth(bare) > 60 {
		t.Errorf("%d deep: %.200s", depth(bare), formula)
	}
}

// depth is how deep a formula's calls are nested.
func depth(formula string) int {
	deepest, now := 0, 0
	for _, r := range formula {
		switch r {
		case '(':
			now++
		case ')':
			now--
		}
		deepest = max(deepest, now)
	}
	return deepest
}
