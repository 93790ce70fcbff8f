package results_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"credit/internal/graded"
	"credit/internal/points"
	"credit/internal/rubric"
	"credit/internal/rubric/rubrictest"
	"credit/internal/submission"
)

// crowd is the graded workbook of some people, two of them held back.
func crowd(t *testing.T, random *rand.Rand, r *rubric.Rubric, n int) []byte {
	t.Helper()
	var people []row
	for i := range n {
		people = append(people, personOf(random, r, i))
	}
	people[1], people[n-1] = people[1].held(), people[n-1].held()
	return gradedBook(t, r, "2025", people...)
}

// What score wrote is read as it was written, whatever was answered in
// whatever form of a cell.
func TestWhatScoreWroteIsSound(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	grades := map[string]bool{}
	for seed := range uint64(5) {
		random := rand.New(rand.NewPCG(seed, 1))
		got := readAll(t, crowd(t, random, r, 60))
		if b := got.Books[0]; b.Graded != 58 || b.Held != 2 || len(got.all()) != 60 {
			t.Errorf("seed %d: %d graded, %d held", seed, b.Graded, b.Held)
		}
		for _, one := range got.all() {
			for _, g := range r.Grades {
				if strings.Contains(one, ", grade "+g.Grade+", ") {
					grades[g.Grade] = true
				}
			}
		}
	}
	if len(grades) != len(r.Grades) {
		t.Errorf("only the grades %v occur", grades)
	}
}

// edit is one cell that somebody changes by hand.
type edit struct {
	sheet, header string
	value         any
}

// anyEdit draws a change that changes what a cell means, by kind: a section, a
// total, a grade, a direct grading, points, an answer.
func anyEdit(t *testing.T, random *rand.Rand, kind int, r *rubric.Rubric, file *excelize.File, name string) edit {
	e := edit{sheet: graded.ResultSheet}
	stands := func() string {
		cell, _ := cellUnder(t, file, e.sheet, name, e.header)
		text, err := file.GetCellValue(e.sheet, cell, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	earned := func() points.Points {
		p, err := points.Parse(stands())
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	number := func(p points.Points) float64 {
		f, _ := strconv.ParseFloat(p.String(), 64)
		return f
	}
	switch kind {
	case 0:
		e.header = r.Sections[random.IntN(len(r.Sections))].Name
		e.value = number(other(random, earned()))
	case 1:
		e.header = "综合得分"
		e.value = number(other(random, earned()))
	case 2:
		e.header = []string{"信用等级", "总分等级"}[random.IntN(2)]
		was := stands()
		for e.value = was; e.value == was; {
			e.value = r.Grades[random.IntN(len(r.Grades))].Grade
		}
	case 3:
		e.header = "直接判级"
		was := stands()
		for e.value = was; e.value == was; {
			e.value = []string{"", "思想素质", "业务工作、工作业绩"}[random.IntN(3)]
		}
	case 4:
		e.sheet, e.header = graded.PointsSheet, fmt.Sprintf("%d 得分", 1+random.IntN(44))
		e.value = number(other(random, earned()))
	case 5:
		i := random.IntN(44)
		e.sheet, e.header = graded.PointsSheet, fmt.Sprintf("%d 得分", 1+i)
		was := earned()
		e.header = fmt.Sprintf("%d 填报", 1+i)
		e.value = otherAnswer(random, &r.Indicators[i], submission.NewRecall(r), i, was)
	}
	return e
}

// otherAnswer is an answer that earns something else, or none at all.
func otherAnswer(random *rand.Rand, n *rubric.Indicator, recall *submission.Recall, i int, was points.Points) string {
	texts := []string{"", "还行", "不适用", "#N/A", "77%%", "-1", "101%", "100%", "90%", "10%", "0", "5", "2.5"}
	for _, a := range n.Answers {
		texts = append(texts, a.Text)
	}
	for {
		text := texts[random.IntN(len(texts))]
		a := recall.Answer(i, text)
		if !a.Stands {
			// As a percentage 100% may still stand for 1, 0% for 0.
			if strings.HasSuffix(text, "%") && n.Kind != rubric.Rate {
				continue
			}
			return text
		}
		if earned, _ := a.Earns(n); earned != was {
			return text
		}
	}
}

// Any single number, grade, section or answer that somebody changes by hand
// has the workbook refused, with the person's name and row, and no ID number
// in full; nobody in it counts.
func TestAnyCellChangedByHandIsRefusedByNameAndRow(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	rounds := 30
	if testing.Short() {
		rounds = 6
	}
	random := rand.New(rand.NewPCG(2, 2))
	data := crowd(t, random, r, 7)
	for round := range rounds {
		file := opened(t, data)
		who := []int{0, 2, 3, 4, 5}[random.IntN(5)]
		name := fmt.Sprintf("第%d人", who)
		e := anyEdit(t, random, round%6, r, file, name)
		cell, row := cellUnder(t, file, e.sheet, name, e.header)
		if err := file.SetCellValue(e.sheet, cell, e.value); err != nil {
			t.Fatal(err)
		}
		got, err := read(t, nil, saved(t, file))
		if err != nil {
			t.Fatal(err)
		}
		what := fmt.Sprintf("round %d: %s of %s in %s is %v", round, e.header, name, e.sheet, e.value)
		if len(got.Books) != 0 || len(got.Refused) != 1 || len(got.all()) != 0 {
			t.Errorf("%s, and yet it was read", what)
			continue
		}
		said := strings.Join(got.Refused[0].Faults, "\n")
		place := fmt.Sprintf("“%s”表第 %d 行 %s（**************%s）：", e.sheet, row, name, idOf(who)[14:])
		if !strings.Contains(said, place) || strings.Contains(said, idOf(who)) {
			t.Errorf("%s: said %s", what, said)
		}
	}
}

// cellOf is a cell of a matrix: its text, and whether it is a number.
type cellOf struct {
	text     string
	isNumber bool
}

// matrixOf are the cells of a sheet.
func matrixOf(t *testing.T, file *excelize.File, sheet string) (cells [][]cellOf) {
	t.Helper()
	rows, err := file.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	width := 0
	for _, texts := range rows {
		width = max(width, len(texts))
	}
	for y, texts := range rows {
		line := make([]cellOf, width)
		for x, text := range texts {
			name, _ := excelize.CoordinatesToCellName(x+1, y+1)
			kind, err := file.GetCellType(sheet, name)
			if err != nil {
				t.Fatal(err)
			}
			line[x] = cellOf{text, kind == excelize.CellTypeUnset || kind == excelize.CellTypeNumber}
		}
		cells = append(cells, line)
	}
	return cells
}

func putMatrix(t *testing.T, file *excelize.File, sheet string, cells [][]cellOf) {
	t.Helper()
	for y, line := range cells {
		for x, c := range line {
			name, _ := excelize.CoordinatesToCellName(x+1, y+1)
			// A number beside an earlier text would be two values of one cell.
			err := file.SetCellStr(sheet, name, c.text)
			switch {
			case err != nil:
			case c.text == "":
				err = file.SetCellValue(sheet, name, nil)
			case c.isNumber:
				err = file.SetCellDefault(sheet, name, c.text)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
}

// Sorted rows, moved columns, columns of somebody's own, another program that
// saved the file: none of it changes anybody's result.
func TestWhatChangesNoResultChangesNothing(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	rounds := uint64(6)
	if testing.Short() {
		rounds = 2
	}
	for seed := range rounds {
		random := rand.New(rand.NewPCG(seed, 3))
		data := crowd(t, random, r, 8)
		file := opened(t, data)
		for sheet, headers := range map[string]int{graded.ResultSheet: 1, graded.PointsSheet: 2, graded.HeldSheet: 1} {
			cells := matrixOf(t, file, sheet)
			if random.IntN(4) > 0 {
				rows := cells[headers:]
				random.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
			}
			for y := range cells { // a column of somebody's own
				cells[y] = append(cells[y], cellOf{text: fmt.Sprintf("备查 %d", y)})
			}
			if headers == 1 {
				to := random.Perm(len(cells[0]))
				for y, line := range cells {
					moved := make([]cellOf, len(line))
					for x := range line {
						moved[to[x]] = line[x]
					}
					cells[y] = moved
				}
			}
			putMatrix(t, file, sheet, cells)
		}
		want, got := readAll(t, data).all(), readAll(t, saved(t, file)).all()
		if !slices.Equal(want, got) {
			t.Fatalf("seed %d: read\n%s\nwant\n%s", seed, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}
