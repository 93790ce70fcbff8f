package xlsx

import (
	"fmt"
	"slices"
	"strings"
)

// styleOrder is the order of what a styles part holds.
var styleOrder = []string{"numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs",
	"tableStyles", "colors", "extLst"}

const (
	stylesType  = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
	plainStyles = xmlHead + `<styleSheet xmlns="` + sheetSpace + `"></styleSheet>`
	// mostFormats is how many cell formats Excel opens.
	mostFormats = 64000
)

// The items that must come first where a list of styles is made anew: cells
// without a style name them.
var firstStyles = map[string][]string{
	"fonts":   {`<font><sz val="11"/><name val="宋体"/><family val="3"/><charset val="134"/></font>`},
	"fills":   {`<fill><patternFill patternType="none"/></fill>`, `<fill><patternFill patternType="gray125"/></fill>`},
	"borders": {`<border><left/><right/><top/><bottom/><diagonal/></border>`},
	"cellXfs": {`<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>`},
	"dxfs":    nil,
}

// styleBook appends to the styles of a workbook. Nothing that stands there
// moves: the indexes that cells name stay what they are. What stands there
// already in the very same words is used again, so that a workbook that is
// annotated many times does not grow.
type styleBook struct {
	edition *edition
	part    string
	doc     *document
	lists   map[string]*styleList
}

// styleList is one of the lists of a styles part.
type styleList struct {
	node  node
	found bool
	items []string
	old   int // how many items the part holds
}

// openStyles opens the styles, or makes them where a workbook has none.
func (e *edition) openStyles() (*styleBook, error) {
	related, err := e.links(e.main)
	if err != nil {
		return nil, err
	}
	part, err := only(related, stylesRelation, e.main)
	if err != nil {
		return nil, err
	}
	if part == "" {
		if part, err = e.addPart(e.main, stylesRelation, stylesType, []byte(plainStyles)); err != nil {
			return nil, err
		}
	}
	s := &styleBook{edition: e, part: part, lists: map[string]*styleList{}}
	if s.doc, err = e.takeApart(part); err != nil {
		return nil, err
	}
	for local := range firstStyles {
		s.lists[local] = s.list(local)
	}
	return s, nil
}

// addPart adds a part, named after its kind, that another part relates to.
func (e *edition) addPart(to, kind, contentType string, body []byte) (string, error) {
	part := e.newName(relativeDir(e.main)+kind, ".xml")
	e.write(part, body)
	if err := e.declare(part, contentType, false); err != nil {
		return "", err
	}
	_, err := e.relate(to, kind, part)
	return part, err
}

// relativeDir is the folder of a part with the slash at its end.
func relativeDir(part string) string { return part[:strings.LastIndexByte(part, '/')+1] }

func (s *styleBook) list(local string) *styleList {
	l := &styleList{}
	if l.node, l.found = s.doc.one(local); l.found {
		for _, n := range l.node.within(s.doc.data) {
			l.items = append(l.items, string(s.doc.data[n.start:n.outer]))
		}
	}
	if l.old = len(l.items); l.old == 0 {
		l.items = slices.Clone(firstStyles[local])
	}
	return l
}

// index is the number of an item, which is added where it is new; tail is
// what follows the name of its element.
func (s *styleBook) index(list, name, tail string) int {
	l := s.lists[list]
	item := "<" + name + s.doc.space() + tail
	if i := slices.Index(l.items, item); i >= 0 {
		return i
	}
	l.items = append(l.items, item)
	return len(l.items) - 1
}

// finish writes the lists that grew.
func (s *styleBook) finish() error {
	if len(s.lists["cellXfs"].items) > mostFormats {
		return peculiar("单元格格式超过 %d 种", mostFormats)
	}
	for _, local := range styleOrder {
		l := s.lists[local]
		if l == nil || len(l.items) == l.old {
			continue
		}
		added := strings.Join(l.items[l.old:], "")
		if l.found {
			s.doc.extend(l.node, added, len(l.items))
			continue
		}
		s.doc.insert(s.doc.after(local, styleOrder),
			fmt.Sprintf(`<%s%s count="%d">%s</%s>`, local, s.doc.space(), len(l.items), added, local))
	}
	s.edition.save(s.part, s.doc)
	return nil
}

// The colours of marked cells, RRGGBB: light behind, dark around; the text is
// dark too, for headings are often white.
const (
	graveFill, graveEdge = "FFC9C2", "C00000"
	mildFill, mildEdge   = "FFE8A3", "BF8F00"
	markInk              = "262626"
)

// markFormats are the numbers of the formats of marked cells.
type markFormats struct{ grave, mild int }

func (s *styleBook) markFormats() markFormats {
	return markFormats{grave: s.markFormat(graveFill, graveEdge), mild: s.markFormat(mildFill, mildEdge)}
}

// markFormat has an edge as well: it shows where another rule fills the cell.
func (s *styleBook) markFormat(fill, edge string) int {
	return s.index("dxfs", "dxf", fmt.Sprintf(`><font><color rgb="FF%s"/></font><fill><patternFill patternType="solid"><fgColor rgb="FF%s"/><bgColor rgb="FF%s"/></patternFill></fill>%s</dxf>`,
		markInk, fill, fill, edges(edge)))
}

func edges(colour string) string {
	var b strings.Builder
	b.WriteString("<border>")
	for _, side := range []string{"left", "right", "top", "bottom"} {
		fmt.Fprintf(&b, `<%s style="thin"><color rgb="FF%s"/></%s>`, side, colour, side)
	}
	return b.String() + "</border>"
}

// listLook is the look of a cell of the list.
type listLook struct {
	size      int
	ink, fill string // RRGGBB; "" for no fill
	bold      bool
	link      bool
	boxed     bool
	across    string
	upright   string
	text      bool // the format of text, so that = stays a character
}

// cell is the number of the cell format of a look.
func (s *styleBook) cell(l listLook) int {
	var font strings.Builder
	font.WriteString(">")
	if l.bold {
		font.WriteString("<b/>")
	}
	if l.link {
		font.WriteString("<u/>")
	}
	fmt.Fprintf(&font, `<sz val="%d"/><color rgb="FF%s"/><name val="%s"/><family val="2"/><charset val="134"/></font>`, l.size, l.ink, fontName)
	border, fill, format := 0, 0, general
	if l.boxed {
		border = s.index("borders", "border", strings.TrimPrefix(edges(gridLine), "<border"))
	}
	if l.fill != "" {
		fill = s.index("fills", "fill", `><patternFill patternType="solid"><fgColor rgb="FF`+l.fill+`"/><bgColor indexed="64"/></patternFill></fill>`)
	}
	if l.text {
		format = textFmt
	}
	base, indent := "", ""
	if l.boxed && l.across == "left" {
		indent = ` indent="1"`
	}
	if _, found := s.doc.one("cellStyleXfs"); found {
		base = ` xfId="0"`
	}
	return s.index("cellXfs", "xf", fmt.Sprintf(` numFmtId="%d" fontId="%d" fillId="%d" borderId="%d"%s applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment horizontal="%s" vertical="%s" wrapText="1"%s/></xf>`,
		format, s.index("fonts", "font", font.String()), fill, border, base, l.across, l.upright, indent))
}
