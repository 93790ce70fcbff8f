package finding_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"credit/internal/finding"
)

// contract is the table of the contract: every code and its severity.
var contract = map[finding.Severity]string{
	finding.Error: `unreadable-workbook legacy-xls encrypted-workbook no-data-sheet missing-column duplicate-column
		column-mismatch missing-identity bad-id id-precision-lost duplicate-practitioner unknown-county missing-answer
		unknown-answer not-applicable out-of-range ambiguous-rate too-precise cell-error formula-without-value
		rubric-mismatch year-mismatch`,
	finding.Warning: `unknown-column hidden-data totals-row note-row own-output fraction-rate several-awards
		award-without-record record-contradicts-answer polarity-doubt uniform-answers`,
}

// The catalogue has every code of the contract with its severity, and no
// other than the warnings of the program's own.
func TestTheCatalogueIsTheContractsTable(t *testing.T) {
	own := []finding.Code{"no-practitioner", "unmatched-record", "tiny-rate", "same-file", "other-document", "bad-record", "not-text",
		"lost-dropdown", "not-reviewed"}
	want := map[finding.Code]finding.Severity{}
	for _, code := range own {
		want[code] = finding.Warning
	}
	for severity, codes := range contract {
		for _, code := range strings.Fields(codes) {
			want[finding.Code(code)] = severity
		}
	}
	if len(want) != 33+len(own) {
		t.Fatalf("the contract's table has 33 codes, not %d", len(want)-len(own))
	}
	seen := map[finding.Code]bool{}
	for _, entry := range finding.Catalogue() {
		if seen[entry.Code] {
			t.Errorf("%s stands twice", entry.Code)
		}
		seen[entry.Code] = true
		if severity, known := want[entry.Code]; !known || severity != entry.Severity {
			t.Errorf("%s is a %s, in the contract %q", entry.Code, entry.Severity, severity)
		}
	}
	for code := range want {
		if !seen[code] {
			t.Errorf("%s is not in the catalogue", code)
		}
	}
}

var blank = regexp.MustCompile(`\{[^}]*\}`)

// empty are brackets and quotes with nothing in them.
var empty = regexp.MustCompile(`（）|“”`)

// Every entry has a title, a message, a hint, a bad and a good example and
// its clause, in Chinese.
func TestEveryEntryIsWholeAndInChinese(t *testing.T) {
	chinese := func(text string) bool {
		return strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) })
	}
	for _, e := range finding.Catalogue() {
		for _, text := range []string{e.Title, e.Message, e.Hint, e.Clause} {
			if !chinese(blank.ReplaceAllString(text, "")) {
				t.Errorf("%s: %q", e.Code, text)
			}
		}
		if e.Bad == "" || e.Good == "" || e.Bad == e.Good {
			t.Errorf("%s: examples %q, %q", e.Code, e.Bad, e.Good)
		}
		for _, text := range []string{e.Title, e.Message, e.Hint} {
			if strings.HasSuffix(text, "。") || strings.Contains(text, "  ") {
				t.Errorf("%s: %q", e.Code, text)
			}
		}
	}
}

// Gravity is the catalogue's order: errors stand before warnings.
func TestErrorsAreGraverThanWarnings(t *testing.T) {
	worst := map[finding.Severity]int{finding.Error: -1, finding.Warning: 1 << 30}
	for _, e := range finding.Catalogue() {
		g := finding.Gravity(e.Code)
		if e.Severity == finding.Error {
			worst[finding.Error] = max(worst[finding.Error], g)
		} else {
			worst[finding.Warning] = min(worst[finding.Warning], g)
		}
	}
	if worst[finding.Error] >= worst[finding.Warning] {
		t.Errorf("an error at %d, a warning at %d", worst[finding.Error], worst[finding.Warning])
	}
}

// What a school wrote never fills a blank of its own making.
func TestAValueWithBracesIsShownAsItIs(t *testing.T) {
	f := finding.Finding{Code: finding.UnknownAnswer, Indicator: 3, Value: "{name}{indicator}{", Words: finding.Words{
		"name": "按学校规定参加升降国旗活动", "allowed": "{value}", "statement": "",
	}}
	if got, want := f.Message(), "第 3 项“按学校规定参加升降国旗活动”填了“{name}{indicator}{”，无法识别"; got != want {
		t.Errorf("message %q, want %q", got, want)
	}
	if got, want := f.Hint(), "请填{value}"; got != want {
		t.Errorf("hint %q, want %q", got, want)
	}
}

// Findings are ordered by file, sheet, row, column and code, whatever order
// they were found in.
func TestFindingsHaveATotalOrder(t *testing.T) {
	draw := rapid.Custom(func(t *rapid.T) finding.Finding {
		small := rapid.IntRange(0, 2)
		return finding.Finding{
			Code: rapid.SampledFrom([]finding.Code{finding.BadID, finding.MissingAnswer, finding.UnknownColumn}).Draw(t, "code"),
			Place: finding.Place{FileOrder: small.Draw(t, "file"), SheetOrder: small.Draw(t, "sheet"),
				Row: small.Draw(t, "row"), Column: small.Draw(t, "column")},
			Value: rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "value"),
		}
	})
	key := func(f finding.Finding) []int {
		return []int{f.Place.FileOrder, f.Place.SheetOrder, f.Place.Row, f.Place.Column}
	}
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfN(draw, 2, 12).Draw(t, "findings")
		slices.SortFunc(list, finding.Compare)
		for i := 1; i < len(list); i++ {
			a, b := list[i-1], list[i]
			switch c := slices.Compare(key(a), key(b)); {
			case c > 0, c == 0 && a.Code > b.Code, c == 0 && a.Code == b.Code && a.Value > b.Value:
				t.Fatalf("%+v stands before %+v", a, b)
			}
			if finding.Compare(a, b) != -finding.Compare(b, a) {
				t.Fatal("the order is not antisymmetric")
			}
		}
	})
}

// The codes of the errors are given once each and sorted; warnings are not
// among them.
func TestErrorCodesAreSortedOnceEachWithoutWarnings(t *testing.T) {
	got := finding.ErrorCodes([]finding.Finding{
		{Code: finding.MissingAnswer}, {Code: finding.FractionRate}, {Code: finding.BadID}, {Code: finding.MissingAnswer},
	})
	if !slices.Equal(got, []finding.Code{finding.BadID, finding.MissingAnswer}) {
		t.Errorf("%q", got)
	}
}

// A place has a cell's name only where row and column are known.
func TestACellIsNamedOnlyWhereItIsKnown(t *testing.T) {
	for want, p := range map[string]finding.Place{
		"D5": {Row: 5, Column: 4}, "AZ12": {Row: 12, Column: 52}, "": {Row: 5},
	} {
		if got := p.Cell(); got != want {
			t.Errorf("%+v is %q", p, got)
		}
	}
	if got := (finding.Place{Column: 4}).Cell(); got != "" {
		t.Errorf("a column alone is %q", got)
	}
}
