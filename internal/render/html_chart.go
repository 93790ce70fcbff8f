package render

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"credit/internal/sheet"
)

// htmlChart is a drawing with its caption and legend. Many rows are drawn in
// several plots, each of which stays whole on a printed page.
type htmlChart struct {
	Title  string
	Legend []htmlKey
	Plots  []htmlPlot
}

type htmlKey struct{ Name, Colour string }

// htmlPlot is one SVG; all lengths are whole pixels of its own size, so that
// the same numbers are drawn the same everywhere.
type htmlPlot struct {
	ID, Title, Description string
	Width, Height          int
	Lines                  []htmlLine
	Ticks                  []htmlLabel
	Rows                   []htmlBarRow
}

type htmlLine struct {
	X1, Y1, X2, Y2 int
	Class          string
}

// htmlLabel is a text whose middle height is Y.
type htmlLabel struct {
	Text, Class string
	X, Y        int
}

type htmlBarRow struct {
	Name   htmlLabel
	Track  *htmlBar
	Bars   []htmlBar
	Labels []htmlLabel
}

type htmlBar struct {
	X, Y, Width, Height int
	Colour, Hint        string
}

// Measures of a plot in pixels.
const (
	plotWidth  = 1040
	plotRows   = 500 // what stands in a plot at most, that of a printed page
	plotAxis   = 24  // under the bars, for the numbers of the axis
	plotTop    = 6
	plotGap    = 28 // between two panels
	plotBehind = 84 // behind the bars, for their numbers
	letter     = 6  // half a Chinese character, generously
	nameMost   = 28 // of a row's name, in half characters
	smallest   = 2  // of a bar that stands for something
)

// Colours of series that the chart has none for, dark and light by turns,
// so that neighbours can be told apart without colours too.
var calmColours = []string{"2F6DA8", "A9C7E3", "163A5F", "7FB39A", "8A8A8A", "D9B56C"}

func htmlColour(c *sheet.Chart, i int) string {
	if i < len(c.Colours) && isColour(c.Colours[i]) {
		return c.Colours[i]
	}
	return calmColours[i%len(calmColours)]
}

// charted is what is drawn, read from the rows of a page.
type charted struct {
	chart  *sheet.Chart
	names  []string // of the series
	styles []sheet.Style
	rows   []chartedRow
}

type chartedRow struct {
	name   string
	bold   bool
	values []sheet.Value
	units  []int64
}

// unit is how finely values are drawn: 0.0001.
const unit = 10_000

// units is a value for drawing, and whether it is a number. Whole numbers
// keep the drawing the same on every machine.
func units(v sheet.Value) (int64, bool) {
	number, ok := v.Number()
	return int64(math.Round(number * unit)), ok
}

func chartedOf(p *sheet.Page) (charted, bool) {
	c := p.Chart
	data := charted{chart: c}
	if c == nil || c.Categories < 0 || c.Categories >= len(p.Columns) {
		return data, false
	}
	for _, column := range c.Series {
		if column < 0 || column >= len(p.Columns) {
			return data, false
		}
		data.names = append(data.names, Clean(p.Columns[column].Header))
		data.styles = append(data.styles, p.Columns[column].Style)
	}
	for _, row := range p.Rows[:max(0, min(c.Rows, len(p.Rows)))] {
		label := valueAt(row, c.Categories)
		one := chartedRow{name: Clean(label.Shown(p.Columns[c.Categories].Style)), bold: label.Bold}
		for _, column := range c.Series {
			v := valueAt(row, column)
			n, _ := units(v)
			one.values, one.units = append(one.values, v), append(one.units, n)
		}
		data.rows = append(data.rows, one)
	}
	return data, len(data.names) > 0 && len(data.rows) > 0
}

// htmlChartOf draws a page's chart; nil where there is none to draw.
func htmlChartOf(p *sheet.Page, id, heading string) *htmlChart {
	data, ok := chartedOf(p)
	if !ok {
		return nil
	}
	result := &htmlChart{Title: data.chart.Title}
	if result.Title == "" {
		result.Title = heading
	}
	for i, name := range data.names {
		result.Legend = append(result.Legend, htmlKey{name, htmlColour(data.chart, i)})
	}
	l := data.layout()
	for i, rows := range evenly(data.rows, l.panelRows*l.panels, max(1, data.chart.Together)) {
		plot := data.plot(l, rows)
		plot.ID = fmt.Sprintf("%sc%d", id, i+1)
		plot.Title = result.Title
		plot.Description = data.description(rows)
		result.Plots = append(result.Plots, plot)
	}
	return result
}

// chartLayout is how the rows of a chart are placed.
type chartLayout struct {
	pitch, bar        int // from row to row; how thick a bar is
	panels, panelRows int
	scale             scale
}

func (d *charted) layout() chartLayout {
	l := chartLayout{pitch: 25, bar: 18, panels: 1, scale: d.measure()}
	if d.chart.Kind == sheet.Bars {
		l.bar = 13
		if len(d.names) > 1 {
			l.bar = 11
		}
		l.pitch = len(d.names)*l.bar + 8
	}
	together := max(1, d.chart.Together)
	l.panelRows = max(together, plotRows/l.pitch/together*together) // a multiple, and so are the parts
	if d.chart.Kind == sheet.Bars && len(d.rows) > l.panelRows {
		l.panels = 2 // bars can be read at half the length, segments cannot
	}
	return l
}

// plot draws rows in one panel, or in two side by side.
func (d *charted) plot(l chartLayout, rows []chartedRow) htmlPlot {
	each := (len(rows) + l.panels - 1) / l.panels
	plot := htmlPlot{Width: plotWidth, Height: plotTop + each*l.pitch + plotAxis}
	width := (plotWidth - (l.panels-1)*plotGap) / l.panels
	names := d.nameWidth()
	for i := 0; i*each < len(rows); i++ {
		left := i * (width + plotGap)
		p := panel{
			charted: d, chartLayout: l, plot: &plot, nameEnd: left + names,
			left: left + names + 8, track: width - names - 8 - plotBehind,
		}
		if l.scale.low < 0 {
			p.left, p.track = p.left+plotBehind, p.track-plotBehind
		}
		p.draw(rows[i*each : min(len(rows), (i+1)*each)])
	}
	return plot
}

// nameWidth is the room for the names of all rows, the same in every panel.
func (d *charted) nameWidth() int {
	longest := 4
	for _, row := range d.rows {
		longest = max(longest, Width(row.name))
	}
	return min(longest, nameMost)*letter + 14
}

func (d *charted) description(rows []chartedRow) string {
	kind := map[sheet.ChartKind]string{
		sheet.StackedShare: "横条图，每条合计 100%，各段为所占比例",
		sheet.StackedCount: "横条图，各段首尾相接，条长为合计",
		sheet.Bars:         "横条图，条长为数值",
	}[d.chart.Kind]
	span := rows[0].name
	if len(rows) > 1 {
		span += "至" + rows[len(rows)-1].name
	}
	return fmt.Sprintf("%s。共 %d 条：%s。图例：%s。数值见下表。", kind, len(rows), span, strings.Join(d.names, "、"))
}

// evenly cuts rows into parts of about the same length, none above most, so
// that so many rows stay together.
func evenly(rows []chartedRow, most, together int) [][]chartedRow {
	parts := (len(rows) + most - 1) / most
	each := (len(rows) + parts - 1) / parts
	return slices.Collect(slices.Chunk(rows, (each+together-1)/together*together))
}

// shorten cuts a name to so many half characters.
func shorten(text string, most int) string {
	if Width(text) <= most {
		return text
	}
	var b strings.Builder
	used := 2 // the mark at the end
	for _, r := range text {
		w := Width(string(r))
		if used+w > most {
			break
		}
		used += w
		b.WriteRune(r)
	}
	return b.String() + "…"
}

// isDark says whether white is easier to read than black on a colour.
func isDark(colour string) bool {
	rgb, err := strconv.ParseUint(colour, 16, 32)
	if err != nil {
		return false
	}
	r, g, b := rgb>>16&255, rgb>>8&255, rgb&255
	return 299*r+587*g+114*b < 140_000
}
