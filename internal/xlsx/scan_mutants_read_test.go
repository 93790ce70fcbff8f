package xlsx_test

import (
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"credit/internal/xlsx"
)

// TestScannerMutants: whatever becomes of the bytes of a worksheet part, the
// scanner changes neither what is read nor what is refused.
func TestScannerMutants(t *testing.T) {
	rounds := 4000
	if testing.Short() {
		rounds = 400
	}
	mutants(t, rounds, 20260103)
}

// mutants compares that many mutants of the ordinary rows and of some that
// excelize streamed.
func mutants(t *testing.T, rounds int, seed uint64) {
	random := rand.New(rand.NewPCG(seed, 5))
	streamed := part(t, streamedBook(t), "xl/worksheets/sheet1.xml")
	streamed = streamed[strings.Index(streamed, "<row"):strings.Index(streamed, `<row r="12"`)]
	originals := []string{strings.Join(ordinaryRows, ""), streamed}
	w, err := xlsx.Open(goodParts().zip(t), xlsx.Options{})
	if err != nil {
		t.Fatal(err)
	}
	whole := []int{w.Ordinary(originals[0]), w.Ordinary(originals[1])}
	if whole[0] != len(ordinaryRows) || whole[1] != 11 {
		t.Fatalf("only %v rows are scanned", whole)
	}
	handed, refused, alike := 0, 0, 0
	for i := range rounds {
		rows := mutateRows(random, originals[i%2])
		text := worksheetXML(rows)
		if i%10 == 9 { // now and then anywhere in the part
			text = mutateRows(random, worksheetXML(originals[i%2]))
		}
		changed := withSheet(text + " ")
		if i%10 == 4 {
			changed = everyText(mutateRows(random, strings.Join(ordinaryTexts, "")))
			rows = originals[0]
		}
		r := readsAlike(t, changed.zip(t), xlsx.Options{})
		if w.Ordinary(rows) == whole[i%2] {
			alike++
		} else {
			handed++
		}
		if r.Err != "" {
			refused++
		}
	}
	t.Logf("%d mutants read alike: %d with a row that was handed over, %d without; %d were refused", rounds, handed, alike, refused)
}

// mutateRows changes one place of a text, seldom two: a byte replaced, a bit
// turned, some bytes left out, put in, doubled or swapped.
func mutateRows(r *rand.Rand, text string) string {
	const meaning = "ABZcrstvfiowxn0129.,-+E\"'=/<>&;#!?[]: _\t\r\n\x00\x1f\x7f\x80\xbf\xef\xff"
	b := []byte(text)
	for range 1 + r.IntN(5)/4 {
		at := r.IntN(len(b))
		n := min(1+r.IntN(6), len(b)-at)
		switch r.IntN(8) {
		case 0, 1:
			b[at] = meaning[r.IntN(len(meaning))]
		case 2:
			b[at] ^= 1 << r.IntN(8)
		case 3:
			b = append(b[:at:at], b[at+n:]...)
		case 4:
			b = append(append(b[:at:at], meaning[r.IntN(len(meaning))]), b[at:]...)
		case 5:
			b = append(b[:at+n:at+n], b[at:]...)
		case 6:
			other := r.IntN(len(b))
			b[at], b[other] = b[other], b[at]
		case 7: // a byte of the same sort, which is often still ordinary
			if c := b[at]; '0' <= c && c <= '9' {
				b[at] = '0' + byte(r.IntN(10))
			} else if at+1 < len(b) {
				b[at], b[at+1] = b[at+1], b[at]
			}
		}
		if len(b) == 0 {
			return ""
		}
	}
	return string(b)
}

var tagsAndTexts = regexp.MustCompile(`<[^>]*>|[^<]+`)

// TestScannerMissesNoTag: the same where a whole tag or text is left out, stands
// twice or has changed places with the next, in a row or in an entry of the
// table of texts.
func TestScannerMissesNoTag(t *testing.T) {
	random := rand.New(rand.NewPCG(20260104, 6))
	for _, row := range ordinaryRows {
		for range 60 {
			readsAlike(t, withRows(retag(random, row)).zip(t), xlsx.Options{})
		}
	}
	for _, text := range ordinaryTexts {
		for range 120 {
			readsAlike(t, everyText(retag(random, text)+strings.Repeat(ordinaryTexts[0], 9)).zip(t), xlsx.Options{})
		}
	}
}

func retag(r *rand.Rand, text string) string {
	tokens := tagsAndTexts.FindAllString(text, -1)
	for changes := 1 + r.IntN(2); changes > 0 && len(tokens) > 1; changes-- {
		at := r.IntN(len(tokens) - 1)
		switch r.IntN(3) {
		case 0:
			tokens = slices.Delete(tokens, at, at+1)
		case 1:
			tokens = slices.Insert(tokens, at, tokens[at])
		case 2:
			tokens[at], tokens[at+1] = tokens[at+1], tokens[at]
		}
	}
	return strings.Join(tokens, "")
}

// firstRows are some rows of a workbook of testdata.
func firstRows(t testing.TB, name string) string {
	data, err := os.ReadFile("../../testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	text := part(t, data, "xl/worksheets/sheet2.xml")
	rows := text[strings.Index(text, "<row"):]
	return rows[:strings.Index(rows, `<row r="6"`)]
}

// FuzzScanner: the same of any rows, and of any worksheet part.
func FuzzScanner(f *testing.F) {
	for _, row := range ordinaryRows {
		f.Add(row, false)
	}
	for _, odd := range oddities {
		if len(odd) < 1000 {
			f.Add(ordinaryRows[0]+odd, false)
		}
	}
	f.Add(worksheetXML(strings.Join(ordinaryRows, "")), true)
	for _, p := range producers {
		f.Add(p.before+`<sheetData>`+p.rows+`</sheetData>`+p.after, true)
	}
	for _, name := range []string{"schools.xlsx", "schools-faulty.xlsx"} {
		f.Add(firstRows(f, name), false)
	}
	f.Fuzz(func(t *testing.T, text string, whole bool) {
		if !whole {
			text = worksheetXML(text)
		}
		if len(text) > 1<<20 {
			return
		}
		limits := tinyLimits()[len(text)%13]
		readsAlike(t, withSheet(text).zip(t), xlsx.Options{Limits: limits})
		readsAlike(t, withSheet(text).zip(t), xlsx.Options{})
	})
}
