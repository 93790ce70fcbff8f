package annotate

import (
	"fmt"
	"hash/fnv"
	"maps"
	"os"
	"strings"

	"credit/internal/sheet"
	"credit/internal/validate"
	"credit/internal/xlsx"
)

// refuseMended refuses to replace an earlier copy in which somebody has worked
// since: its cells are no longer those of the file it was made of.
func refuseMended(f *validate.FileOutcome, place string) error {
	if _, err := os.Stat(place); err != nil {
		return nil // nothing stands there
	}
	copied, err := contents(place)
	if err != nil {
		return nil // Claim refuses what is no copy
	}
	source, err := contents(f.Path)
	if err != nil || maps.Equal(copied, source) {
		return nil
	}
	return fmt.Errorf("“%s”里已经有改动，不能替换：请核对这个副本本身（credit validate %s），或用 --annotate 另指定一个文件夹", place, place)
}

// contents are digests of what the sheets of a workbook hold, the list of
// findings left out.
func contents(path string) (map[string]uint64, error) {
	data, err := xlsx.ReadFile(path)
	if err != nil {
		return nil, err
	}
	book, err := xlsx.Open(data, xlsx.Options{})
	if err != nil {
		return nil, err
	}
	sums := map[string]uint64{}
	for i, name := range book.Sheets() {
		if strings.HasPrefix(name, listSheet) {
			continue
		}
		sum := fnv.New64a()
		err := book.Rows(i, func(row sheet.Row) error {
			for _, cell := range row.Cells {
				fmt.Fprintf(sum, "%d %d %d %s\x00", row.Number, cell.Column, cell.Kind, cell.Text)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		sums[name] = sum.Sum64()
	}
	return sums, nil
}

// listSheet begins the name of the sheet that lists the findings.
const listSheet = "问题清单"
