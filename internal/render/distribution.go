package render

import (
	"fmt"
	"io"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"

	"credit/internal/rubric"
	"credit/internal/summary"
)

// wideScreen is how many columns it takes to show counts and shares in one
// table.
const wideScreen = 120

// Distribution writes the distribution of grades by county: counts, and the
// shares beside them where width allows, else in a table of their own. The
// tables fit 80 columns.
func Distribution(w io.Writer, r *rubric.Rubric, lines []summary.Line, total summary.Line, width int) error {
	counts := distribution{r, append(lines[:len(lines):len(lines)], total)}
	if width >= wideScreen {
		return table(w, join(counts.head(), counts.shareHead()[1:]), func(i int) []string {
			return join(counts.row(i), counts.shareRow(i)[1:])
		}, len(counts.lines))
	}
	if err := table(w, counts.head(), counts.row, len(counts.lines)); err != nil {
		return err
	}
	if _, err := fmt.Fprintln(w); err != nil {
		return err
	}
	return table(w, counts.shareHead(), counts.shareRow, len(counts.lines))
}

type distribution struct {
	rubric *rubric.Rubric
	lines  []summary.Line
}

const countyHead = "县（市）区"

func (d distribution) head() []string {
	head := []string{countyHead, "人数", "未评分"}
	for _, grade := range d.rubric.Grades {
		head = append(head, grade.Grade)
	}
	return append(head, "直接判级", "平均分")
}

func (d distribution) row(i int) []string {
	line := d.lines[i]
	row := []string{line.County, fmt.Sprint(line.Practitioners()), fmt.Sprint(line.Held)}
	for _, n := range line.Grades {
		row = append(row, fmt.Sprint(n))
	}
	mean := "-"
	if value, ok := line.Mean(); ok {
		mean = value.Fixed()
	}
	return append(row, fmt.Sprint(line.Direct), mean)
}

func (d distribution) shareHead() []string {
	head := []string{countyHead}
	for _, grade := range d.rubric.Grades {
		head = append(head, grade.Grade+" 占比")
	}
	return head
}

func (d distribution) shareRow(i int) []string {
	line := d.lines[i]
	row := []string{line.County}
	for _, n := range line.Grades {
		row = append(row, share(n, line.Graded))
	}
	return row
}

// share is part of whole as a percentage with one decimal, half up.
func share(part, whole int) string {
	if whole == 0 {
		return "-"
	}
	tenths := (2000*part + whole) / (2 * whole)
	return fmt.Sprintf("%d.%d%%", tenths/10, tenths%10)
}

func join(a, b []string) []string { return append(a[:len(a):len(a)], b...) }

// table writes a table without frames: the first column to the left, figures
// to the right, a rule under the header and above the last line, which is a
// total. It looks the same on every terminal, locale and in a file.
func table(w io.Writer, head []string, row func(int) []string, rows int) error {
	align := make([]tw.Align, len(head))
	for i := range align {
		align[i] = tw.AlignRight
	}
	align[0] = tw.AlignLeft
	cell := tw.CellConfig{
		Formatting: tw.CellFormatting{AutoFormat: tw.Off, AutoWrap: tw.WrapNone},
		Alignment:  tw.CellAlignment{PerColumn: align}, Padding: tw.CellPadding{Global: tw.PaddingNone},
	}
	t := tablewriter.NewTable(w,
		tablewriter.WithEastAsian(tw.Off), tablewriter.WithTrimSpace(tw.Off),
		tablewriter.WithConfig(tablewriter.Config{Header: cell, Row: cell, Footer: cell}),
		tablewriter.WithRenderer(renderer.NewBlueprint(tw.Rendition{
			Borders: tw.BorderNone,
			Symbols: tw.NewSymbols(tw.StyleASCII),
			Settings: tw.Settings{
				Separators: tw.Separators{BetweenColumns: tw.Off, BetweenRows: tw.Off},
				Lines:      tw.Lines{ShowHeaderLine: tw.On, ShowFooterLine: tw.On, ShowTop: tw.Off, ShowBottom: tw.Off},
			},
		})))
	t.Header(spaced(head))
	for i := range rows - 1 {
		if err := t.Append(spaced(row(i))); err != nil {
			return err
		}
	}
	t.Footer(spaced(row(rows - 1)))
	return t.Render()
}

// spaced sets the columns apart. The space is part of the cells: the library
// widens a column for its padding and then cuts the text by it all the same.
func spaced(row []string) []string {
	for i := 1; i < len(row); i++ {
		row[i] = "  " + row[i]
	}
	return row
}
