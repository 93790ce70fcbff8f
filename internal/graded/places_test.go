package graded_test

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"credit/internal/cli"
	"credit/internal/fold"
	"credit/internal/graded"
	"credit/internal/rubric/rubrictest"
	"credit/internal/sheet"
	"credit/internal/sheet/sheettest"
	"credit/internal/stamp"
)

// cells are the texts of a workbook's cells that hold text, by their names
// (填报表!K5); other cells that are not blank have the empty text.
func cells(t *testing.T, book sheet.Workbook) map[string]string {
	found := map[string]string{}
	for _, s := range inHand(t, book) {
		for _, row := range s.Rows {
			for _, cell := range row.Cells {
				text := ""
				if cell.Kind == sheet.Text {
					text = fold.Trim(cell.Text)
				}
				found[fold.Trim(s.Info.Name)+"!"+sheet.CellName(row.Number, cell.Column)] = text
			}
		}
	}
	return found
}

// A graded workbook knows in which cell of the submission each answer and each
// part of the identity stands, on every data sheet, wherever its columns are.
func TestPlacesNameTheCellOfEachAnswer(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	for _, name := range []string{"schools", "schools-faulty"} {
		path := filepath.Join("..", "..", "testdata", name+".xlsx")
		out := filepath.Join(t.TempDir(), "out")
		var screen bytes.Buffer
		if code := cli.Main([]string{"score", path, "-o", out}, &screen, &screen); code == 2 {
			t.Fatalf("score %s: %s", path, &screen)
		}
		submitted := cells(t, opened(t, path))
		book := opened(t, filepath.Join(out, name+"-评分.xlsx"))
		mark, err := stamp.Read(book)
		if err != nil {
			t.Fatal(err)
		}
		places, seen := graded.PlacesOf(mark.Places), 0
		_, err = graded.Read(book, r, func(p *graded.Person) error {
			for i := range r.Indicators {
				cell := places.Cell(p.Source, r.Indicators[i].Number)
				text, filled := submitted[cell]
				switch {
				case p.Answers[i] == "":
				case cell == "" || !filled || text != "" && text != p.Answers[i]:
					t.Errorf("%s, indicator %d: %q in cell %q, not %q", p.Source, r.Indicators[i].Number, text, cell, p.Answers[i])
				default:
					seen++
				}
			}
			if text := submitted[places.Field(p.Source, "姓名")]; strings.Join(strings.Fields(text), " ") != strings.Join(strings.Fields(p.Name), " ") {
				t.Errorf("%s: the name %q is found as %q", p.Source, p.Name, text)
			}
			return nil
		})
		if err != nil || seen < 1000 {
			t.Errorf("%d answers, %v", seen, err)
		}
	}
}

// What is not known has no cell: no stamp, a spoilt one, another sheet, a
// 来源 that was changed, an indicator that there is not, a column that lacks.
func TestUnknownPlacesHaveNoCell(t *testing.T) {
	t.Parallel()
	packed := stamp.Pack([]byte(`[{"sheet":" 甲 第 1 行","fields":{"姓名":3},"indicators":{"31":11}},{"sheet":"乙","indicators":{"31":0}},{"sheet":"丙","indicators":{"31":2}},{"sheet":"丙 ","indicators":{"31":3}}]`))
	for _, text := range []string{packed, "[]"} {
		if got := graded.PlacesOf(text).Cell("丁 第 5 行", 31); got != "" {
			t.Errorf("an unknown sheet is found at %s", got)
		}
	}
	p := graded.PlacesOf(packed)
	if got := p.Cell("甲 第 1 行 第 5 行", 31) + p.Field("甲 第 1 行 第 5 行", "姓名"); got != "甲 第 1 行!K5甲 第 1 行!C5" {
		t.Errorf("cells %s", got)
	}
	for _, source := range []string{"", "甲", "甲 第 5 行", "甲 第 1 行 第 0 行", "甲 第 1 行 第 五 行", "甲 第 1 行 第 5 行。", "乙 第 5 行", "丙 第 5 行"} {
		if got := p.Cell(source, 31) + p.Field(source, "姓名"); got != "" {
			t.Errorf("%q is found at %s", source, got)
		}
	}
	if got := p.Cell("甲 第 1 行 第 5 行", 30) + p.Field("甲 第 1 行 第 5 行", "学校"); got != "" {
		t.Errorf("unknown columns are found at %s", got)
	}
	for _, spoilt := range []string{"", "不是", stamp.Pack([]byte("{")), packed[:len(packed)-8]} {
		if got := graded.PlacesOf(spoilt).Cell("甲 第 1 行 第 5 行", 31); got != "" {
			t.Errorf("%q says %s", spoilt, got)
		}
	}
}

// Hundreds of data sheets have their places too.
func TestManySheetsHaveTheirPlaces(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	one := filledIn(r, func(n int) int { return n / 2 }, 2)[0]
	var book sheettest.Book
	for i := range 300 {
		s := one
		s.Info.Name = fmt.Sprintf("第 %d 校 第 2 行", i)
		book = append(book, s)
	}
	out, _ := written(t, r, book)
	mark, err := stamp.Read(out)
	if err != nil {
		t.Fatal(err)
	}
	p := graded.PlacesOf(mark.Places)
	for _, i := range []int{0, 150, 299} {
		source := fmt.Sprintf("第 %d 校 第 2 行 第 7 行", i)
		if got, want := p.Cell(source, 1), fmt.Sprintf("第 %d 校 第 2 行!K7", i); got != want {
			t.Errorf("%s is at %q, want %q", source, got, want)
		}
	}
}
