package xlsx

import (
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

// looks makes each style of a workbook once.
type looks struct {
	file       *excelize.File
	cells      map[look]int
	named      map[string]int
	highlights map[highlightLook]int
}

type highlightLook struct {
	fill, ink string
	bold      bool
}

func newLooks(file *excelize.File) *looks {
	return &looks{
		file:  file,
		cells: map[look]int{}, named: map[string]int{}, highlights: map[highlightLook]int{},
	}
}

// cell is the style of a data cell.
func (l *looks) cell(k look) (int, error) {
	if id, ok := l.cells[k]; ok {
		return id, nil
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
	id, err := l.file.NewStyle(style)
	l.cells[k] = id
	return id, err
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
func (l *looks) header(page bool) (int, error) {
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
func (l *looks) section(named bool, _ int) (int, error) {
	if !named {
		return l.group(false, 0)
	}
	return l.once("section", stripe(nightBlue, "center"))
}

// small is the style of the notes between groups and headers.
func (l *looks) small() (int, error) {
	return l.once("small", &excelize.Style{
		Font:      font(smallSize, ink, false),
		Fill:      fill(paleBlue),
		Border:    border(frameLine, "left", "right", "top", "bottom"),
		Alignment: &excelize.Alignment{Horizontal: "left", Vertical: "top", WrapText: true},
	})
}

// group is the style of the row above the header; neighbouring groups differ.
func (l *looks) group(named bool, tint int) (int, error) {
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
func (l *looks) title() (int, error) {
	return l.once("title", &excelize.Style{
		Font:      font(16, deepBlue, true),
		Alignment: &excelize.Alignment{Horizontal: "left", Vertical: "center"},
	})
}

// banner is the style of a first heading that warns.
func (l *looks) banner() (int, error) {
	return l.once("banner", &excelize.Style{
		Font:      font(bannerSize, white, true),
		Fill:      fill(alarm),
		Alignment: &excelize.Alignment{Horizontal: "left", Vertical: "center", Indent: 1, WrapText: true},
	})
}

// note is the style of the headings below the title.
func (l *looks) note() (int, error) {
	return l.once("note", &excelize.Style{
		Font:      font(10, noteGrey, false),
		Alignment: &excelize.Alignment{Horizontal: "left", Vertical: "top", WrapText: true},
	})
}

// highlight is the style of a conditional format; its numbers are a series of
// their own.
func (l *looks) highlight(h sheet.Highlight) (int, error) {
	k := highlightLook{h.Fill, h.Ink, h.Bold}
	if id, ok := l.highlights[k]; ok {
		return id, nil
	}
	style := &excelize.Style{Font: &excelize.Font{Color: h.Ink, Bold: h.Bold}}
	if h.Fill != "" {
		style.Fill = fill(h.Fill)
	}
	id, err := l.file.NewConditionalStyle(style)
	l.highlights[k] = id
	return id, err
}

func (l *looks) once(name string, style *excelize.Style) (int, error) {
	if id, ok := l.named[name]; ok {
		return id, nil
	}
	id, err := l.file.NewStyle(style)
	l.named[name] = id
	return id, err
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
