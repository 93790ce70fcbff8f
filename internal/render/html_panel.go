package render

import (
	"cmp"
	"fmt"

	"credit/internal/sheet"
)

// panel draws rows below each other, with an axis under them.
type panel struct {
	*charted
	chartLayout
	plot *htmlPlot
	// nameEnd is where the names of the rows end, left where the track begins.
	nameEnd, left, track int
}

const nothing = "无"

func (p *panel) draw(rows []chartedRow) {
	p.axis(plotTop + len(rows)*p.pitch)
	for i, row := range rows {
		top := plotTop + i*p.pitch
		drawn := htmlBarRow{Name: htmlLabel{
			Text: shorten(row.name, nameMost), Class: htmlClasses("end", boldClass(row.bold)), X: p.nameEnd, Y: top + p.pitch/2,
		}}
		switch p.chart.Kind {
		case sheet.StackedShare:
			p.shares(&drawn, row, top+(p.pitch-p.bar)/2)
		case sheet.StackedCount:
			p.counts(&drawn, row, top+(p.pitch-p.bar)/2)
		default:
			p.bars(&drawn, row, top+(p.pitch-len(row.values)*p.bar)/2)
		}
		p.plot.Rows = append(p.plot.Rows, drawn)
	}
}

func boldClass(bold bool) string {
	if bold {
		return "b"
	}
	return ""
}

func (p *panel) axis(bottom int) {
	for value := p.scale.low; value <= p.scale.high; value += p.scale.step {
		x := p.left + p.scale.at(value, p.track)
		class := "grid"
		if value == 0 {
			class = "zero"
		}
		p.plot.Lines = append(p.plot.Lines, htmlLine{x, plotTop, x, bottom, class})
		p.plot.Ticks = append(p.plot.Ticks, htmlLabel{p.tick(value), "tick mid", x, bottom + plotAxis/2})
	}
}

// shares is a bar of 100%, each share where it fits, and behind it how many
// there are, where people or things are counted.
func (p *panel) shares(drawn *htmlBarRow, row chartedRow, y int) {
	sum, counted, shared := int64(0), true, true
	for i, n := range row.units {
		sum += max(0, n)
		counted = counted && p.styles[i] == sheet.CountCell
		shared = shared && p.styles[i] == sheet.ShareCell
	}
	drawn.Track = &htmlBar{X: p.left, Y: y, Width: p.track, Height: p.bar}
	if sum == 0 {
		drawn.Labels = append(drawn.Labels, htmlLabel{nothing, "mid none", p.left + p.track/2, y + p.bar/2})
		return
	}
	one := int64(1)
	if counted {
		one = unit // whole numbers again: they fit an int of any machine
		p.behind(drawn, p.left+p.track, y+p.bar/2, fmt.Sprintf("%s %d", cmp.Or(p.chart.Whole, "共"), sum/unit))
	}
	length := p.track
	if shared && sum < almostAll {
		length = int(sum * int64(p.track) / unit) // shares of something that has others
	}
	texts := make([]string, len(row.values))
	for i, v := range row.values {
		texts[i] = sheet.ShareValue(int(max(0, row.units[i])/one), int(sum/one)).Shown(sheet.ShareCell)
		if shared {
			texts[i] = v.Shown(sheet.ShareCell) // as in the table, not rounded twice
		}
	}
	p.segments(drawn, row, parts(row.units, length), y, texts)
}

// almostAll is what shares come to that are all there are, each rounded.
const almostAll = unit - unit/1000

// counts is a bar as long as its values together.
func (p *panel) counts(drawn *htmlBarRow, row chartedRow, y int) {
	sum := int64(0)
	texts := make([]string, len(row.values))
	for i, v := range row.values {
		sum += max(0, row.units[i])
		texts[i] = v.Shown(p.styles[i])
	}
	length := p.scale.at(sum, p.track)
	if sum > 0 {
		length = max(length, smallest)
	}
	p.behind(drawn, p.left+length, y+p.bar/2, p.tick(sum))
	p.segments(drawn, row, parts(row.units, length), y, texts)
}

// segments are the parts of one bar, with their texts where they fit.
func (p *panel) segments(drawn *htmlBarRow, row chartedRow, widths []int, y int, texts []string) {
	x := p.left
	for i, width := range widths {
		if width == 0 {
			continue
		}
		colour := htmlColour(p.chart, i)
		drawn.Bars = append(drawn.Bars, htmlBar{x, y, width, p.bar, colour, p.hint(row, i, texts[i])})
		if Width(texts[i])*letter+4 <= width {
			class := "value mid"
			if isDark(colour) {
				class += " light"
			}
			drawn.Labels = append(drawn.Labels, htmlLabel{texts[i], class, x + width/2, y + p.bar/2})
		}
		x += width
	}
}

// bars are bars below each other, one for each series, from the zero line.
func (p *panel) bars(drawn *htmlBarRow, row chartedRow, y int) {
	zero := p.left + p.scale.at(0, p.track)
	for i, v := range row.values {
		n, middle := row.units[i], y+p.bar/2
		text := v.Shown(p.styles[i])
		end := p.left + p.scale.at(n, p.track)
		if n != 0 {
			from, width := min(zero, end), max(zero, end)-min(zero, end)
			drawn.Bars = append(drawn.Bars, htmlBar{from, y, max(width, smallest), p.bar, htmlColour(p.chart, i), p.hint(row, i, text)})
		}
		if text == "" {
			text = nothing
		}
		if n < 0 {
			drawn.Labels = append(drawn.Labels, htmlLabel{text, "value end", end - 4, middle})
		} else {
			p.behind(drawn, max(end, zero), middle, text)
		}
		y += p.bar
	}
}

// behind is a number behind a bar.
func (p *panel) behind(drawn *htmlBarRow, x, y int, text string) {
	drawn.Labels = append(drawn.Labels, htmlLabel{text, "value", x + 5, y})
}

// hint is what a browser shows over a bar: whose it is, and its value.
func (p *panel) hint(row chartedRow, i int, text string) string {
	own := row.values[i].Shown(p.styles[i])
	if own != text {
		text = own + "，" + text
	}
	return fmt.Sprintf("%s %s：%s", row.name, p.names[i], text)
}
