package result_test

import (
	"encoding/json"
	"strings"
	"testing"

	"credit/internal/finding"
	"credit/internal/practitioner"
	"credit/internal/result"
	"credit/internal/rubric"
	"credit/internal/rubric/rubrictest"
	"credit/internal/score"
	"credit/internal/submission"
)

// worst is everyone's last answer: 1 point in all, direct for all sections.
func worst(r *rubric.Rubric) *result.Result {
	answers := make([]submission.Answer, len(r.Indicators))
	for i := range answers {
		answers[i] = submission.Answer{Stands: true, Choice: max(0, len(r.Indicators[i].Answers)-1)}
	}
	answers[43].Choice = 3 // 参与奖
	return score.Score(r, answers)
}

var place = finding.Place{File: "学校/<某>.xlsx", Sheet: "填报表", Row: 5, Column: 9}

// A graded practitioner's line has the contract's keys in its order, points
// as numbers, the ID number masked.
func TestTheLineOfAGradedPractitioner(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	p := &practitioner.Practitioner{County: "伊美区", School: `第"一"中学`, Name: "张三", ID: practitioner.NewID("230717199001010018")}
	line := string(result.AppendJSON([]byte("x"), r, place, p, worst(r), nil, "", nil))
	start := `x{"file":"学校/<某>.xlsx","sheet":"填报表","row":5,"county":"伊美区","school":"第\"一\"中学","name":"张三","id":"**************0018","status":"graded","points":{"1":0,"2":0,`
	end := `"43":0,"44":0.5},"sections":{"思想素质":0,"业务工作":1,"工作业绩":0.5},"total":1.5,"grade":"E","grade_by_total":"E","direct":["思想素质","业务工作","工作业绩"]}` + "\n"
	if !strings.HasPrefix(line, start) || !strings.HasSuffix(line, end) {
		t.Errorf("%s", line)
	}
	var back struct{ Points map[string]json.Number }
	if err := json.Unmarshal([]byte(line[1:]), &back); err != nil || len(back.Points) != 44 || back.Points["44"] != "0.5" {
		t.Errorf("%v, %d points", err, len(back.Points))
	}
}

// A held practitioner's line has the codes instead of points; ID numbers are
// masked in whatever column they stand.
func TestTheLineOfAHeldPractitioner(t *testing.T) {
	t.Parallel()
	p := &practitioner.Practitioner{County: "230717199001010018", School: "", Name: "张三 230717  19900101　0018", ID: practitioner.NewID("2307171990")}
	line := string(result.AppendJSON(nil, rubrictest.Load(t), place, p, nil, []finding.Code{finding.BadID, finding.MissingAnswer}, "", nil))
	if !strings.HasSuffix(line, `"school":"","name":"`+p.Name[:len("张三 ")]+`*****************0018","id":"******1990","status":"held","findings":["bad-id","missing-answer"]}`+"\n") ||
		strings.Contains(line, "1990010") || strings.Contains(line, "19900101") {
		t.Errorf("%s", line)
	}
}

// Text that would break a line of JSON does not: control characters, line
// separators, bytes that are not UTF-8.
func TestAnyTextMakesOneLineOfJSON(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"a\nb", "\u2028", "\x00\x1f", `\"`, "\xff\xfe", "<&>", "\ufeff", "\u202e", "{}"} {
		p := &practitioner.Practitioner{Name: text, School: text, County: text}
		line := result.AppendJSON(nil, rubrictest.Load(t), finding.Place{File: text, Sheet: text}, p, nil, nil, "", nil)
		var back map[string]any
		if err := json.Unmarshal(line, &back); err != nil || strings.Count(string(line), "\n") != 1 {
			t.Errorf("%q: %v in %s", text, err, line)
		}
		if want := strings.ToValidUTF8(text, "\ufffd\ufffd"); text != "\xff\xfe" && back["name"] != want {
			t.Errorf("%q came back as %q", text, back["name"])
		}
	}
}

// A band is told in words that say to which side its edges belong.
func TestABandIsToldInWords(t *testing.T) {
	r := rubrictest.Load(t)
	for number, want := range map[int][]string{
		3:  {"95%（含）以上", "85%（含）至 95%", "不满 85%"},
		38: {"95%（含）以上", "90%（含）至 95%", "不满 90%"},
	} {
		bands := r.Indicators[number-1].Bands
		if len(bands) != len(want) {
			t.Fatalf("%d has %d bands", number, len(bands))
		}
		for i, band := range bands {
			if got := band.Text(); got != want[i] {
				t.Errorf("%d: band %d is %q, want %q", number, i, got, want[i])
			}
		}
	}
	if got := (rubric.Band{}).Text(); got != "任何出席率" {
		t.Errorf("a band without edges is %q", got)
	}
}
