package stamp_test

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"credit/internal/sheet"
	"credit/internal/sheet/sheettest"
	"credit/internal/stamp"
)

// What Rows writes, Read finds, in whatever place the sheet stands.
func TestAStampIsReadAsItWasWritten(t *testing.T) {
	t.Parallel()
	for _, kind := range []stamp.Kind{
		stamp.Template, stamp.Annotated, stamp.Graded, stamp.Summary, stamp.Diff, stamp.Export,
		stamp.Explanation, stamp.Notice, stamp.Register, stamp.Cases, stamp.Answer, stamp.Simulation,
	} {
		want := stamp.Stamp{Kind: kind, Rubric: "yichun-2024", Edition: "2024-11-14", SHA256: "ab", Year: "2025", Version: "1.0", Form: stamp.Form}
		if kind == stamp.Graded {
			want.Input, want.Graded, want.Held, want.Corrected = "cd", "12", "0", "3"
			want.Rules = stamp.Pack([]byte(strings.Repeat("id: yichun-2024\n", 9)))
			want.Places = strings.Repeat("packed", 9000)
		}
		layout := stamp.Layout()
		s := sheettest.Sheet{Info: sheet.Info{Name: layout.Name, Hidden: layout.Hidden}}
		s.Rows = append(s.Rows, sheettest.Row(1, layout.Columns[0].Header, layout.Columns[1].Header))
		for i, row := range want.Rows() {
			key, _ := row[0].Text()
			value, _ := row[1].Text()
			s.Rows = append(s.Rows, sheettest.Row(2+i, key, value))
		}
		got, err := stamp.Read(sheettest.Book{{Info: sheet.Info{Name: "填报表"}}, s})
		if err != nil || got != want {
			t.Errorf("%+v, %v", got, err)
		}
		if isSubmission := kind == stamp.Template || kind == stamp.Annotated; got.IsSubmission() != isSubmission || kind.Name() == "" {
			t.Errorf("%s: submission %v, called %q", kind, got.IsSubmission(), kind.Name())
		}
	}
}

// A workbook without a stamp is a submission; a sheet of that name without
// the mark is no stamp; damage comes back.
func TestWithoutAStampAWorkbookIsASubmission(t *testing.T) {
	t.Parallel()
	for _, book := range []sheettest.Book{{}, sheettest.Parse("== 填报表\n1: 姓名"), sheettest.Parse("== _credit\n1: kind | graded"), sheettest.Parse("== _CREDIT hidden\n1: 姓名 | 张三")} {
		if got, err := stamp.Read(book); err != nil || got != (stamp.Stamp{}) || !got.IsSubmission() {
			t.Errorf("%+v, %v", got, err)
		}
	}
	damage := errors.New("damaged")
	if _, err := stamp.Read(sheettest.Book{{Info: sheet.Info{Name: stamp.SheetName}, Damage: damage}}); !errors.Is(err, damage) {
		t.Errorf("%v", err)
	}
	if stamp.Kind("something new").Name() == "" || (stamp.Stamp{Kind: "something new"}).IsSubmission() {
		t.Error("an unknown kind is taken for a submission")
	}
}

// Rules of any length come back as they were; too long ones are left out, and
// what was cut or changed is an error.
func TestRulesComeBackAsTheyWere(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	noise := make([]byte, 200_000)
	for i := range noise {
		noise[i] = byte(random.Uint32())
	}
	for _, rules := range [][]byte{[]byte("id: 甲\r\n"), bytes.Repeat([]byte("一行\n"), 9000), noise} {
		packed := stamp.Pack(rules)
		if got, err := stamp.Unpack(packed); err != nil || !bytes.Equal(got, rules) {
			t.Errorf("%d bytes come back as %d, %v", len(rules), len(got), err)
		}
		s := stamp.Stamp{Kind: stamp.Graded, Rules: packed}
		for _, row := range s.Rows() {
			if text, _ := row[1].Text(); len(text) > 32_767 {
				t.Errorf("a cell of %d characters", len(text))
			}
		}
		if _, err := stamp.Unpack(packed[:len(packed)-8]); err == nil {
			t.Error("what was cut is read")
		}
	}
	if stamp.Pack(make([]byte, 9<<20)) != "" {
		t.Error("rules beyond all measure are packed")
	}
	if _, err := stamp.Unpack("不是"); err == nil {
		t.Error("what is no packed text is read")
	}
}
