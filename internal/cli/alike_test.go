package cli_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"credit/internal/cli"
)

// validate and score read and judge alike: whatever a folder of workbooks
// holds, who has no error in validate is graded by score, and everybody else
// is held back with the very codes that validate names.
func TestValidateAndScoreJudgeAlike(t *testing.T) {
	rounds := 25
	if testing.Short() {
		rounds = 3
	}
	for round := range rounds {
		t.Run(fmt.Sprint(round), func(t *testing.T) {
			t.Chdir(t.TempDir())
			random := rand.New(rand.NewPCG(21, uint64(round)))
			writeRandomYear(t, random, "各校")
			options := []string{"各校", "-q"}
			if round%3 == 0 {
				options = append(options, "--year", "2026")
			}
			checked := cli.Main(append([]string{"validate", "--json", "问题.jsonl"}, options...), io.Discard, io.Discard)
			scored := cli.Main(append([]string{"score", "-o", "结果", "--json", "结果.jsonl"}, options...), io.Discard, io.Discard)
			if checked == 2 || scored != checked && (scored != 2 || checked != 1) {
				t.Errorf("validate exits %d, score %d", checked, scored)
			}
			if scored != 2 {
				compareJudgements(t, readFindings(t, "问题.jsonl"), "结果.jsonl")
			}
		})
	}
}

// spot is a row of a sheet; row 0 is the sheet as a whole, sheet "" the file.
type spot struct {
	file, sheet string
	row         int
}

// sheetWide are the errors that stand at a header and hold back everyone
// below it.
var sheetWide = []string{"missing-column", "duplicate-column", "column-mismatch"}

// readFindings are the error codes that validate names, by the place they
// hold back.
func readFindings(t *testing.T, path string) map[spot][]string {
	codes := map[spot][]string{}
	eachLine(t, path, func(line map[string]any) {
		if line["severity"] != "error" {
			return
		}
		code := line["code"].(string)
		at := spot{file: line["file"].(string)}
		if sheet, given := line["sheet"]; given {
			at.sheet, at.row = sheet.(string), int(line["row"].(float64))
		}
		if slices.Contains(sheetWide, code) {
			at.row = 0
		}
		codes[at] = append(codes[at], code)
	})
	return codes
}

func compareJudgements(t *testing.T, found map[spot][]string, results string) {
	seen := map[spot]bool{}
	eachLine(t, results, func(line map[string]any) {
		at := spot{line["file"].(string), line["sheet"].(string), int(line["row"].(float64))}
		seen[at] = true
		want := slices.Concat(found[at], found[spot{at.file, at.sheet, 0}], found[spot{file: at.file}])
		slices.Sort(want)
		want = slices.Compact(want)
		var got []string
		if line["status"] == "held" {
			for _, code := range line["findings"].([]any) {
				got = append(got, code.(string))
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%v: score holds back for %v, validate names %v", at, got, want)
		}
	})
	for at, codes := range found {
		if at.row > 0 && !seen[at] {
			t.Errorf("%v: validate names %v, score knows nobody there", at, codes)
		}
	}
}

func eachLine(t *testing.T, path string, visit func(map[string]any)) {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var line map[string]any
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
			t.Fatal(err)
		}
		visit(line)
	}
}

// writeRandomYear writes a folder of workbooks with faults of every kind.
func writeRandomYear(t *testing.T, random *rand.Rand, folder string) {
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	ids := &idNumbers{}
	for n := range 1 + random.IntN(4) {
		maker := newWorkbookMaker(ids)
		for _, line := range randomWorkbook(random) {
			if err := maker.line(line); err != nil {
				t.Fatal(err)
			}
		}
		data, err := maker.bytes()
		if err != nil {
			t.Fatal(err)
		}
		if random.IntN(8) == 0 {
			data = data[:len(data)/2]
		}
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("%d.xlsx", n)), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func pick(random *rand.Rand, texts ...string) string { return texts[random.IntN(len(texts))] }

func randomWorkbook(random *rand.Rand) (lines []string) {
	for s := range 1 + random.IntN(2) {
		lines = append(lines, fmt.Sprintf("sheet 表%d", s), pick(random, "header", "header", "header", "header",
			"header 县区|学校|姓名|身份证号|1..44|备注", "header 县（市）区|学校|姓名|身份证件号码|2..44", "header 学校|姓名|身份证件号码|1..44|5"))
		for range random.IntN(12) {
			lines = append(lines, randomRow(random))
		}
	}
	switch random.IntN(6) {
	case 0:
		lines = append(lines, "stamp template year=2026")
	case 1:
		lines = append(lines, "stamp template edition=2020-01-01")
	}
	return lines
}

func randomRow(random *rand.Rand) string {
	switch random.IntN(12) {
	case 0:
		return pick(random, "row 合计||12", "row 填表人：某某", "row |", "row 伊美区|松涛小学")
	}
	person := "person " + pick(random, "伊美区", "伊美", "市直", "伊春", "铁力市", "") + "|" +
		pick(random, "松涛小学", "松涛小学", "") + "|" + pick(random, "张三", "李四", "王五", "") + "|" +
		fmt.Sprintf("#%d", 1+random.IntN(40)) + pick(random, "", "", "", "", "/spaced", "/small", "/number", "/wrong", "/short", "/date")
	for range random.IntN(4) {
		person += fmt.Sprintf(" %d=%s", 1+random.IntN(44), pick(random, "是", "否", "", "不适用", "√", "也许", "n:1", "n:0.95", "p:0.9496", "n:120",
			"4.125", "n:4.5", "无", "一等奖、二等奖", "优秀", "硕士", "e:#N/A", "f:A1", `f:A1=>"是"`, "b:TRUE", "100%", "未获奖"))
	}
	return strings.TrimRight(person, " ")
}
