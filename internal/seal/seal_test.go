package seal_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"credit/internal/points"
	"credit/internal/seal"
	"credit/internal/sheet"
	"credit/internal/xlsx"
)

const columns = 6

var layouts = []sheet.Layout{{Name: "评分结果", Columns: []sheet.Column{
	{Header: "姓名"}, {Header: "身份证件号码"}, {Header: "得分", Style: sheet.PointCell}, {Header: "占比", Style: sheet.ShareCell}, {Header: "说明"}, {Header: "人数"},
}}}

// rows draws the rows of a sheet, each with a name of its own.
func rows(t *rapid.T) [][]sheet.Value {
	n := rapid.IntRange(1, 30).Draw(t, "rows")
	all := make([][]sheet.Value, n)
	for i := range all {
		all[i] = []sheet.Value{
			sheet.TextValue(fmt.Sprintf("教师%d", i)), sheet.TextValue(rapid.StringMatching(`[0-9]{17}[0-9X]`).Draw(t, "id")),
			sheet.PointsValue(points.Points(rapid.IntRange(0, 10000).Draw(t, "points"))),
			sheet.ShareValue(rapid.IntRange(0, 97).Draw(t, "part"), 97),
			sheet.TextValue(rapid.SampledFrom([]string{"", "是", "=1+1", " 两头空 ", "一行\n两行", "一行\r\n两行", "_x000D_", "&<>\"", "1.50", "\x01控制", strings.Repeat("长", 33000)}).Draw(t, "text")),
			sheet.CountValue(rapid.IntRange(0, 3).Draw(t, "count")),
		}
	}
	return all
}

// written is a workbook with these rows as it is read back, and what was
// recorded of it, by way of a manifest.
func written(t *rapid.T, dir string, key seal.Key, all [][]sheet.Value) (*xlsx.Workbook, *seal.Manifest) {
	book, err := xlsx.Create(layouts, xlsx.WriteOptions{TempDir: dir})
	check(t, err)
	name := filepath.Join(dir, "rows")
	spool, err := seal.NewSpool(name)
	check(t, err)
	defer func() { check(t, errors.Join(spool.Close(), os.Remove(name))) }()
	recorder := seal.NewRecorder(key, book, layouts, spool)
	for _, row := range all {
		check(t, recorder.Append(0, row))
	}
	record, err := recorder.Finish()
	check(t, err)
	var file, text bytes.Buffer
	check(t, book.Save(&file))
	check(t, book.Close())
	m := seal.New("0.0.0")
	m.Outputs = []seal.File{{File: "甲-评分.xlsx", SHA256: seal.SHA256(file.Bytes())}}
	check(t, m.Write(&text, []*seal.Record{record}))
	again, err := seal.Parse(text.Bytes())
	check(t, err)
	read, err := xlsx.Open(file.Bytes(), xlsx.Options{})
	check(t, err)
	return read, again
}

func check(t *rapid.T, err error) {
	if err != nil {
		t.Fatal(err)
	}
}

// read are the cells of the rows under the header.
func read(t *rapid.T, book *xlsx.Workbook) (all [][]sheet.Cell) {
	check(t, book.Rows(0, func(row sheet.Row) error {
		if row.Number > 1 {
			all = append(all, slices.Clone(row.Cells))
		}
		return nil
	}))
	return all
}

// differences holds rows that stand from row 2 on against a manifest.
func differences(t *rapid.T, m *seal.Manifest, key seal.Key, stand [][]sheet.Cell) []seal.Difference {
	want, err := m.Sheets[0].Expect()
	check(t, err)
	comparison := want.Compare(key.Digester())
	var row seal.Row
	for i, cells := range stand {
		row.SetCells(cells)
		comparison.See(i+2, &row)
	}
	return comparison.Differences()
}

// What was recorded while a workbook was written is what is read from it:
// whatever stands in its cells, nobody is blamed. In another order the rows
// moved, and none is said to have changed.
func TestUntouchedRowsAreNeverBlamed(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		key := seal.NewKey()
		book, m := written(t, dir, key, rows(t))
		stand := read(t, book)
		if got := differences(t, m, key, stand); got != nil {
			t.Fatalf("untouched, and yet %+v", got)
		}
		for _, d := range differences(t, m, key, rapid.Permutation(stand).Draw(t, "order")) {
			if d.Kind != seal.Moved {
				t.Fatalf("only the order changed, and yet %+v", d)
			}
		}
	})
}

// Whatever single cell is edited, in whatever place its row then stands: that
// cell is named and no other.
func TestAnyEditedCellIsNamed(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	missed := 0
	rapid.Check(t, func(t *rapid.T) {
		key := seal.NewKey()
		book, m := written(t, dir, key, rows(t))
		stand := read(t, book)
		at, column := rapid.IntRange(0, len(stand)-1).Draw(t, "row"), rapid.IntRange(1, columns+2).Draw(t, "column")
		edit(t, &stand[at], column)
		if rapid.Bool().Draw(t, "sorted") {
			slices.Reverse(stand)
			at = len(stand) - 1 - at
		}
		for _, d := range differences(t, m, key, stand) {
			switch {
			case d.Kind == seal.Moved:
			case d.Kind != seal.Changed || d.Row != at+2:
				t.Fatalf("row %d column %d was edited: %+v", at+2, column, d)
			case len(d.Cells) == 0: // one chance in 65,536
				if missed++; missed > 1 {
					t.Fatalf("row %d column %d was edited and is not named", at+2, column)
				}
				return
			case len(d.Cells) == 1 && d.Cells[0].Column == column:
				return
			default:
				t.Fatalf("row %d column %d was edited: %+v", at+2, column, d.Cells)
			}
		}
		t.Fatalf("row %d column %d was edited, and nothing is said", at+2, column)
	})
}

// edit changes, clears or fills one cell of a row.
func edit(t *rapid.T, cells *[]sheet.Cell, column int) {
	i := slices.IndexFunc(*cells, func(c sheet.Cell) bool { return c.Column >= column })
	if i < 0 || (*cells)[i].Column != column {
		if i < 0 {
			i = len(*cells)
		}
		*cells = slices.Insert(*cells, i, sheet.Cell{Column: column, Kind: sheet.Text, Text: "添上"})
		return
	}
	c := &(*cells)[i]
	switch rapid.IntRange(0, 3).Draw(t, "how") {
	case 0:
		*cells = slices.Delete(*cells, i, i+1)
	case 1:
		c.Formula = true // it shows the same, today
	case 2:
		c.Kind = map[sheet.Kind]sheet.Kind{sheet.Text: sheet.Number, sheet.Number: sheet.Text}[c.Kind]
	default:
		c.Text = "9" + c.Text
	}
}

// A copy of a row is told from the row, wherever it was put: it is one
// difference, with the row it is a copy of and who stands in it.
func TestACopyNamesItsTwin(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		key := seal.NewKey()
		book, m := written(t, dir, key, rows(t))
		stand := read(t, book)
		row, at := rapid.IntRange(0, len(stand)-1).Draw(t, "row"), rapid.IntRange(0, len(stand)).Draw(t, "at")
		twins := []int{row + 2, at + 2}
		if at <= row {
			twins = []int{at + 2, row + 3}
		}
		got := differences(t, m, key, slices.Insert(slices.Clone(stand), at, stand[row]))
		if len(got) != 1 || got[0].Kind != seal.Added || got[0].Now == nil || got[0].Now.Text(1) != stand[row][0].Text {
			t.Fatalf("row %d was copied to %d: %+v", row+2, at+2, got)
		}
		if two := []int{min(got[0].Row, got[0].Same), max(got[0].Row, got[0].Same)}; !slices.Equal(two, twins) {
			t.Fatalf("row %d was copied to %d: named are %v", row+2, at+2, two)
		}
		if at < len(stand) && at != row { // in the place of another
			replaced := slices.Clone(stand)
			replaced[at] = stand[row]
			for _, d := range differences(t, m, key, replaced) {
				if d.Kind == seal.Added && (d.Row != at+2 || d.Same != row+2 || d.Now == nil) || d.Kind == seal.Removed && d.Was != at+2 {
					t.Fatalf("row %d was copied over %d: %+v", row+2, at+2, d)
				}
			}
		}
	})
}

// A public key goes from hand to hand: an editor's mark and other line ends
// do it no harm.
func TestPublicKeysAreReadBack(t *testing.T) {
	t.Parallel()
	const text = "untrusted comment: minisign public key: 334664B8926CE9F\nRWSfziaJS2Y0A40eypOBdP5e1kp+/6D53FCOx+R7flYjRXhepLqPa32i\n"
	for _, saved := range []string{text, "\ufeff" + text, strings.ReplaceAll(text, "\n", "\r\n"), "\ufeff" + strings.ReplaceAll(text, "\n", "\r\n") + "\r\n"} {
		if key, err := seal.ParsePublicKey([]byte(saved)); err != nil || key.ID() != "334664B8926CE9F" {
			t.Errorf("%q: %v, %v", saved, key.ID(), err)
		}
	}
}

// Rows that are gone and rows that came are told from those that stayed.
func TestRowsThatGoAndCome(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		key := seal.NewKey()
		book, m := written(t, dir, key, rows(t))
		stand := read(t, book)
		gone := rapid.IntRange(0, len(stand)-1).Draw(t, "gone")
		got := differences(t, m, key, slices.Delete(slices.Clone(stand), gone, gone+1))
		if len(got) != 1 || got[0].Kind != seal.Removed || got[0].Was != gone+2 {
			t.Fatalf("row %d was removed: %+v", gone+2, got)
		}
		stranger := []sheet.Cell{{Column: 1, Kind: sheet.Text, Text: "外人"}, {Column: 2, Kind: sheet.Text, Text: "无号码"}}
		got = differences(t, m, key, slices.Insert(slices.Clone(stand), gone, stranger))
		if len(got) != 1 || got[0].Kind != seal.Added || got[0].Row != gone+2 {
			t.Fatalf("row %d was added: %+v", gone+2, got)
		}
	})
}

// A record tells nothing without its key: under another key every record is
// another, and neither the same answer of two people nor a blank shows.
func TestARecordTellsNothing(t *testing.T) {
	t.Parallel()
	key := seal.NewKey()
	same := func(name string) []sheet.Value {
		return []sheet.Value{sheet.TextValue(name), sheet.TextValue("是"), sheet.TextValue("是")}
	}
	record := func(key seal.Key, values []sheet.Value) []byte {
		var row seal.Row
		row.SetValues(values)
		return key.Digester().AppendRecord(nil, "逐项得分", &row, columns)
	}
	a, b := record(key, same("甲")), record(key, same("乙"))
	if bytes.Equal(a[16:], b[16:]) || bytes.Equal(a, record(seal.NewKey(), same("甲"))) || !bytes.Equal(a, record(key, same("甲"))) {
		t.Error("records show what is the same")
	}
	if len(a) != len(record(key, same("甲")[:1])) {
		t.Error("the length of a record tells what is blank")
	}
}

// A key is found again in its file, and what is none is refused.
func TestKeysAreReadBack(t *testing.T) {
	t.Parallel()
	key := seal.NewKey()
	again, err := seal.ParseKey(key.Text())
	if err != nil || again.Check() != key.Check() {
		t.Errorf("the key is not what it was: %v", err)
	}
	if windows, err := seal.ParseKey(append([]byte("\ufeff"), bytes.ReplaceAll(key.Text(), []byte("\n"), []byte("\r\n"))...)); err != nil || windows.Check() != key.Check() {
		t.Errorf("an editor saved the key, and it is none: %v", err)
	}
	for _, text := range []string{"", "credit", "credit 密钥\nAAAA\n", "别的\n" + strings.Repeat("A", 44), strings.TrimPrefix(string(key.Text()), "credit ")} {
		if _, err := seal.ParseKey([]byte(text)); err == nil {
			t.Errorf("%q was taken for a key", text)
		}
	}
}

// A manifest is read to its last byte: keys that no run writes, keys that stand
// twice, in a sheet too, and anything behind the end are refused by name.
func TestParseIsStrict(t *testing.T) {
	t.Parallel()
	const sound = `{"program":"credit","rows":1,"outputs":[{"file":"a.xlsx"}],"sheets":[{"file":"a.xlsx","sheet":"s","first_row":2,"columns":1,"head":[["h"]],"rows":["x"]}]}`
	if _, err := seal.Parse([]byte(sound + "\n")); err != nil {
		t.Fatal(err)
	}
	for _, one := range [][3]string{
		{`"rows":1`, `"rows":1,"extra":1`, "“extra”"},
		{`"rows":1`, `"rows":1,"rows":2`, "“rows”写了两次"},
		{`"rows":1`, `"Rows":1`, "“Rows”"},
		{`"rows":1`, `"row\u017f":1`, "“rowſ”"}, // the decoder folds it to rows
		{`"sheet":"s"`, `"sheet":"s","sheet":"t"`, "“sheet”写了两次"},
		{`"sheet":"s"`, `"sheet":"s","note":"t"`, "“note”"},
		{`"rows":["x"]}]}`, `"rows":["x"]}]} {}`, "损坏"},
		{`"rows":["x"]}]}`, `"rows":["x"]}]} x`, "损坏"},
		{`"rows":["x"]}]}`, `"rows":["x"]}]`, "损坏"},
		{`"program":"credit"`, `"program":"other","of":1`, "不是 credit score 写出的清单"},
	} {
		_, err := seal.Parse([]byte(strings.Replace(sound, one[0], one[1], 1)))
		if err == nil || !strings.Contains(err.Error(), one[2]) {
			t.Errorf("%s: %v", one[1], err)
		}
	}
}
