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

// annotatedEnding is how the name of an annotated copy ends, before its
// extension.
const annotatedEnding = "-批注"

// GradedNames are the names of the graded workbooks of submissions, by their
// paths: NAME-评分.xlsx for NAME.xlsx. Names that would be the same, also to a
// system that takes 甲.xlsx and 甲.XLSX or two Unicode forms for one, are told
// apart by a number.
func GradedNames(paths []string) []string {
	names := newNames()
	for _, path := range paths {
		names.add(stemOf(path), gradedEnding)
	}
	return names.list
}

// AnnotatedNames are the names of annotated copies, likewise: NAME-批注.xlsm for
// NAME.xlsm, and for an annotated copy the same name again. Where several
// files bear one name, their folders stand before it.
func AnnotatedNames(paths []string) []string {
	stem := func(path string) string { return strings.TrimSuffix(stemOf(path), annotatedEnding) }
	count := map[string]int{}
	for _, path := range paths {
		count[nameKey(stem(path))]++
	}
	names := newNames()
	for _, path := range paths {
		name := stem(path)
		if folder := filepath.Base(filepath.Dir(path)); count[nameKey(name)] > 1 && folder != "." && folder != string(filepath.Separator) {
			name = cleaned(folder) + "-" + name
		}
		names.add(name, annotatedEnding+filepath.Ext(path))
	}
	return names.list
}

// LabelNames are file names made of what strangers wrote, such as a county
// and a school: cleaned of what no system allows, at most 60 bytes before the
// ending, told apart likewise.
func LabelNames(labels []string, ending string) []string {
	const longestLabel = 60
	names := newNames()
	for _, label := range labels {
		names.add(shortened(cleaned(label), longestLabel), ending)
	}
	return names.list
}

func stemOf(path string) string {
	base := filepath.Base(path)
	return strings.Map(visible, strings.TrimSuffix(base, filepath.Ext(base)))
}

// cleaned is a text that may stand in a file name on every system.
func cleaned(label string) string {
	label = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`<>:"/\|?*`, r) || unicode.IsSpace(r) {
			return '_'
		}
		return visible(r)
	}, label)
	label = strings.Trim(label, "._-~$ ")
	if label == "" || reserved[strings.ToUpper(strings.SplitN(label, ".", 2)[0])] {
		return "_" + label
	}
	return label
}

// reserved are the names that Windows keeps for devices.
var reserved = map[string]bool{
	"CON": true, "PRN": true, "AUX": true, "NUL": true,
	"COM1": true, "COM2": true, "COM3": true, "COM4": true, "COM5": true, "COM6": true, "COM7": true, "COM8": true, "COM9": true,
	"LPT1": true, "LPT2": true, "LPT3": true, "LPT4": true, "LPT5": true, "LPT6": true, "LPT7": true, "LPT8": true, "LPT9": true,
}

// names are file names of which no two are the same to any system.
type names struct {
	list  []string
	taken map[string]bool
}

func newNames() *names { return &names{taken: map[string]bool{}} }

func (n *names) add(stem, ending string) {
	for i := 1; ; i++ {
		mark := ending
		if i > 1 {
			mark = fmt.Sprintf("(%d)%s", i, ending)
		}
		name := shortened(stem, longestName-len(mark)) + mark
		if key := nameKey(name); !n.taken[key] {
			n.taken[key] = true
			n.list = append(n.list, name)
			return
		}
	}
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
