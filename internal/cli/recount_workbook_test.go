package cli_test

import (
	"cmp"
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"testing"
)

// columnKeys are the keys of a distribution by the headers of its table.
var columnKeys = map[string]string{
	"人数": "practitioners", "已评分": "graded", "未评分": "held", "A": "A", "B": "B", "C": "C", "D": "D", "E": "E", "直接判级": "direct",
	"平均分": "mean", "中位数": "median", "下四分位": "lower_quartile", "上四分位": "upper_quartile",
}

// sameNumber holds a cell against an exact figure; nothing stands for none.
func sameNumber(t *testing.T, where, cell string, want *big.Rat) {
	t.Helper()
	if want == nil {
		if cell != "" {
			t.Errorf("%s is %q, want nothing", where, cell)
		}
		return
	}
	got, ok := new(big.Rat).SetString(cell)
	if !ok {
		t.Errorf("%s is %q, want %s", where, cell, want)
		return
	}
	// A share is stored as a double; everything else exactly.
	off := new(big.Rat).Sub(got, want)
	if off.Abs(off).Cmp(big.NewRat(1, 1_000_000_000_000_000)) > 0 {
		t.Errorf("%s is %s, want %s", where, cell, want)
	}
}

func (f figures) rat(key string) *big.Rat {
	if f[key] == "" {
		return nil
	}
	value, _ := new(big.Rat).SetString(f[key].String())
	return value
}

func (f figures) share(part string) *big.Rat {
	if f["graded"] == "0" {
		return nil
	}
	return new(big.Rat).Quo(f.rat(part), f.rat("graded"))
}

// checkDistribution holds a sheet of people against the recount.
func checkDistribution(t *testing.T, path, sheet string, labelled int, want map[string]figures) {
	t.Helper()
	rows, err := sheetRows(path, sheet)
	if err != nil {
		t.Fatal(err)
	}
	if len(rows)-1 != len(want) || len(rows[0]) != labelled+17 {
		t.Fatalf("%s has %d rows of %d columns, want %d of %d", sheet, len(rows)-1, len(rows[0]), len(want), labelled+17)
	}
	for _, row := range rows[1:] {
		row = append(row, make([]string, len(rows[0])-len(row))...)
		label := strings.TrimRight(strings.Join(row[:labelled], "\t"), "\t")
		f, known := want[label]
		if !known {
			t.Errorf("%s has a line %q", sheet, label)
			continue
		}
		for i := labelled; i < len(row); i++ {
			where := sheet + " " + label + " " + rows[0][i]
			if grade, isShare := strings.CutSuffix(rows[0][i], " 占比"); isShare {
				sameNumber(t, where, row[i], f.share(grade))
				continue
			}
			sameNumber(t, where, row[i], f.rat(columnKeys[rows[0][i]]))
		}
	}
}

// checkWorkbook holds the summary workbook against the recount: numbers as
// number cells, the sums in the last line.
func checkWorkbook(t *testing.T, path string, people []*scored) {
	t.Helper()
	for _, sheet := range []struct {
		name, by string
		labelled int
	}{{"按县（市）区", "county", 1}, {"按学校", "school", 2}} {
		groups := map[string][]*scored{"合计": people}
		for _, p := range people {
			groups[labelOf(sheet.by, p)] = append(groups[labelOf(sheet.by, p)], p)
		}
		want := map[string]figures{}
		for label, group := range groups {
			want[label] = recountPeople(t, group)
		}
		for _, county := range allCounties {
			if sheet.by == "county" && groups[county] == nil {
				want[county] = recountPeople(t, nil)
			}
		}
		checkDistribution(t, path, sheet.name, sheet.labelled, want)
	}
	checkDirect(t, path, people)
	checkLosses(t, path, people)
}

func labelOf(by string, p *scored) string {
	if by == "county" {
		return countyOf(p)
	}
	return countyOf(p) + "\t" + cmp.Or(p.School, "（未填学校）")
}

// checkDirect holds the sheet 直接判级 against the recount.
func checkDirect(t *testing.T, path string, people []*scored) {
	t.Helper()
	rows, err := sheetRows(path, "直接判级")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]int{}
	graded := 0
	for _, p := range people {
		if !p.graded() {
			continue
		}
		graded++
		for _, section := range p.Direct {
			floor := map[string]string{"思想素质": "20", "业务工作": "15", "工作业绩": "25"}[section]
			want[section+"不满 "+floor+" 分"]++
		}
		if len(p.Direct) > 0 {
			want["直接判级合计（一人可有几个原因）"]++
			want["　　其中：仅按综合得分为 "+p.ByTotal+" 级"]++
		}
	}
	sums := 0
	for _, row := range rows[1:] {
		sameNumber(t, row[0], row[1], big.NewRat(int64(want[row[0]]), 1))
		sameNumber(t, row[0]+" 占已评分", row[2], big.NewRat(int64(want[row[0]]), int64(graded)))
		if strings.Contains(row[0], "其中") {
			n, _ := strconv.Atoi(row[1])
			sums += n
		}
		delete(want, row[0])
	}
	if len(rows) != 1+3+1+5 || len(want) > 0 || strconv.Itoa(sums) != rows[4][1] {
		t.Errorf("直接判级 has %d rows and lacks %v; the grades by total add up to %d of %s", len(rows), want, sums, rows[4][1])
	}
}

// checkLosses holds the sheet 失分排序 against the recount: every indicator
// once, the one in which the most points are lost first.
func checkLosses(t *testing.T, path string, people []*scored) {
	t.Helper()
	rows, err := sheetRows(path, "失分排序")
	if err != nil {
		t.Fatal(err)
	}
	items := readAppendix(t)
	want := map[string]figures{"合计": recountPart(t, people, items)}
	for _, it := range items {
		want[it.number+"."+it.name] = recountPart(t, people, []item{it})
	}
	before := (*big.Rat)(nil)
	for _, row := range rows[1:] {
		f, known := want[row[0]]
		if !known {
			t.Errorf("失分排序 has %q, or has it twice", row[0])
			continue
		}
		delete(want, row[0])
		lost := f.rat("lost")
		each := new(big.Rat).Quo(lost, f.rat("graded"))
		sameNumber(t, row[0]+" 失分合计", row[2], lost)
		if got, _ := new(big.Rat).SetString(row[1]); fmt.Sprint(got.FloatString(2)) != roundedHalfUp(each) {
			t.Errorf("%s 人均失分 is %s, want %s", row[0], row[1], roundedHalfUp(each))
		}
		if row[0] == "合计" {
			continue
		}
		sameNumber(t, row[0]+" 失分人数", row[3], f.rat("losers"))
		if before != nil && before.Cmp(lost) < 0 {
			t.Errorf("%s stands below an indicator in which less is lost", row[0])
		}
		before = lost
	}
	if len(want) > 0 || rows[len(rows)-1][0] != "合计" {
		t.Errorf("失分排序 lacks %d lines", len(want))
	}
}

// roundedHalfUp is a number of points with two decimals.
func roundedHalfUp(r *big.Rat) string { return r.FloatString(2) } // FloatString rounds halves away from zero
