package seal_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"credit/internal/points"
	"credit/internal/seal"
	"credit/internal/sheet"
)

// noBook takes rows and does nothing with them.
type noBook struct{}

func (noBook) Append(int, []sheet.Value) error { return nil }
func (noBook) Head(int) [][]string             { return nil }

// BenchmarkRecord records the two rows of a person: a short one, and one of a
// hundred cells, most of which recur.
func BenchmarkRecord(b *testing.B) {
	const people = 256
	var short, wide [people][]sheet.Value
	for i := range people {
		id, at := fmt.Sprintf("23071719900101%04d", i), fmt.Sprintf("填报表 第 %d 行", i+2)
		short[i] = []sheet.Value{
			sheet.TextValue("伊美区"), sheet.TextValue(fmt.Sprintf("伊美区第%d学校", i/60)), sheet.TextValue(fmt.Sprintf("教师%d", i)), sheet.TextValue(id),
			sheet.TextValue("专任教师"), sheet.PointsValue(3200), sheet.PointsValue(2850), sheet.PointsValue(points.Points(2500 + i)),
			sheet.PointsValue(points.Points(8550 + i)), sheet.TextValue("B"), sheet.TextValue("B"), sheet.Empty(),
			sheet.TextValue(fmt.Sprintf("17（本科）少0.5；18（良）少1；31（3.%d）少1.5；35（未获奖）少2；43（参与奖）少3.5", i%100)), sheet.TextValue(at),
		}
		wide[i] = []sheet.Value{sheet.TextValue(fmt.Sprintf("教师%d", i)), sheet.TextValue(id), sheet.TextValue(at)}
		for k := range 44 {
			given := []string{"是", "是", "是", "否", "一等奖", "二等奖", "96.5%", "研究生及以上"}[(i*7+k)%8]
			wide[i] = append(wide[i], sheet.TextValue(given), sheet.PointsValue(points.Points(50*((i+k)%9))))
		}
		wide[i] = append(wide[i], sheet.TextValue("居民身份证"), sheet.Empty(), sheet.TextValue("专任教师"), sheet.TextValue("合格"), sheet.TextValue("合格"), sheet.Empty())
	}
	sheets := []sheet.Layout{{Name: "评分结果", Columns: make([]sheet.Column, len(short[0]))}, {Name: "逐项得分", Columns: make([]sheet.Column, len(wide[0]))}}
	spool, err := seal.NewSpool(filepath.Join(b.TempDir(), "rows"))
	if err != nil {
		b.Fatal(err)
	}
	defer spool.Close()
	r := seal.NewRecorder(seal.NewKey(), noBook{}, sheets, spool)
	defer r.Close()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if err := r.Append(0, short[i%people]); err != nil {
			b.Fatal(err)
		}
		if err := r.Append(1, wide[i%people]); err != nil {
			b.Fatal(err)
		}
	}
	if _, err := r.Finish(); err != nil {
		b.Fatal(err)
	}
}
