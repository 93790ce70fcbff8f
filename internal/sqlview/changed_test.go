package sqlview_test

import (
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"credit/internal/points"
	"credit/internal/rubric"
	"credit/internal/rubric/rubrictest"
	"credit/internal/sqlview"
	embedded "credit/rubric"
)

// changed is the rubric that ships, with other words in its file.
func changed(t testing.TB, pairs ...string) *rubric.Rubric {
	t.Helper()
	text := string(embedded.Yichun2024)
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(text, pairs[i]) {
			t.Fatalf("the rubric has no %q", pairs[i])
		}
		text = strings.ReplaceAll(text, pairs[i], pairs[i+1])
	}
	r, err := rubric.Load("changed.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// both holds the views of a rubric, in both engines where there is a server,
// against the Go scorer.
func both(t *testing.T, r *rubric.Rubric, people []person) {
	t.Helper()
	db := database(t)
	fill(t, db, people)
	do(t, db, written(t, r, "sqlite"))
	compare(t, r, people, ask(t, db, "SELECT "+strings.Join(viewColumns(r), ", ")+" FROM credit_result"), judged(t, r, people, points.Points.String))
	if os.Getenv(server) != "" {
		got := rowsOf(t, session(t, copied(people)+written(t, r, "postgres")+asked(r)))
		compare(t, r, people, got, judged(t, r, people, points.Points.Fixed))
	}
}

// Another rubric gives another view: bands, points, answers, floors, ranges
// and grades all come from the file.
func TestAChangedRubricGivesAnotherView(t *testing.T) {
	t.Parallel()
	r := changed(t,
		"{from: 95%, points: 2}", "{from: 99.125%, points: 2}",
		"{from: 85%, below: 95%, points: 1}", "{from: 0.3333333333333333333%, below: 99.125%, points: 0.75}",
		"{from: 90%, below: 95%, points: 1}", "{from: 90%, below: 99.125%, points: 1}",
		"{answer: 参与奖}", "{answer: 参与奖, also: [\"n/a\", \"1.0\", \"3\", \"甲、乙\"]}",
		"{below: 85%, points: 0}", "{below: 0.3333333333333333333%, points: 0.25}",
		"points: {博士: 3, 硕士: 2, 本科及以下: 1}", "points: {博士: 1, 硕士: 2.37, 本科及以下: 3}",
		"points: {一等奖: 5, 二等奖: 3, 三等奖: 1, 参与奖: 0.5, 无: 0}", "points: {一等奖: 0, 二等奖: 3, 三等奖: 5, 参与奖: 5, 无: 1}",
		"{answer: 优秀}", "{answer: ÉTÉ ≠ Я, also: [\"2\", \"2.50\", \"优/良\"]}", "优秀: 3", "ÉTÉ ≠ Я: 3",
		"range: {min: 0, max: 5, decimals: 2}", "range: {min: 0.5, max: 5, decimals: 1}",
		"from: 95, clause", "from: 90.01, clause", "from: 85, below: 95", "from: 85, below: 90.01",
		"      below: 20\n", "      below: 29.5\n",
		"grade: E\n  clause", "grade: D\n  clause",
	)
	both(t, r, writer{rand.New(rand.NewPCG(7, 7)), r}.people(0, 2000))
}

// A number that is scored by bands, such as a class average, is too.
func TestAMeasureIsScoredByItsBands(t *testing.T) {
	t.Parallel()
	r := changed(t, "            kind: number\n            range: {min: 0, max: 5, decimals: 2}\n",
		"            kind: measure\n            range: {min: 0.5, max: 100, decimals: 1}\n            bands:\n"+
			"              - {from: 85, points: 5}\n              - {from: 4.5, below: 85, points: 2.25}\n              - {from: 2.5, below: 4.5, points: 1}\n              - {below: 2.5, points: 0}\n")
	both(t, r, writer{rand.New(rand.NewPCG(7, 31)), r}.people(0, 2000))
}

// Whatever stands in a rubric's texts stays text: nothing of it becomes SQL.
func TestNothingInARubricBecomesSQL(t *testing.T) {
	t.Parallel()
	hostile := []string{
		`'; DROP TABLE answers; --`, `\'; DROP TABLE answers; --`, `*/ DROP TABLE answers; /*`, `$$; DROP TABLE answers; $$`,
		`" || (SELECT 1) || "`, `E'\x27`, `:'answers' :answers @answers ?`, `\q`, `\! touch x`, `%s%n{{.}}⟦.Header⟧`,
	}
	r := rubrictest.Load(t)
	for i := range r.Sections {
		r.Sections[i].Name = strings.Repeat(hostile[i], 2) + "\n" + hostile[i+3] + "\r\\\n.quit\n"
	}
	grades := map[string]string{}
	for i := range r.Grades {
		grades[r.Grades[i].Grade] = hostile[i] + "\n"
		r.Grades[i].Grade = hostile[i] + "\n"
	}
	r.Direct.Grade = grades[r.Direct.Grade]
	r.ID, r.Edition, r.Title, r.Document = hostile[0]+"\nDROP TABLE answers;", hostile[1]+"\r\nDROP TABLE answers;", hostile[2]+"\u2028DROP TABLE answers;", "\x00\u202e"+hostile[3]
	r.Clause, r.Notice.Text, r.Notice.Clause = "\nDROP TABLE answers;", "\nDROP TABLE answers;--", "\vDROP\n"
	for i := range r.Indicators {
		n := &r.Indicators[i]
		n.Clause += "\nDROP TABLE answers;"
		n.Answers = slices.Clone(n.Answers)
		for a := range n.Answers {
			n.Answers[a].Also = slices.Clone(n.Answers[a].Also)
			for at, text := range hostile {
				if !n.Several { // there a separator parts them
					n.Answers[a].Also = append(n.Answers[a].Also, text+strings.Repeat("'", a)+strings.Repeat(`\`, at%3))
				}
			}
		}
	}
	people := writer{rand.New(rand.NewPCG(9, 9)), r}.people(0, 1000)
	both(t, r, people)
}

// What SQL cannot express is refused, in Chinese: overlays, unknown kinds,
// numbers below zero, names that are no plain names.
func TestWhatSQLCannotExpressIsRefused(t *testing.T) {
	t.Parallel()
	for want, spoil := range map[string]func(*sqlview.Options){
		"实施细则":        func(o *sqlview.Options) { o.Rubric.Overlays = []rubric.Overlay{{ID: "x"}} },
		"“kind: x”":   func(o *sqlview.Options) { o.Rubric.Indicators[4].Kind = "x" },
		"低于 0":        func(o *sqlview.Options) { o.Rubric.Indicators[30].Range.Min = -1 },
		"oracle":      func(o *sqlview.Options) { o.Dialect = "oracle" },
		"都叫":          func(o *sqlview.Options) { o.View = o.Table },
		"空字符":         func(o *sqlview.Options) { o.Rubric.Sections[0].Name = "a\x00" },
		"超过 63 个字节":   func(o *sqlview.Options) { o.View = strings.Repeat("评", 22) },
		"“a;b”名称不对":   func(o *sqlview.Options) { o.View = "a;b" },
		"“a\"b”名称不对":  func(o *sqlview.Options) { o.Table = "a\"b" },
		"“a.b.c”名称不对": func(o *sqlview.Options) { o.Table = "a.b.c" },
		"“1a”名称不对":    func(o *sqlview.Options) { o.Table = "1a" },
		"“a\n”名称不对":   func(o *sqlview.Options) { o.Table = "a\n" },
	} {
		o := sqlview.Options{Rubric: rubrictest.Load(t), Dialect: "postgres", View: "v", Table: "t"}
		spoil(&o)
		if err := sqlview.Write(io.Discard, o); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	if err := sqlview.Write(io.Discard, sqlview.Options{Rubric: rubrictest.Load(t), Dialect: "x", View: "v", Table: "t"}); !errors.Is(err, sqlview.ErrDialect) {
		t.Error(err)
	}
}
