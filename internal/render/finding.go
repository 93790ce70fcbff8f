package render

import (
	"cmp"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"credit/internal/finding"
	"credit/internal/sheet"
)

// mostCells is how many more places a screen names for each kind of finding.
const mostCells = 12

// Findings writes what has to be mended, the gravest first: for each kind how
// many there are, the first in full, and where the next ones stand. fileNames
// are what files are called, in their order; one that is called nothing is
// not named. A width of 0 does not break lines.
func Findings(w io.Writer, digest *finding.Digest, fileNames []string, width int) error {
	l := lister{fileNames: fileNames, width: width}
	if errors := digest.Groups(finding.Error); len(errors) > 0 {
		fmt.Fprintf(&l.b, "\n要改的地方（%d 处错误，由重到轻）：\n", digest.Errors)
		for _, group := range errors {
			l.group(group)
		}
	}
	if warnings := digest.Groups(finding.Warning); len(warnings) > 0 {
		fmt.Fprintf(&l.b, "\n请核对（%d 处提醒，不影响评分）：\n", digest.Warnings)
		for _, group := range warnings {
			l.group(group)
		}
	}
	_, err := io.WriteString(w, l.b.String())
	return err
}

type lister struct {
	b         strings.Builder
	fileNames []string
	width     int
}

func (l *lister) group(g finding.DigestGroup) {
	entry := finding.Find(g.Code)
	if entry.Minor {
		indented(&l.b, "  ", fmt.Sprintf("%s（%d 处）：%s", entry.Title, g.Count, l.others(g.Places, 0)), l.width)
		return
	}
	fmt.Fprintf(&l.b, "  %s（%d 处）\n", entry.Title, g.Count)
	first := g.Places[0].First
	if first.Place.Sheet == "" { // about whole files: each for a reason of its own
		for i, line := range g.Places {
			indented(&l.b, "    ", l.where(line.First, line.First.Place.Row)+"："+line.First.Message(), l.width)
			if i+1 == len(g.Places) || g.Places[i+1].First.Hint() != line.First.Hint() {
				indented(&l.b, "    → ", line.First.Hint(), l.width)
			}
		}
		return
	}
	place := l.where(first, first.Place.Row)
	if first.Name != "" {
		place += "（" + first.Name + "）"
	}
	indented(&l.b, "    ", place+"："+first.Message(), l.width)
	indented(&l.b, "    → ", first.Hint(), l.width)
	if others := l.others(g.Places, 1); others != "" {
		indented(&l.b, "    同类：", others, l.width)
	}
}

// others names the places of a group after the first few.
func (l *lister) others(places []finding.DigestLine, skip int) string {
	var parts []string
	named, all := 0, 0
	for i, line := range places {
		rows, left := line.Rows, line.Count
		if i == 0 {
			rows, left = rows[skip:], left-skip
		}
		all += left
		rows = rows[:min(len(rows), mostCells-named)]
		named += len(rows)
		if len(rows) == 0 {
			continue
		}
		part := l.where(line.First, rows[0])
		for _, row := range rows[1:] {
			part += "、" + cellOrRow(line.First, row)
		}
		parts = append(parts, part)
	}
	text := strings.Join(parts, "；")
	if named < all {
		text += fmt.Sprintf("……（共 %d 处）", all+skip)
	}
	return text
}

// where says where a finding stands: file, sheet and cell.
func (l *lister) where(f finding.Finding, row int) string {
	text := l.fileNames[f.Place.FileOrder]
	if f.Place.Sheet == "" {
		return cmp.Or(text, filepath.Base(f.Place.File))
	}
	if text != "" {
		text += " "
	}
	text += f.Place.Sheet
	if cell := cellOrRow(f, row); cell != "" {
		text += "!" + cell
	}
	return text
}

// cellOrRow is the cell of a finding in a row, or the row where the finding is
// about a whole one.
func cellOrRow(f finding.Finding, row int) string {
	switch {
	case row == 0:
		return ""
	case f.Place.Column > 0:
		return sheet.CellName(row, f.Place.Column)
	case f.Words["column"] != "":
		return fmt.Sprintf("第 %d 行“%s”", row, f.Words["column"])
	}
	return fmt.Sprintf("第 %d 行", row)
}
