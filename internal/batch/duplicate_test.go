package batch

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Whoever stands twice is found, in whatever files and of whatever length the
// number is, and nobody else.
func TestEveryNumberThatStandsTwiceIsFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var files []*File
		places := map[string][]located{}
		names := []string{"甲", "乙"}
		for i := range rapid.IntRange(0, 5).Draw(t, "files") {
			f := &File{Read: rapid.IntRange(0, 9).Draw(t, "read") > 0, Label: fmt.Sprintf("%d.xlsx", i), sheetNames: names}
			for row := range rapid.IntRange(0, 12).Draw(t, "rows") {
				number := rapid.IntRange(0, 20).Draw(t, "number")
				at := rowKey{int32(row % len(names)), int32(row)}
				text := fmt.Sprint("E", number)
				if number%2 == 0 {
					if rapid.Bool().Draw(t, "piece") { // as if the one before were full
						f.ids = append(f.ids, nil)
					}
					f.ids.add(uint64(number), at)
				} else {
					f.others.add(text, at)
				}
				if f.Read {
					places[text] = append(places[text], located{i, at})
				}
			}
			f.sortIDs()
			files = append(files, f)
		}
		found := findDuplicates(files)
		want := map[located]int{}
		for _, list := range places {
			for _, at := range list {
				if len(list) > 1 {
					want[at] = len(list) - 1
				}
			}
		}
		got := map[located]int{}
		for file, rows := range found {
			for at, others := range rows {
				got[located{file, at}] = strings.Count(others, "工作表")
				if _, rest, more := strings.Cut(others, "等 "); more {
					n, _ := strconv.Atoi(strings.TrimSuffix(rest, " 处"))
					got[located{file, at}] = n
				}
			}
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("found %v, want %v", got, want)
		}
	})
}
