package main

import "github.com/xuri/excelize/v2"

// look is how a cell looks.
type look struct {
	name           string
	align, format  string
	bold, wrap     bool
	size           float64
	fill, ink      string
	bare           bool // no border
	builtInPercent bool
}

var (
	plain   = look{name: "plain", align: "left"}
	centred = look{name: "centred", align: "center"}
	wrapped = look{name: "wrapped", align: "left", wrap: true, bare: true}
	text    = look{name: "text", align: "center", format: "@"}

	dayLook     = look{name: "day", align: "center", format: "m/d"}
	percentLook = look{name: "percent", align: "center", builtInPercent: true}

	headerLook = look{name: "header", align: "center", bold: true, wrap: true, fill: "DDEBF7"}
	titleLook  = look{name: "title", align: "center", bold: true, size: 16, bare: true}
	noteLook   = look{name: "note", align: "left", ink: "7F7F7F", bare: true}
)

func identityLook(key string) look {
	switch key {
	case "身份证件号码", "资格证号":
		return text
	case "学校", "备注":
		return plain
	}
	return centred
}

// cellLook is the column's look, but for percentages and lines that are no
// practitioner. A percentage is shown without decimals, as WPS does with one
// click: 94.96% then reads 95%, and the stored value counts.
func cellLook(column look, value any, l line) look {
	if _, isPercent := value.(percent); isPercent {
		return percentLook
	}
	if _, isDay := value.(day); isDay {
		return dayLook
	}
	if l.bold {
		return look{name: "bold", align: "left", bold: true}
	}
	return column
}

func (b *book) style(l look) (int, error) {
	if id, known := b.styles[l]; known {
		return id, nil
	}
	size := l.size
	if size == 0 {
		size = 10.5
	}
	s := &excelize.Style{
		Font:      &excelize.Font{Family: "宋体", Size: size, Bold: l.bold, Color: l.ink},
		Alignment: &excelize.Alignment{Horizontal: l.align, Vertical: "center", WrapText: l.wrap},
	}
	if l.fill != "" {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.fill}}
	}
	if !l.bare {
		for _, side := range []string{"left", "right", "top", "bottom"} {
			s.Border = append(s.Border, excelize.Border{Type: side, Color: "BFBFBF", Style: 1})
		}
	}
	if l.builtInPercent {
		s.NumFmt = 9
	}
	switch l.format {
	case "@":
		s.NumFmt = 49
	case "m/d":
		s.NumFmt = 58 // m月d日 of a Chinese Excel
	}
	id, err := b.file.NewStyle(s)
	if err == nil {
		b.styles[l] = id
	}
	return id, err
}
