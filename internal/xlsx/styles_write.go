package xlsx

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"credit/internal/sheet"

	"github.com/xuri/excelize/v2"
)

// 微软雅黑 is on every Windows since Vista, whatever its language and with
// WPS as with Excel; 等线 comes with Office or a Chinese Windows only.
const (
	fontName = "微软雅黑"
	fontSize = 11
	// smallSize is that of small print.
	smallSize = 9
	// headingSize is that of a heading within a page, titleSize that of a
	// letter's title.
	headingSize = 13
	titleSize   = 20
	// bannerSize is that of a warning above a sheet, bannerHeight a line of it.
	bannerSize   = 14
	bannerHeight = 21
)

// Colours, RRGGBB.
const (
	deepBlue  = "1F4E79"
	midBlue   = "2E75B6"
	slate     = "44637F"
	white     = "FFFFFF"
	ink       = "262626"
	gridLine  = "D0D7DE"
	noteGrey  = "595959"
	headerGap = "5B7FA3"
	nightBlue = "16365C"
	paleBlue  = "EAF1F8"
	boxBlue   = "D6E4F0"
	frameLine = "8EA9C1"
	alarm     = "C00000"
)

// Number formats that Excel has built in.
const (
	general   = 0
	wholeFmt  = 1
	twoPlaces = 2
	rateFmt   = 10
	textFmt   = 49
)

// shareFmt has one decimal: Excel has only 0% and 0.00% built in.
const shareFmt = "0.0%"

// changeFmt shows the sign of a change.
const changeFmt = "+0.00;-0.00;0.00"

// dateFmt is a date as the register writes it.
const dateFmt = "yyyy-mm-dd"

// look is everything a data cell's style depends on.
type look struct {
	style  sheet.Style
	wrap   bool
	page   bool
	bold   bool
	label  bool
	active bool
	// folded columns show nothing, not even a # over their left edge.
	folded bool
	// heading, boxed and wide (over several columns) are looks of a page.
	heading, boxed, wide bool
	// part is that of a letter.
	part sheet.Part
}

// looks numbers each style of a workbook, as excelize will when it makes them.
type looks struct {
	cells map[look]int
	named map[string]int
	// styles are those that differ, the first has the number 1; keys are what
	// they are, numbers which number has which.
	styles  []*excelize.Style
	keys    []string
	numbers map[string]int
}

type highlightLook struct {
	fill, ink string
	bold      bool
}

func newLooks() *looks {
	return &looks{cells: map[look]int{}, named: map[string]int{}, numbers: map[string]int{}}
}

// clone is the same looks, to be added to.
func (l *looks) clone() *looks {
	return &looks{
		cells: maps.Clone(l.cells), named: maps.Clone(l.named), numbers: maps.Clone(l.numbers),
		styles: slices.Clip(l.styles), keys: slices.Clip(l.keys),
	}
}

// number is a style's number.
func (l *looks) number(style *excelize.Style) int {
	all, err := json.Marshal(style)
	if err != nil {
		panic(err) // a style is plain data
	}
	key := string(all)
	if n, ok := l.numbers[key]; ok {
		return n
	}
	l.styles, l.keys = append(l.styles, style), append(l.keys, key)
	l.numbers[key] = len(l.styles)
	return len(l.styles)
}

// make has excelize make the styles.
func (l *looks) make(file *excelize.File) error {
	for i, style := range l.styles {
		n, err := file.NewStyle(style)
		if err != nil {
			return err
		}
		if n != i+1 {
			return fmt.Errorf("style %d became number %d", i+1, n)
		}
	}
	return nil
}

// cell is the style of a data cell.
func (l *looks) cell(k look) int {
	if id, ok := l.cells[k]; ok {
		return id
	}
	style := &excelize.Style{
		Font:      font(fontSize, ink, k.bold || k.label || k.style == sheet.TotalCell),
		Alignment: &excelize.Alignment{Horizontal: across(k.style), Vertical: "center", WrapText: k.wrap},
	}
	switch {
	case k.heading:
		style.Font = font(headingSize, deepBlue, true)
		style.Alignment.Horizontal, style.Alignment.Vertical = "left", "bottom"
		style.Border = []excelize.Border{{Type: "bottom", Color: deepBlue, Style: 2}}
	case k.boxed:
		box(style, k)
	case k.part != sheet.NoPart:
		letterPart(style, k.part, k.bold)
	case k.page:
		style.Alignment.Vertical = "top"
		if k.wide {
			style.Alignment.Horizontal = "left"
		}
	default:
		style.Border = border(gridLine, "left", "right", "top", "bottom")
		if k.style == sheet.PlainText {
			style.Alignment.Indent = 1
		}
	}
	if k.label {
		style.Font.Color = deepBlue
	}
	if k.folded {
		style.Alignment.Horizontal = "left"
	}
	switch {
	case k.active || k.style == sheet.CodeText:
		style.NumFmt = textFmt
	case k.style == sheet.TotalCell:
		style.NumFmt = twoPlaces
	case k.style == sheet.CountCell:
		style.NumFmt = wholeFmt
	case k.style == sheet.RateCell:
		style.NumFmt = rateFmt
	case k.style == sheet.ShareCell:
		format := shareFmt
		style.CustomNumFmt = &format
	case k.style == sheet.DateCell:
		format := dateFmt
		style.CustomNumFmt = &format
	case k.style == sheet.ChangeCell:
		format := changeFmt
		style.CustomNumFmt = &format
	}
	id := l.number(style)
	l.cells[k] = id
	return id
}

// box draws a table's cell on a page: its header, or one that may be filled in.
func box(style *excelize.Style, k look) {
	style.Border = border(frameLine, "left", "right", "top", "bottom")
	switch {
	case k.bold:
		style.Fill, style.Alignment.Horizontal = fill(boxBlue), "center"
	case k.part == sheet.Middle:
		style.Alignment.Horizontal = "center"
	case k.part == sheet.SmallMiddle:
		style.Font, style.Alignment.Horizontal = font(smallSize, ink, false), "center"
	case k.part == sheet.Small:
		style.Font, style.Alignment.Indent = font(smallSize, ink, false), 0
	case k.style == sheet.PlainText:
		style.Alignment.Indent = 1
	}
}

// letterPart draws a part of a letter, black on white.
func letterPart(style *excelize.Style, part sheet.Part, bold bool) {
	align := style.Alignment
	align.Vertical = "top"
	switch part {
	case sheet.Title:
		style.Font, align.Horizontal, align.Vertical = font(titleSize, ink, true), "center", "center"
	case sheet.Paragraph:
		align.Horizontal = "left"
	case sheet.Aside:
		align.Horizontal = "right"
	case sheet.Small:
		style.Font, align.Horizontal = font(smallSize, noteGrey, bold), "left"
	case sheet.CutLine:
		style.Font, align.Horizontal, align.Vertical = font(smallSize, noteGrey, false), "center", "bottom"
		style.Border = []excelize.Border{{Type: "bottom", Color: noteGrey, Style: 3}}
	}
}

func across(s sheet.Style) string {
	if s == sheet.PlainText {
		return "left"
	}
	return "center"
}

// header is the style of the header row.
func (l *looks) header(page bool) int {
	if page {
		return l.once("page header", &excelize.Style{
			Font:      font(fontSize, deepBlue, true),
			Alignment: &excelize.Alignment{Horizontal: "left", Vertical: "center", WrapText: true},
			Border:    []excelize.Border{{Type: "bottom", Color: deepBlue, Style: 2}},
		})
	}
	return l.once("header", stripe(deepBlue, "center"))
}

// section is the style of the row above the groups.
func (l *looks) section(named bool, _ int) int {
	if !named {
		return l.group(false, 0)
	}
	return l.once("section", stripe(nightBlue, "center"))
}

// small is the style of the notes between groups and headers.
func (l *looks) small() int {
	return l.once("small", &excelize.Style{
		Font:      font(smallSize, ink, false),
		Fill:      fill(paleBlue),
		Border:    border(frameLine, "left", "right", "top", "bottom"),
		Alignment: &excelize.Alignment{Horizontal: "left", Vertical: "top", WrapText: true},
	})
}

// group is the style of the row above the header; neighbouring groups differ.
func (l *looks) group(named bool, tint int) int {
	switch {
	case !named:
		blank := stripe(deepBlue, "center")
		blank.Border = border(headerGap, "left", "right", "top")
		return l.once("no group", blank)
	case tint%2 == 0:
		return l.once("group", stripe(midBlue, "center"))
	}
	return l.once("other group", stripe(slate, "center"))
}

// title is the style of the first heading.
func (l *looks) title() int {
	return l.once("title", &excelize.Style{
		Font:      font(16, deepBlue, true),
		Alignment: &excelize.Alignment{Horizontal: "left", Vertical: "center"},
	})
}

// banner is the style of a first heading that warns.
func (l *looks) banner() int {
	return l.once("banner", &excelize.Style{
		Font:      font(bannerSize, white, true),
		Fill:      fill(alarm),
		Alignment: &excelize.Alignment{Horizontal: "left", Vertical: "center", Indent: 1, WrapText: true},
	})
}

// note is the style of the headings below the title.
func (l *looks) note() int {
	return l.once("note", &excelize.Style{
		Font:      font(10, noteGrey, false),
		Alignment: &excelize.Alignment{Horizontal: "left", Vertical: "top", WrapText: true},
	})
}

// highlight is the style of a conditional format; its numbers are a series of
// their own.
func (m *maker) highlight(h sheet.Highlight) (int, error) {
	k := highlightLook{h.Fill, h.Ink, h.Bold}
	if id, ok := m.highlights[k]; ok {
		return id, nil
	}
	style := &excelize.Style{Font: &excelize.Font{Color: h.Ink, Bold: h.Bold}}
	if h.Fill != "" {
		style.Fill = fill(h.Fill)
	}
	id, err := m.file.NewConditionalStyle(style)
	m.highlights[k] = id
	return id, err
}

func (l *looks) once(name string, style *excelize.Style) int {
	if id, ok := l.named[name]; ok {
		return id
	}
	id := l.number(style)
	l.named[name] = id
	return id
}

func font(size float64, colour string, bold bool) *excelize.Font {
	return &excelize.Font{Family: fontName, Size: size, Color: colour, Bold: bold}
}

// stripe is bold white text on a colour.
func stripe(colour, across string) *excelize.Style {
	return &excelize.Style{
		Font:      font(fontSize, white, true),
		Fill:      fill(colour),
		Border:    border(headerGap, "left", "right", "top", "bottom"),
		Alignment: &excelize.Alignment{Horizontal: across, Vertical: "center", WrapText: true},
	}
}

func fill(colour string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
}

func border(colour string, sides ...string) []excelize.Border {
	var all []excelize.Border
	for _, side := range sides {
		all = append(all, excelize.Border{Type: side, Color: colour, Style: 1})
	}
	return all
}
