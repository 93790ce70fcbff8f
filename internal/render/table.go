package render

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"

	"credit/internal/sheet"
)

// screenWidth is how wide a table is where nobody knows the screen.
const screenWidth = 80

// Table writes a page as tables that stand aligned and fit so many columns of
// a terminal; a width of 0 stands for 80. A table with more columns than fit
// is cut into several, each with the first columns that the page freezes:
// neighbours of one kind, such as counts or shares, stay together if they can.
func Table(w io.Writer, p sheet.Page, width int) error {
	if width == 0 {
		width = screenWidth
	}
	g := gridOf(p)
	g.wrapTexts(width)
	for i, columns := range g.blocks(width) {
		if i > 0 {
			if _, err := io.WriteString(w, "\n"); err != nil {
				return err
			}
		}
		if err := g.write(w, columns); err != nil {
			return err
		}
	}
	return nil
}

// grid is a table as texts.
type grid struct {
	columns []sheet.Column
	head    []string
	rows    [][]string
	// fixed columns, the first ones, begin every part of a table that is cut.
	fixed int
	// totals are how many of the last rows are sums.
	totals int
}

func gridOf(p sheet.Page) grid {
	g := grid{fixed: max(1, p.FreezeColumns)}
	var shown []int
	for i, c := range p.Columns {
		if !c.Folded {
			shown = append(shown, i)
			g.columns, g.head = append(g.columns, c), append(g.head, Clean(c.Header))
		}
	}
	for _, row := range p.Rows {
		texts := make([]string, len(shown))
		for at, i := range shown {
			if i < len(row) {
				texts[at] = Clean(row[i].Shown(p.Columns[i].Style))
			}
			if texts[at] == "" && p.Columns[i].Style.IsNumber() {
				texts[at] = "-"
			}
		}
		g.rows = append(g.rows, texts)
	}
	for last := len(p.Rows) - 1; last > 0 && len(p.Rows[last]) > 0 && p.Rows[last][0].Bold; last-- {
		g.totals++
	}
	return g
}

// gap is the space between columns.
const gap = 2

// widthOf is how wide a column is.
func (g *grid) widthOf(column int) int {
	widest := Width(g.head[column])
	for _, row := range g.rows {
		for line := range strings.SplitSeq(row[column], "\n") {
			widest = max(widest, Width(line))
		}
	}
	return widest
}

// Texts are wrapped to no fewer columns than leastText; a label takes at most
// mostLabel.
const (
	leastText = 16
	mostLabel = 30
)

// wrapTexts breaks long texts into lines, so that each column fits beside the
// fixed ones.
func (g *grid) wrapTexts(width int) {
	taken, others, figures := 0, 0, 0
	for column := g.fixed; column < len(g.columns); column++ {
		others += g.widthOf(column) + gap
		if g.columns[column].Style.IsNumber() {
			figures += g.widthOf(column) + gap
		}
	}
	mostText := 0
	for column := range g.columns {
		if column == g.fixed {
			mostText = g.mostText(width - taken - figures)
		}
		most := mostText
		if column < g.fixed {
			most = max(mostLabel, width-others)
		}
		for _, row := range g.rows {
			row[column] = strings.Join(wrap(row[column], most), "\n")
		}
		if column < g.fixed {
			taken += g.widthOf(column) + gap
		}
	}
}

// mostText is how wide a text column may be where all of them have so much
// room: narrow ones leave what they do not need to the others.
func (g *grid) mostText(room int) int {
	var widths []int
	for column := g.fixed; column < len(g.columns); column++ {
		if !g.columns[column].Style.IsNumber() {
			widths = append(widths, g.widthOf(column)+gap)
		}
	}
	slices.Sort(widths)
	for i, w := range widths {
		left := len(widths) - i
		if w*left > room {
			return max(leastText, room/left-gap)
		}
		room -= w
	}
	return max(leastText, slices.Max(append(widths, 0)))
}

// blocks are the columns of each part of the table.
func (g *grid) blocks(width int) [][]int {
	var labels []int
	start := 0
	for column := range min(g.fixed, len(g.columns)) {
		labels = append(labels, column)
		start += g.widthOf(column) + gap
	}
	var blocks [][]int
	block, used := slices.Clone(labels), start-gap
	open := func() { block, used = slices.Clone(labels), start-gap }
	for column := g.fixed; column < len(g.columns); {
		end, unit := g.unit(column)
		if used+unit > width && len(block) > len(labels) && start-gap+unit <= width {
			blocks = append(blocks, block)
			open()
		}
		for ; column < end; column++ {
			w := g.widthOf(column) + gap
			if used+w > width && len(block) > len(labels) {
				blocks = append(blocks, block)
				open()
			}
			block, used = append(block, column), used+w
		}
	}
	return append(blocks, block)
}

// unit is the run of neighbours of one kind that begins at a column: where it
// ends, and how wide it is.
func (g *grid) unit(column int) (end, width int) {
	for end = column; end < len(g.columns) && g.columns[end].Style == g.columns[column].Style; end++ {
		width += g.widthOf(end) + gap
	}
	return end, width
}

// write writes some columns as a table without frames: texts to the left,
// figures to the right, a rule under the header and above the last line where
// that is a total. It looks the same on every terminal, locale and in a file.
func (g *grid) write(w io.Writer, columns []int) error {
	align := make([]tw.Align, len(columns))
	for i, column := range columns {
		align[i] = tw.AlignRight
		if !g.columns[column].Style.IsNumber() {
			align[i] = tw.AlignLeft
		}
	}
	cell := tw.CellConfig{
		Formatting: tw.CellFormatting{AutoFormat: tw.Off, AutoWrap: tw.WrapNone},
		Alignment:  tw.CellAlignment{PerColumn: align}, Padding: tw.CellPadding{Global: tw.PaddingNone},
	}
	var table bytes.Buffer
	t := tablewriter.NewTable(&table,
		tablewriter.WithEastAsian(tw.Off), tablewriter.WithTrimSpace(tw.Off),
		tablewriter.WithConfig(tablewriter.Config{Header: cell, Row: cell, Footer: cell}),
		tablewriter.WithRenderer(renderer.NewBlueprint(tw.Rendition{
			Borders: tw.BorderNone,
			Symbols: tw.NewSymbols(tw.StyleASCII),
			Settings: tw.Settings{
				Separators: tw.Separators{BetweenColumns: tw.Off, BetweenRows: tw.Off},
				Lines:      tw.Lines{ShowHeaderLine: tw.On, ShowFooterLine: tw.Off, ShowTop: tw.Off, ShowBottom: tw.Off},
			},
		})))
	t.Header(spaced(pick(g.head, columns)))
	above := 2 // lines: the header and its rule
	for i, row := range g.rows {
		cells := spaced(pick(row, columns))
		if i < len(g.rows)-g.totals {
			above += linesOf(cells)
		}
		if err := t.Append(cells); err != nil {
			return err
		}
	}
	if err := t.Render(); err != nil || g.totals == 0 {
		return errors.Join(err, flush(w, &table))
	}
	return ruled(w, table.String(), above)
}

// linesOf is how many lines a row takes.
func linesOf(cells []string) int {
	lines := 1
	for _, cell := range cells {
		lines = max(lines, 1+strings.Count(cell, "\n"))
	}
	return lines
}

func flush(w io.Writer, table *bytes.Buffer) error {
	_, err := table.WriteTo(w)
	return err
}

// ruled writes a table with its rule once more, above the sums: the library
// draws one above a footer of a single row only.
func ruled(w io.Writer, table string, above int) error {
	lines := strings.SplitAfter(table, "\n")
	if above < 2 || above > len(lines) {
		_, err := io.WriteString(w, table)
		return err
	}
	_, err := io.WriteString(w, strings.Join(slices.Insert(lines, above, lines[1]), ""))
	return err
}

func pick(row []string, columns []int) []string {
	picked := make([]string, len(columns))
	for i, column := range columns {
		picked[i] = row[column]
	}
	return picked
}

// spaced sets the columns apart. The space is part of the cells: the library
// widens a column for its padding and then cuts the text by it all the same.
func spaced(row []string) []string {
	for i := 1; i < len(row); i++ {
		row[i] = strings.Repeat(" ", gap) + strings.ReplaceAll(row[i], "\n", "\n"+strings.Repeat(" ", gap))
	}
	return row
}
