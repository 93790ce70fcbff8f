package seal_test

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"credit/internal/points"
	"credit/internal/seal"
	"credit/internal/sheet"
)

// record passes rows of two sheets through a recorder, as seal.Manifest writes
// them.
func record(key seal.Key, dir string, layouts []sheet.Layout, rows [][]sheet.Value) (manifest string, err error) {
	name := filepath.Join(dir, "records")
	spool, err := seal.NewSpool(name)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, spool.Close(), os.Remove(name)) }()
	return recordInto(spool, key, layouts, rows)
}

func recordInto(spool *seal.Spool, key seal.Key, layouts []sheet.Layout, rows [][]sheet.Value) (manifest string, err error) {
	r := seal.NewRecorder(key, noBook{}, layouts, spool)
	defer r.Close()
	for i, row := range rows {
		if err := r.Append(i%len(layouts), row); err != nil {
			return "", err
		}
	}
	done, err := r.Finish()
	if err != nil {
		return "", err
	}
	m := seal.New("0.0.0")
	m.Outputs = []seal.File{{File: "甲-评分.xlsx"}}
	var text bytes.Buffer
	err = m.Write(&text, []*seal.Record{done})
	return text.String(), err
}

// Workbooks that are recorded at once and one after another, some given up
// half-way, under one key or two, do not come into each other's way.
func TestRecordersShareASpool(t *testing.T) {
	t.Parallel()
	spool, err := seal.NewSpool(filepath.Join(t.TempDir(), "all"))
	if err != nil {
		t.Fatal(err)
	}
	keys := []seal.Key{seal.NewKey(), seal.NewKey()}
	var workers sync.WaitGroup
	for worker := range 4 {
		dir := t.TempDir()
		workers.Go(func() {
			for book := range 6 {
				pick := picker(uint32(worker*100 + book))
				rows, key := anyRows(pick, 1+pick(150)), keys[pick(2)]
				if book%4 == 3 {
					r := seal.NewRecorder(key, noBook{}, twoSheets, spool)
					for _, row := range rows {
						if err := r.Append(1, row); err != nil {
							t.Error(err)
						}
					}
					r.Close()
				}
				got, err := recordInto(spool, key, twoSheets, rows)
				want, alone := record(key, dir, twoSheets, rows)
				if err != nil || alone != nil || got != want {
					t.Errorf("worker %d, workbook %d: %v, %v; other records than by itself: %t", worker, book, err, alone, got != want)
				}
			}
		})
	}
	workers.Wait()
	if err := spool.Close(); err != nil {
		t.Fatal(err)
	}
}

// picker picks numbers that are always the same.
func picker(state uint32) func(n int) int {
	return func(n int) int {
		state = state*1664525 + 1013904223
		return int(state>>8) % n
	}
}

// twoSheets have more columns than most rows.
var twoSheets = []sheet.Layout{{Name: "评分结果", Columns: make([]sheet.Column, 7)}, {Name: "逐项得分", Columns: make([]sheet.Column, 40)}}

// texts are of every sort, short and long.
var texts = []string{
	"是", "否", "一等奖", "伊美区第12学校", "", "1.5", "=1+1", " 两头空 ", "一行\r\n两行", "一行\r两行", "一行\n两行", "_x000D_", "\x01控制", "\uFFFD控制", "\xff",
	"a", "b", "ab", strings.Repeat("x", 25), strings.Repeat("x", 26), strings.Repeat("一", 8), strings.Repeat("一", 9), strings.Repeat("长", 33000),
}

// value is a cell of any kind; the same few recur.
func value(pick func(n int) int) sheet.Value {
	var v sheet.Value
	switch pick(8) {
	case 0:
		v = sheet.CountValue(pick(4) * 50)
	case 1:
		v = sheet.ShareValue(pick(7), 7)
	case 2, 3:
		v = sheet.PointsValue(points.Points(pick(5)*50 - 50))
	case 4:
		v = sheet.PointsValue(points.Points(pick(100_000)))
	default:
		v = sheet.TextValue(texts[pick(len(texts))])
	}
	switch pick(20) {
	case 0:
		v = v.ComputedBy("A1")
	case 1:
		v = v.Across(2)
	case 2:
		v = v.AsBold()
	}
	return v
}

func anyRows(pick func(n int) int, n int) [][]sheet.Value {
	rows := make([][]sheet.Value, n)
	for i := range rows {
		for range pick(len(twoSheets[i%2].Columns) + 1) {
			rows[i] = append(rows[i], value(pick))
		}
	}
	return rows
}

// The records of a manifest stay what they were in the first one that this
// program wrote: an old manifest verifies for ever.
func TestARecordIsWhatItAlwaysWas(t *testing.T) {
	t.Parallel()
	key, err := seal.ParseKey([]byte("credit 密钥\n" + base64.StdEncoding.EncodeToString([]byte(strings.Repeat("0123456789abcdef", 2)))))
	if err != nil {
		t.Fatal(err)
	}
	manifest, err := record(key, t.TempDir(), twoSheets, anyRows(picker(1), 2000))
	if err != nil {
		t.Fatal(err)
	}
	const always = "bf83da9bafda083e6fbd8741d6df80df7450477cdab9a9b62ed48841ad95d983"
	if sum := seal.SHA256([]byte(manifest)); sum != always {
		t.Errorf("the manifest of the same rows under the same key is another one: %s", sum)
	}
}

// Recording many rows, of which most cells recur, gives the record that each
// row has by itself.
func TestARecorderRecordsWhatADigesterSays(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		key := seal.NewKey()
		rows := anyRows(func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "pick") }, rapid.IntRange(1, 12).Draw(t, "rows"))
		for len(rows) < 200 { // the same ones over and over
			rows = append(rows, rows[len(rows)%12%len(rows)])
		}
		manifest, err := record(key, dir, twoSheets, rows)
		if err != nil {
			t.Fatal(err)
		}
		var row seal.Row
		for i, values := range rows {
			row.SetValues(values)
			s := twoSheets[i%2]
			want := key.Digester().AppendRecord(nil, s.Name, &row, len(s.Columns))
			if !strings.Contains(manifest, fmt.Sprintf("%q", base64.RawStdEncoding.EncodeToString(want))) {
				t.Fatalf("row %d of %q is not recorded as %x", i/2, s.Name, want)
			}
		}
	})
}
