package main

import (
	"os"
	"path/filepath"
	"testing"
)

// The counts at the head of a manifest are read without what follows them.
func TestManifestCounts(t *testing.T) {
	folder := t.TempDir()
	write := func(text string) {
		if err := os.WriteFile(filepath.Join(folder, "manifest.json"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(`{"program":"credit","rubric":{"graded":1},"rows":12,"graded":10,"held":2,"inputs":[{"rows":5` + "cut")
	if c, err := manifestCounts(folder); err != nil || c != (counts{12, 10, 2}) {
		t.Errorf("%+v, %v", c, err)
	}
	write(`{"rows":12,"graded":10}`)
	if _, err := manifestCounts(folder); err == nil {
		t.Error("a manifest without all counts was read")
	}
}

// Totals are compared in hundredths, whatever a program's arithmetic.
func TestSums(t *testing.T) {
	lines := filepath.Join(t.TempDir(), "lines.jsonl")
	text := `{"status":"graded","total":88.1,"grade":"B"}
{"status":"held","findings":["bad-id"]}
{"status":"graded","total":95.05,"grade":"A"}
`
	if err := os.WriteFile(lines, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	own, err := lineSums(lines)
	if err != nil {
		t.Fatal(err)
	}
	other, err := plainSums([]byte(`{"practitioners":2,"total":183.14999999999998,"grades":{"A":1,"B":1}}`))
	if err != nil || !own.equal(other) {
		t.Errorf("%+v and %+v, %v", own, other, err)
	}
	if other.total++; own.equal(other) {
		t.Error("another total is no other")
	}
}

// The sheets of the programs name the same cells differently.
func TestSameCells(t *testing.T) {
	of := func(rows ...[][]string) person {
		people := map[string]person{}
		for _, sheet := range rows {
			take(people, sheet)
		}
		if len(people) != 1 {
			t.Fatalf("%d people", len(people))
		}
		return people["0018"]
	}
	credit := of([][]string{{"姓名", "身份证件号码", "综合得分"}, {"甲", "0018", "88.50"}},
		[][]string{{"", "", "3.出勤率（2 分）"}, {"姓名", "身份证件号码", "3 填报", "3 得分"}, {"甲", "0018", "91%", "1"}})
	plain := of([][]string{{"姓名", "身份证件号码", "综合得分"}, {"甲", "0018", "88.5"}},
		[][]string{{"姓名", "身份证件号码", "3.出勤率", "3.出勤率得分"}, {"甲", "0018", "0.91", "1"}})
	if err := same(credit, plain, 1); err != nil {
		t.Error(err)
	}
	plain.points[3] = "2"
	if same(credit, plain, 1) == nil {
		t.Error("other points were not seen")
	}
	plain.points[3] = "1"
	plain.values["综合得分"] = "88.49"
	if same(credit, plain, 1) == nil {
		t.Error("another total was not seen")
	}
	if same(credit, plain, 44) == nil {
		t.Error("missing indicators were not seen")
	}
}
