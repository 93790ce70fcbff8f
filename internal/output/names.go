package output

import (
	"fmt"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// gradedEnding is how the name of a graded workbook ends.
const gradedEnding = "-评分.xlsx"

// longestName is how many bytes a file name may have on every system.
const longestName = 255

// GradedNames are the names of the graded workbooks of submissions, by their
// paths: NAME-评分.xlsx for NAME.xlsx. Names that would be the same, also to a
// system that takes 甲.xlsx and 甲.XLSX or two Unicode forms for one, are told
// apart by a number.
func GradedNames(paths []string) []string {
	names := make([]string, len(paths))
	taken := map[string]bool{}
	for i, path := range paths {
		base := filepath.Base(path)
		stem := strings.Map(visible, strings.TrimSuffix(base, filepath.Ext(base)))
		for n := 1; ; n++ {
			mark := gradedEnding
			if n > 1 {
				mark = fmt.Sprintf("(%d)%s", n, gradedEnding)
			}
			names[i] = shortened(stem, longestName-len(mark)) + mark
			if key := nameKey(names[i]); !taken[key] {
				taken[key] = true
				break
			}
		}
	}
	return names
}

// visible turns characters that no file name should show into _.
func visible(r rune) rune {
	if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
		return '_'
	}
	return r
}

func nameKey(name string) string { return cases.Fold().String(norm.NFC.String(name)) }

// shortened cuts a name to so many bytes, between characters.
func shortened(name string, most int) string {
	for len(name) > most {
		_, size := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-size]
	}
	return name
}
