package xlsx

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"slices"
	"strconv"

	"credit/internal/sheet"

	"github.com/xuri/excelize/v2"
)

// Sizes of charts in pixels.
const (
	chartWidth  = 760
	chartAround = 150
	chartBar    = 30
	// Of more bars than manyBars each is narrower.
	manyBars, narrowBar = 24, 21
)

func (s *sheetWriter) setChart(file *excelize.File) error {
	if s.layout.Chart == nil || len(s.drawn) == 0 {
		return nil
	}
	if err := s.checkChart(); err != nil {
		return err
	}
	corner := sheet.CellName(max(1, s.header), len(s.columns)+2)
	if s.layout.Chart.Below {
		corner = sheet.CellName(s.row+2, 1)
	}
	return file.AddChart(s.layout.Name, corner, s.chart())
}

func (s *sheetWriter) checkChart() error {
	c := s.layout.Chart
	for _, column := range append([]int{c.Categories}, c.Series...) {
		if column < 0 || column > s.last() {
			return fmt.Errorf("the chart's column %d is outside the sheet", column)
		}
	}
	if len(c.Series) == 0 || s.header == 0 {
		return fmt.Errorf("the chart has no series or its table no header")
	}
	return nil
}

func (s *sheetWriter) chart() *excelize.Chart {
	c := s.layout.Chart
	no, gap, overlap, bar := false, uint(45), 100, chartBar
	if len(s.drawn) > manyBars {
		bar = narrowBar
	}
	chart := &excelize.Chart{
		Type:       excelize.BarPercentStacked,
		Title:      excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: cleanText(c.Title), Font: chartFont(14, deepBlue, true)}}},
		Legend:     excelize.ChartLegend{Position: "bottom", Font: chartFont(10, ink, false)},
		VaryColors: &no,
		GapWidth:   &gap,
		Overlap:    &overlap,
		Dimension:  excelize.ChartDimension{Width: chartWidth, Height: uint(chartAround + bar*len(s.drawn))},
		XAxis:      excelize.ChartAxis{ReverseOrder: true, Font: *chartFont(10, ink, false)},
		YAxis: excelize.ChartAxis{
			MajorGridLines: true, Font: *chartFont(9, noteGrey, false),
			NumFmt: excelize.ChartNumFmt{CustomNumFmt: "0%"},
		},
		Border:       excelize.LineOptions{},
		ShowBlanksAs: "gap",
	}
	if c.Kind == sheet.StackedCount {
		chart.Type = excelize.BarStacked
		chart.YAxis.NumFmt.CustomNumFmt = "0"
		chart.PlotArea = excelize.ChartPlotArea{ShowVal: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: "0;;"}}
	}
	if c.Kind == sheet.Bars {
		apart := 0
		chart.Type, chart.Overlap = excelize.Bar, &apart
		chart.YAxis.NumFmt.CustomNumFmt = "0.##"
		chart.PlotArea = excelize.ChartPlotArea{ShowVal: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: "0.##;;"}}
	}
	for i, column := range c.Series {
		chart.Series = append(chart.Series, s.series(i, column))
	}
	return chart
}

func (s *sheetWriter) series(i, column int) excelize.ChartSeries {
	c := s.layout.Chart
	series := excelize.ChartSeries{
		Name:       fixedRef(s.layout.Name, s.header, column),
		Categories: s.drawnArea(c.Categories),
		Values:     s.drawnArea(column),
		DataLabel:  excelize.ChartDataLabel{Font: *chartFont(9, ink, false)},
	}
	if i < len(c.Colours) {
		series.Fill = fill(c.Colours[i])
		if isDark(c.Colours[i]) {
			series.DataLabel.Font.Color = white
		}
	}
	return series
}

func (s *sheetWriter) drawnArea(column int) string {
	first := fixedRef(s.layout.Name, s.data+1, column)
	return fmt.Sprintf("%s:$%s$%d", first, sheet.ColumnName(column+1), s.data+len(s.drawn))
}

func chartFont(size float64, colour string, bold bool) *excelize.Font {
	return &excelize.Font{Family: fontName, Size: size, Color: colour, Bold: bold}
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

// chartCache is what a chart saves of the cells it refers to, so that a
// viewer that does not calculate can draw it.
type chartCache struct {
	refers string
	points []byte
}

// caches are the saved values of this sheet's chart.
func (s *sheetWriter) caches() []chartCache {
	c := s.layout.Chart
	if c == nil || len(s.drawn) == 0 {
		return nil
	}
	list := []chartCache{{s.drawnArea(c.Categories), cachePoints("strCache", s.labels())}}
	for _, column := range c.Series {
		header := []string{s.layout.Columns[column].Header}
		list = append(list,
			chartCache{fixedRef(s.layout.Name, s.header, column), cachePoints("strCache", header)},
			chartCache{s.drawnArea(column), cachePoints("numCache", s.numbers(column))})
	}
	return list
}

func (s *sheetWriter) labels() []string {
	labels := make([]string, len(s.drawn))
	for i, values := range s.drawn {
		if c := s.layout.Chart.Categories; c < len(values) {
			labels[i], _ = values[c].Text()
		}
	}
	return labels
}

// numbers are the values of a column, empty where a cell has none.
func (s *sheetWriter) numbers(column int) []string {
	numbers := make([]string, len(s.drawn))
	for i, values := range s.drawn {
		if column < len(values) {
			if n, ok := values[column].Number(); ok {
				numbers[i] = string(appendNumber(nil, n))
			}
		}
	}
	return numbers
}

func cachePoints(kind string, values []string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "<%s>", kind)
	if kind == "numCache" {
		b.WriteString("<formatCode>General</formatCode>")
	}
	fmt.Fprintf(&b, `<ptCount val="%d"></ptCount>`, len(values))
	for i, value := range values {
		if value == "" {
			continue
		}
		fmt.Fprintf(&b, `<pt idx="%d"><v>`, i)
		_ = xml.EscapeText(&b, []byte(value)) // a Buffer takes everything
		b.WriteString("</v></pt>")
	}
	fmt.Fprintf(&b, "</%s>", kind)
	return b.Bytes()
}

// emptyCache is what excelize writes behind a reference to numbers.
const emptyCache = "<numCache><formatCode></formatCode></numCache>"

// fillCaches puts the saved values behind each reference of a chart part.
func fillCaches(body []byte, caches []chartCache) []byte {
	for _, c := range caches {
		var ref bytes.Buffer
		_ = xml.EscapeText(&ref, []byte(c.refers)) // a Buffer takes everything
		refers := "<f>" + ref.String() + "</f>"
		body = bytes.ReplaceAll(body, []byte(refers+emptyCache), []byte(refers))
		body = bytes.ReplaceAll(body, []byte(refers), append([]byte(refers), c.points...))
	}
	return body
}

// lowerAxis puts the axis of values below the bars: it stands where the last
// category is, and the categories run downwards.
func lowerAxis(body []byte) []byte {
	before, axis, found := bytes.Cut(body, []byte("<valAx>"))
	if !found {
		return body
	}
	axis = bytes.Replace(axis, []byte(`<crosses val="autoZero">`), []byte(`<crosses val="max">`), 1)
	return slices.Concat(before, []byte("<valAx>"), axis)
}
