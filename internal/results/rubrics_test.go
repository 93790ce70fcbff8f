package results_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"credit/internal/rubric"
	"credit/internal/rubric/rubrictest"
	"credit/internal/stamp"
)

// editionOf is the rubric with another edition and other points, as a file.
func editionOf(t *testing.T, edition, points string) *rubric.Rubric {
	t.Helper()
	text := bytes.Replace(rubrictest.Load(t).Text, []byte(`edition: "2024-11-14"`), []byte(`edition: "`+edition+`"`), 1)
	text = bytes.Replace(text, []byte("{博士: 3, 硕士: 2, 本科及以下: 1}"), []byte(points), 1)
	r, err := rubric.Load("某.yaml", text)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// stampRows are the rows of the stamp by their keys.
func stampRows(t *testing.T, file *excelize.File) map[string]int {
	t.Helper()
	rows, err := file.GetRows("_credit")
	if err != nil {
		t.Fatal(err)
	}
	at := map[string]int{}
	for i, row := range rows {
		at[row[0]] = i + 1
	}
	return at
}

// restamped changes or drops the rules that a workbook carries.
func restamped(t *testing.T, data []byte, change func(rules string) string) []byte {
	t.Helper()
	file := opened(t, data)
	row := stampRows(t, file)["rules-1"]
	cell := fmt.Sprintf("B%d", row)
	rules, err := file.GetCellValue("_credit", cell)
	if err != nil || rules == "" {
		t.Fatal("no rules", err)
	}
	if changed := change(rules); changed == "" {
		err = file.RemoveRow("_credit", row)
	} else {
		err = file.SetCellStr("_credit", cell, changed)
	}
	if err != nil {
		t.Fatal(err)
	}
	return saved(t, file)
}

func dropped(string) string { return "" }

// refusal is what is said of the only workbook; empty where it was read.
func refusal(t *testing.T, known []*rubric.Rubric, data []byte) string {
	t.Helper()
	got, err := read(t, known, data)
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Refused) == 0 {
		if len(got.all()) == 0 {
			t.Fatal("nobody was read")
		}
		return ""
	}
	return strings.Join(got.Refused[0].Faults, "\n")
}

// A workbook is read by the rubric it carries, whatever is known beside it.
func TestAWorkbookIsReadByItsOwnRubric(t *testing.T) {
	t.Parallel()
	own := editionOf(t, "2030-01-01", "{博士: 3, 硕士: 2.5, 本科及以下: 0}")
	data := crowd(t, rand.New(rand.NewPCG(1, 9)), own, 6)
	for _, known := range [][]*rubric.Rubric{nil, {rubrictest.Load(t)}, {editionOf(t, "2030-01-01", "{博士: 3, 硕士: 1, 本科及以下: 0}")}} {
		got, err := read(t, known, data)
		if err != nil || len(got.Books) != 1 || got.Books[0].Rubric.SHA256 != own.SHA256 || len(got.all()) != 6 {
			t.Errorf("read %d books, refused %v, %v", len(got.Books), got.Refused, err)
		}
	}
}

// One of an older version, which did not carry it, is read by a known rubric
// of its edition; else the rubric is asked for.
func TestAWorkbookWithoutItsRubricAsksForIt(t *testing.T) {
	t.Parallel()
	own := editionOf(t, "2030-01-01", "{博士: 3, 硕士: 2.5, 本科及以下: 0}")
	people := []row{personOf(rand.New(rand.NewPCG(1, 10)), own, 1)}
	people[0]["17.学历要求"] = "硕士"
	data := restamped(t, gradedBook(t, own, "2025", people...), dropped)
	if said := refusal(t, []*rubric.Rubric{rubrictest.Load(t)}, data); said != "按评分标准 yichun-2024（版本 2030-01-01）评分，里面没有存下这份评分标准；请用 --rubric 给出当时的文件" {
		t.Errorf("said %s", said)
	}
	if said := refusal(t, []*rubric.Rubric{rubrictest.Load(t), own}, data); said != "" {
		t.Errorf("said %s", said)
	}
	// A file of that edition with other words is as good, if the points agree.
	worded, err := rubric.Load("某.yaml", append([]byte("# 抄本\n"), own.Text...))
	if err != nil {
		t.Fatal(err)
	}
	if said := refusal(t, []*rubric.Rubric{worded}, data); said != "" {
		t.Errorf("said %s", said)
	}
	said := refusal(t, []*rubric.Rubric{editionOf(t, "2030-01-01", "{博士: 3, 硕士: 1, 本科及以下: 0}")}, data)
	if !strings.Contains(said, "第 17 项填报“硕士”应得 1 分，表里是 2.5 分") || !strings.HasSuffix(said, "请用 --rubric 给出当时的文件") {
		t.Errorf("said %s", said)
	}
}

// Rules that were changed in the stamp are no rules, however little was
// changed; the file itself still helps.
func TestRulesThatWereTamperedWithAreRefused(t *testing.T) {
	t.Parallel()
	own := editionOf(t, "2030-01-01", "{博士: 3, 硕士: 2.5, 本科及以下: 0}")
	lenient := editionOf(t, "2030-01-01", "{博士: 3, 硕士: 3, 本科及以下: 3}")
	random := rand.New(rand.NewPCG(1, 11))
	data := crowd(t, random, own, 4)
	const want = "“_credit”表：存下的评分标准被改动或不完整；请用 --rubric 给出当时的文件"
	for round := range 12 {
		changed := restamped(t, data, func(rules string) string {
			switch at := 20 + random.IntN(len(rules)-60); round {
			case 0:
				return rules[:at]
			case 1:
				return "抄来的评分标准"
			case 2:
				return stamp.Pack(lenient.Text)
			default:
				letter := byte('A' + random.IntN(26))
				if rules[at] == letter {
					letter = '0'
				}
				return rules[:at] + string(letter) + rules[at+1:]
			}
		})
		if said := refusal(t, nil, changed); said != want {
			t.Errorf("round %d: said %q", round, said)
		}
		if said := refusal(t, []*rubric.Rubric{own}, changed); said != "" {
			t.Errorf("round %d: said %q though the file was given", round, said)
		}
	}
}
