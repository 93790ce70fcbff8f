package render

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"credit/internal/finding"
)

// mostPlaces is how many places a screen names for each kind of finding.
const mostPlaces = 4

// Findings writes what has to be mended, the gravest first: for each kind how
// many there are, the first in full, and where the next ones stand. names are
// what the files are called, by their order; a file without one is named only
// where it is meant as a whole. A width of 0 does not break lines.
func Findings(w io.Writer, digest *finding.Digest, names []string, width int) error {
	l := lister{names: names, width: width}
	if errors := digest.Groups(finding.Error); len(errors) > 0 {
		fmt.Fprintf(&l.b, "\n要改的地方（%d 处错误，由重到轻）：\n", digest.Errors)
		for _, group := range errors {
			l.group(group, true)
		}
	}
	if warnings := digest.Groups(finding.Warning); len(warnings) > 0 {
		fmt.Fprintf(&l.b, "\n请核对（%d 处提醒，不影响评分）：\n", digest.Warnings)
		for _, group := range warnings {
			l.group(group, false)
		}
	}
	if digest.Errors+digest.Warnings > 0 {
		l.b.WriteString("\n每一处见各评分工作簿的“问题”表。\n")
	}
	_, err := io.WriteString(w, l.b.String())
	return err
}

type lister struct {
	b     strings.Builder
	names []string
	width int
}

func (l *lister) group(g finding.DigestGroup, hint bool) {
	first := g.Places[0].First
	fmt.Fprintf(&l.b, "  %s（%d 处）\n", finding.Find(g.Code).Title, g.Count)
	indented(&l.b, "    ", l.where(g.Places[0])+"："+first.Message(), l.width)
	if hint {
		indented(&l.b, "    → ", first.Hint(), l.width)
	}
	var others []string
	for i, line := range g.Places[1:] {
		if i == mostPlaces {
			others = append(others, "……")
			break
		}
		others = append(others, l.where(line))
	}
	if len(others) > 0 {
		indented(&l.b, "    另有：", strings.Join(others, "、"), l.width)
	}
}

// where says where a finding stands, and how many there are of its column.
func (l *lister) where(line finding.DigestLine) string {
	f := line.First
	var parts []string
	switch name := l.names[f.Place.FileOrder]; {
	case name != "":
		parts = append(parts, name)
	case f.Place.Sheet == "":
		parts = append(parts, filepath.Base(f.Place.File))
	}
	if f.Place.Sheet != "" {
		parts = append(parts, f.Place.Sheet)
	}
	switch cell := f.Place.Cell(); {
	case cell != "":
		parts = append(parts, cell)
	case f.Place.Row > 0:
		parts = append(parts, fmt.Sprintf("第 %d 行", f.Place.Row))
	}
	place := strings.Join(parts, " ")
	if f.Name != "" {
		place += "（" + f.Name + "）"
	}
	if line.Count > 1 {
		place += fmt.Sprintf("等 %d 处", line.Count)
	}
	return place
}
