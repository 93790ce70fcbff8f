package xlsx_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"credit/internal/sheet"
	"credit/internal/xlsx"

	"pgregory.net/rapid"
)

// plan is a workbook to be made: how many rows each sheet gets, what stands on
// the paper and whether a page has a heading, which needs a style more.
type plan struct {
	rows    [3]int
	paper   string
	heading bool
}

// planned are the sheets of a plan: one is left out without rows, one is to
// be filled in, one a page.
func planned() []sheet.Layout {
	list, maybe, page := table("名单"), table("也许"), sheet.Layout{
		Name: "说明", Plain: true, Portrait: true, Columns: []sheet.Column{{Header: "项", Width: 9}, {Header: "文", Width: 40, Wrap: true, Recurring: true}},
	}
	list.PrintColumns, list.Columns[0].Recurring = 3, true
	maybe.OmitEmpty = true
	return []sheet.Layout{list, maybe, page, fillIn("填报表")}
}

// carryOut makes the workbook of a plan.
func (p plan) carryOut(t interface{ Fatal(...any) }, w *xlsx.Writer) []byte {
	defer w.Close()
	for i, n := range p.rows {
		for row := range n {
			values := person(fmt.Sprintf("某%d", row%5))
			if i == 2 {
				values = []sheet.Value{sheet.TextValue("项"), sheet.TextValue(strings.Repeat("文", row%9+1))}
				if p.heading && row == 0 {
					values[0] = values[0].AsHeading().Across(2)
				}
			}
			if err := w.Append(i, values); err != nil {
				t.Fatal(err)
			}
		}
	}
	w.SetPaper(p.paper, "脚注")
	var out bytes.Buffer
	if err := w.Save(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func (p plan) alone(t interface{ Fatal(...any) }) []byte {
	w, err := xlsx.Create(planned(), xlsx.WriteOptions{Title: "名单"})
	if err != nil {
		t.Fatal(err)
	}
	return p.carryOut(t, w)
}

// A workbook of a Form is to the byte what Create makes, whatever was made of
// the Form before and is made beside it.
func TestAWorkbookOfAFormIsTheSameAsOneAlone(t *testing.T) {
	plans := rapid.Custom(func(t *rapid.T) plan {
		rows := rapid.SampledFrom([]int{0, 1, 2, 3, 40, 1000})
		return plan{
			[3]int{rows.Draw(t, "list"), rows.Draw(t, "maybe"), rows.Draw(t, "page")},
			rapid.SampledFrom([]string{"", "2025 年", "A1017011 与 1017011"}).Draw(t, "paper"), rapid.Bool().Draw(t, "heading"),
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		form, err := xlsx.NewForm(planned(), xlsx.WriteOptions{Title: "名单"})
		if err != nil {
			t.Fatal(err)
		}
		few := rapid.SliceOfN(plans, 1, 3).Draw(t, "plans")
		var want [][]byte
		for _, p := range few {
			want = append(want, p.alone(t))
		}
		var wg sync.WaitGroup
		for worker := range 2 {
			wg.Go(func() {
				for i := range 4 * len(few) {
					at := (i + worker) % len(few)
					if !bytes.Equal(few[at].carryOut(t, form.Create()), want[at]) {
						t.Errorf("%+v comes out differently", few[at])
					}
				}
			})
		}
		wg.Wait()
	})
}

// A text of a recurring column stands once in the table of texts, until that
// is full; the table says how many cells name its texts.
func TestRecurringTextsStandOnce(t *testing.T) {
	layout := sheet.Layout{Name: "甲", Columns: []sheet.Column{{Header: "答", Recurring: true}, {Header: "名"}}}
	var rows [][]sheet.Value
	var want [][]string
	add := func(texts ...string) {
		rows = append(rows, []sheet.Value{sheet.TextValue(texts[0]), sheet.TextValue(texts[1])})
		want = append(want, texts)
	}
	for i := range 5000 {
		add(fmt.Sprintf("答%d", i), "同名")
	}
	for range 3 {
		add(" =1+1\n<&>_x0041_\x01", "同名")
		add("答0", "同名")
		add(strings.Repeat("长", 100), "同名")
	}
	data := write(t, []sheet.Layout{layout}, rows...)
	texts := part(t, data, "xl/sharedStrings.xml")
	if head := `count="4099" uniqueCount="4096">`; !strings.Contains(texts, head) || strings.Count(texts, "<si>") != 4096 {
		t.Errorf("%d texts: %.200s", strings.Count(texts, "<si>"), texts)
	}
	if strings.Contains(texts, "同名") || strings.Count(texts, "<t>答0</t>") != 1 {
		t.Error("the table holds a name, or a text not once")
	}
	for place, line := range map[string]string{
		"[Content_Types].xml":        `<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>`,
		"xl/_rels/workbook.xml.rels": `Target="sharedStrings.xml" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings">`,
	} {
		if !strings.Contains(part(t, data, place), line) {
			t.Errorf("%s does not name the table", place)
		}
	}
	strict := readBack(t, data)
	lenient, err := open(t, data).GetRows("甲")
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range want {
		row[0] = xlsx.CellText(row[0])
		if !slices.Equal(strict[i+1], row) {
			t.Fatalf("row %d is read as %q, want %q", i+2, strict[i+1], row)
		}
		if !slices.Equal(lenient[i+1], row) {
			t.Fatalf("excelize reads row %d as %q, want %q", i+2, lenient[i+1], row)
		}
	}
}

// readBack reads the texts of the first sheet, strictly.
func readBack(t *testing.T, data []byte) (rows [][]string) {
	t.Helper()
	book, err := xlsx.Open(data, xlsx.Options{})
	if err != nil {
		t.Fatal(err)
	}
	err = book.Read(0, func(sheet.Info) error { return nil }, func(r sheet.Row) error {
		var texts []string
		for _, c := range r.Cells {
			texts = append(texts, strings.Clone(c.Text))
		}
		rows = append(rows, texts)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// A disk that is full while rows are packed is said by Append or by Save, and
// Close still ends everything.
func TestADiskThatIsFullIsSaid(t *testing.T) {
	w, err := xlsx.Create([]sheet.Layout{{Name: "甲", Columns: []sheet.Column{{Header: "文"}}}}, xlsx.WriteOptions{TempDir: "/nowhere"})
	if err != nil {
		t.Fatal(err)
	}
	text := noise(rand.New(rand.NewPCG(3, 4)), 10000)
	var failed error
	for i := 0; i < 3000 && failed == nil; i++ {
		failed = w.Append(0, []sheet.Value{sheet.TextValue(text[i%7*3:])})
	}
	if failed == nil {
		failed = w.Save(&bytes.Buffer{})
	}
	if failed == nil || !strings.Contains(failed.Error(), "nowhere") {
		t.Errorf("the error is %v", failed)
	}
	if err := errors.Join(w.Close(), w.Close()); err != nil {
		t.Error(err)
	}
}
