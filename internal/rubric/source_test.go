package rubric_test

import (
	"strconv"
	"strings"
	"testing"

	"credit/internal/rubric"
	"credit/internal/rubric/rubrictest"
	embedded "credit/rubric"
)

// The lines of an indicator are its own, all of them and no other's; together
// they are all that stands in the groups.
func TestTheSourceOfAnIndicatorIsItsOwnLines(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	text := string(embedded.Yichun2024)
	for _, n := range r.Indicators {
		source := r.Source(n.Number)
		if !strings.HasPrefix(source, "          - number: "+strconv.Itoa(n.Number)+"\n            name: "+n.Name+"\n") || strings.Count(source, "- number:") != 1 {
			t.Errorf("%s is\n%s", n.Label(), source)
		}
		if strings.Count(text, source) != 1 {
			t.Errorf("%s does not stand so in the file", n.Label())
		}
		text = strings.Replace(text, source, "", 1)
	}
	if strings.Contains(text, "statement:") || strings.Contains(text, "kind:") {
		t.Error("lines of an indicator are left over")
	}
}

// Comments at and above an indicator come with it; where a file is written in
// braces, the same is written in lines.
func TestTheSourceHasItsComments(t *testing.T) {
	t.Parallel()
	text := string(embedded.Yichun2024)
	edit := func(old, now string) string {
		if !strings.Contains(text, old) {
			t.Fatalf("the rubric has no %q", old)
		}
		return strings.Replace(text, old, now, 1)
	}
	commented := edit("          - number: 9\n", "          # 上面\n          - number: 9 # 旁边\n            # 里面\n")
	r, err := rubric.Load("commented.yaml", []byte(commented))
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Source(9); !strings.HasPrefix(got, "          # 上面\n          - number: 9 # 旁边\n            # 里面\n            name: 集体意识\n") {
		t.Errorf("9 is\n%s", got)
	}
	if got := r.Source(8); strings.Contains(got, "#") {
		t.Errorf("8 is\n%s", got)
	}
	old := rubrictest.Load(t).Source(4)
	braces := "          - {number: 4, name: 按学校安排参加社会活动, statement: 参加。, clause: 附件第 4 项, kind: choice, answers: 是否, points: {是: 2, 否: 0}}\n"
	if r, err = rubric.Load("braces.yaml", []byte(edit(old, braces))); err != nil {
		t.Fatal(err)
	}
	if got, want := r.Source(4), "- number: 4\n  name: 按学校安排参加社会活动\n  statement: 参加。\n  clause: 附件第 4 项\n  kind: choice\n  answers: 是否\n  points: {是: 2, 否: 0}\n"; got != want {
		t.Errorf("4 is\n%s", got)
	}
}
