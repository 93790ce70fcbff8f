package score_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"credit/internal/rubric/rubrictest"
	"credit/internal/sheet"
)

// The second scorer: the appendix and article 13 written out by hand, with
// whole hundredths of a point and big.Rat for what stands in number cells,
// knowing nothing of the rubric file or of package points. It is slow and
// long-winded on purpose.

// naive is what it makes of one practitioner.
type naive struct {
	points   [44]int // hundredths
	sections [3]int
	total    int
	grade    string
	byTotal  string
	direct   []string
}

var naiveSections = [3]string{"思想素质", "业务工作", "工作业绩"}

func of(text string) *big.Rat {
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		panic("naive: " + text)
	}
	return r
}

var (
	one, hundred     = of("1"), of("100")
	of85, of90, of95 = of("85"), of("90"), of("95")
)

// naiveRate is the rate an answer means, as a percentage.
func naiveRate(c sheet.Cell) *big.Rat {
	if c.Kind == sheet.Text && strings.HasSuffix(c.Text, "%") {
		return of(strings.TrimSuffix(c.Text, "%"))
	}
	value := naiveNumber(c)
	if c.Percent || value.Cmp(one) < 0 {
		return value.Mul(value, hundred)
	}
	return value
}

// naiveNumber is the number in a cell: a number cell is read at 15 digits.
func naiveNumber(c sheet.Cell) *big.Rat {
	if c.Kind != sheet.Number {
		return of(c.Text)
	}
	f, _, err := big.ParseFloat(c.Text, 10, 200, big.ToNearestEven)
	if err != nil {
		panic(err)
	}
	return of(f.Text('e', 14))
}

// naiveIndicator is what indicator number earns.
func naiveIndicator(number int, c sheet.Cell) int {
	switch number {
	case 3:
		rate := naiveRate(c)
		if rate.Cmp(of95) >= 0 {
			return 200
		}
		if rate.Cmp(of85) >= 0 {
			return 100
		}
		return 0
	case 38:
		rate := naiveRate(c)
		if rate.Cmp(of95) >= 0 {
			return 200
		}
		if rate.Cmp(of90) >= 0 {
			return 100
		}
		return 0
	case 17:
		switch c.Text {
		case "博士", "博士研究生":
			return 300
		case "硕士", "硕士研究生":
			return 200
		case "本科及以下", "本科", "大专", "专科", "中专", "高中":
			return 100
		}
	case 18:
		switch c.Text {
		case "优秀":
			return 300
		case "良好":
			return 200
		case "中等":
			return 100
		case "差":
			return 0
		}
	case 19:
		switch c.Text {
		case "有", "是":
			return 300
		case "无", "否":
			return 0
		}
	case 31:
		hundredths := new(big.Rat).Mul(naiveNumber(c), hundred)
		if !hundredths.IsInt() {
			panic("naive: 31 answered " + c.Text)
		}
		return int(hundredths.Num().Int64())
	case 35:
		switch c.Text {
		case "获奖", "一项或多项", "有", "是":
			return 200
		case "未获奖", "无", "否":
			return 0
		}
	case 43, 44:
		if strings.Contains(c.Text, "一等奖") {
			return 500
		}
		if strings.Contains(c.Text, "二等奖") {
			return 300
		}
		if strings.Contains(c.Text, "三等奖") {
			return 100
		}
		if strings.Contains(c.Text, "参与奖") {
			return 50
		}
		return 0
	default:
		switch c.Text {
		case "是", "√", "✓", "✔", "Y", "yes", "1", "TRUE", "对", "符合", "是（符合）":
			return 200
		case "否", "×", "✗", "✕", "N", "no", "0", "FALSE", "错", "不符合", "否（不符合）":
			return 0
		}
	}
	panic(fmt.Sprintf("naive: %d answered %q", number, c.Text))
}

// naiveScore adds it all up.
func naiveScore(person cells) naive {
	n := naive{}
	for number := 1; number <= 44; number++ {
		earned := naiveIndicator(number, person[number])
		n.points[number-1] = earned
		section := 2
		if number <= 16 {
			section = 0
		} else if number <= 29 {
			section = 1
		}
		n.sections[section] += earned
		n.total += earned
	}
	switch {
	case n.total >= 9500:
		n.byTotal = "A"
	case n.total >= 8500:
		n.byTotal = "B"
	case n.total >= 7500:
		n.byTotal = "C"
	case n.total >= 6000:
		n.byTotal = "D"
	default:
		n.byTotal = "E"
	}
	n.grade = n.byTotal
	for i, floor := range []int{2000, 1500, 2500} {
		if n.sections[i] < floor {
			n.direct = append(n.direct, naiveSections[i])
			n.grade = "E"
		}
	}
	return n
}

// chooser picks a whole number below n; it is a random generator or rapid.
type chooser func(n int) int

func (pick chooser) of(list ...string) string { return list[pick(len(list))] }

// anyone makes a practitioner whose answers all stand. good is how likely,
// in percent, the best answer is: only then are grades above E common.
func anyone(pick chooser, good int) cells {
	person := cells{}
	for number := 1; number <= 44; number++ {
		person[number] = anyAnswer(pick, number, pick(100) < good)
	}
	return person
}

func anyAnswer(pick chooser, number int, good bool) sheet.Cell {
	text := func(text string) sheet.Cell { return sheet.Cell{Kind: sheet.Text, Text: text} }
	either := func(yes, no []string) sheet.Cell {
		if good {
			return text(pick.of(yes...))
		}
		return text(pick.of(no...))
	}
	switch number {
	case 3, 38:
		return anyRate(pick, good)
	case 17:
		return either([]string{"博士", "硕士", "博士研究生"}, []string{"硕士研究生", "本科及以下", "本科", "大专", "专科", "中专", "高中"})
	case 18:
		return either([]string{"优秀", "良好"}, []string{"良好", "中等", "差"})
	case 19:
		return either([]string{"有", "是"}, []string{"无", "否"})
	case 31:
		n := pick(501)
		if good {
			n = 400 + pick(101)
		}
		return anyNumber(pick, fmt.Sprintf("%d.%02d", n/100, n%100), false)
	case 35:
		return either([]string{"获奖", "一项或多项", "有", "是"}, []string{"未获奖", "无", "否"})
	case 43, 44:
		return either([]string{"一等奖", "一等奖", "二等奖", "二等奖、三等奖", "参与奖/一等奖", "三等奖\n二等奖"},
			[]string{"无", "未获奖", "未参加", "没有", "参与奖", "三等奖", "参与奖，无", "三等奖；参与奖"})
	}
	cell := either([]string{"是", "√", "✓", "✔", "Y", "yes", "1", "TRUE", "对", "符合", "是（符合）"},
		[]string{"否", "×", "✗", "✕", "N", "no", "0", "FALSE", "错", "不符合", "否（不符合）"})
	switch {
	case len(cell.Text) == 1 && cell.Text <= "1" && pick(2) == 0:
		cell.Kind = sheet.Number
	case (cell.Text == "TRUE" || cell.Text == "FALSE") && pick(2) == 0:
		cell.Kind = sheet.Bool
	}
	return cell
}

// anyNumber is a number as text, as typed, or as Excel stores the double.
func anyNumber(pick chooser, typed string, percent bool) sheet.Cell {
	f, err := strconv.ParseFloat(typed, 64)
	if err != nil {
		panic(err)
	}
	cell := sheet.Cell{Kind: sheet.Number, Text: typed, Percent: percent}
	switch pick(4) {
	case 0:
		cell.Text = strconv.FormatFloat(f, 'G', 17, 64)
	case 1:
		cell.Text = strconv.FormatFloat(f, 'E', -1, 64)
	case 2:
		if !percent {
			cell.Kind = sheet.Text
		}
	}
	return cell
}

// anyRate is a rate near a bound, on it, or anywhere, in any form.
func anyRate(pick chooser, good bool) sheet.Cell {
	decimals := pick(5)
	scale := []int{1, 10, 100, 1000, 10000}[decimals]
	n := pick(101 * scale)
	switch {
	case good && pick(2) == 0:
		n = 95*scale + pick(5*scale+1)
	case good:
		n = []int{95, 90, 85}[pick(3)]*scale + pick(3) - 1
	}
	n = min(n, 100*scale)
	percent := strconv.Itoa(n / scale)
	if decimals > 0 {
		percent += "." + strconv.Itoa(scale + n%scale)[1:]
	}
	fraction := new(big.Rat).SetFrac64(int64(n), int64(100*scale)).FloatString(decimals + 2)
	switch pick(4) {
	case 0:
		return sheet.Cell{Kind: sheet.Text, Text: percent + "%"}
	case 1:
		if n > scale {
			return anyNumber(pick, percent, false)
		}
	case 2:
		if n > 0 && n < 100*scale {
			return anyNumber(pick, fraction, false)
		}
	}
	return anyNumber(pick, fraction, true)
}

// agree holds the program's result against the second scorer's.
func agree(person cells, got graded) error {
	if got.result == nil {
		return fmt.Errorf("held: %s", got.findings[0].Message())
	}
	want := naiveScore(person)
	for i, p := range got.result.Points {
		if int(p) != want.points[i] {
			return fmt.Errorf("indicator %d answered %+v earns %s, want %s", i+1, person[i+1], p, twoDecimals(want.points[i]))
		}
	}
	for i, p := range got.result.Sections {
		if int(p) != want.sections[i] {
			return fmt.Errorf("%s has %s, want %s", naiveSections[i], p, twoDecimals(want.sections[i]))
		}
	}
	var direct []string
	for _, section := range got.result.Direct {
		direct = append(direct, naiveSections[section])
	}
	if int(got.result.Total) != want.total || got.result.Grade != want.grade || got.result.GradeByTotal != want.byTotal || !slices.Equal(direct, want.direct) {
		return fmt.Errorf("total %s, %s, %s, %q; want %s, %s, %s, %q", got.result.Total, got.result.Grade, got.result.GradeByTotal, direct,
			twoDecimals(want.total), want.grade, want.byTotal, want.direct)
	}
	return nil
}

func twoDecimals(hundredths int) string {
	return strconv.Itoa(hundredths/100) + "." + strconv.Itoa(100 + hundredths%100)[1:]
}

// Twenty thousand random practitioners (2,000 under the race detector) get from the program what the second
// scorer gives them, and every grade and floor is met on the way.
func TestASecondScorerAgreesOnTwentyThousandPractitioners(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	random := rand.New(rand.NewPCG(2024, 21))
	grades, direct := map[string]int{}, map[string]int{}
	for range rounds {
		people := make([]cells, 500)
		for i := range people {
			people[i] = anyone(random.IntN, 40+random.IntN(61))
		}
		for i, got := range gradeAll(t, r, people) {
			if err := agree(people[i], got); err != nil {
				t.Fatal(err)
			}
			grades[got.result.Grade+got.result.GradeByTotal]++
			for _, name := range got.result.DirectNames(r) {
				direct[name]++
			}
		}
	}
	for _, met := range []string{"AA", "BB", "CC", "DD", "EE", "ED", "EC"} {
		if grades[met] == 0 {
			t.Errorf("nobody has grade and grade by total %s: %v", met, grades)
		}
	}
	if len(direct) != 3 {
		t.Errorf("floors met: %v", direct)
	}
}

// The same with rapid, which shrinks what it finds.
func TestASecondScorerAgreesOnAnyPractitioner(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	rapid.Check(t, func(rt *rapid.T) {
		person := drawPerson(rt)
		if err := agree(person, gradeAll(t, r, []cells{person})[0]); err != nil {
			rt.Fatal(err)
		}
	})
}

func drawPerson(t *rapid.T) cells {
	pick := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "pick") }
	return anyone(pick, rapid.IntRange(0, 100).Draw(t, "good"))
}
