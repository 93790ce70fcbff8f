package xlsx

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// The boxes of comments are drawn in VML, an XML dialect of 1998 that Excel
// itself writes not well-formed; it is only searched for its shapes.

const (
	vmlType  = "application/vnd.openxmlformats-officedocument.vmlDrawing"
	vmlName  = "vmlDrawing"
	vmlSpace = "urn:schemas-microsoft-com:vml"
	vmlBrand = "urn:schemas-microsoft-com:office:office"
	vmlExcel = "urn:schemas-microsoft-com:office:excel"
	// noteShape is the name every program gives the shape of a comment's box.
	noteShape = "_x0000_t202"
	// shapesPerSheet is how many numbers of shapes belong to one sheet.
	shapesPerSheet = 1024
)

// newVML is a drawing without shapes; the numbers of its shapes begin with
// those of a sheet of that number.
func newVML(number, shapes int) []byte {
	clusters := make([]string, shapes/shapesPerSheet+1)
	for i := range clusters {
		clusters[i] = strconv.Itoa(number + i)
	}
	return []byte(`<xml xmlns:v="` + vmlSpace + `" xmlns:o="` + vmlBrand + `" xmlns:x="` + vmlExcel + `">` +
		`<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="` + strings.Join(clusters, ",") + `"/></o:shapelayout></xml>`)
}

// shape is one shape of a drawing; note says that it is a comment's box.
type shape struct {
	from, to int
	note     bool
	cell     place
}

// shapes are the shapes of a drawing.
func shapes(data []byte) []shape {
	var list []shape
	r := tagReader{data: data}
	open := false
	for t, ok := r.next(); ok; t, ok = r.next() {
		if t.local == "shape" && t.kind == openTag {
			list, open = append(list, shape{from: t.start}), true
		}
		if !open {
			continue
		}
		last := &list[len(list)-1]
		switch {
		case t.local == "shape" && t.kind == closeTag:
			last.to, open = t.end, false
		case t.local == "ClientData" && t.kind == openTag:
			last.note = valueOf(data, t, "ObjectType") == "Note"
		case t.local == "Row" && t.kind == openTag:
			last.cell.row = numberAfter(data, t) + 1
		case t.local == "Column" && t.kind == openTag:
			last.cell.column = numberAfter(data, t) + 1
		}
	}
	if open {
		list = list[:len(list)-1]
	}
	return list
}

func numberAfter(data []byte, t tag) int {
	text, _, _ := bytes.Cut(data[t.end:], []byte("<"))
	if n, ok := digits(string(bytes.TrimSpace(text))); ok {
		return n
	}
	return -1
}

// stripVML takes the boxes of comments away that are gone, and says whether
// any shape is left.
func stripVML(data []byte, gone []place) (kept []byte, left bool) {
	var patches []patch
	for _, s := range shapes(data) {
		if s.note && slices.Contains(gone, s.cell) {
			patches = append(patches, patch{s.from, s.to, ""})
		} else {
			left = true
		}
	}
	return patched(data, patches), left
}

var shapeNumber = regexp.MustCompile(`_x0000_s(\d{1,9})\b`)

// addVML draws a box for each mark.
func addVML(part string, data []byte, number int, marks []cellMark, g *grid) ([]byte, error) {
	end := bytes.LastIndex(data, []byte("</"))
	root, ok := (&tagReader{data: data}).next()
	if end < 0 || !ok {
		return nil, peculiar("%s 没有结尾", part)
	}
	next := number * shapesPerSheet
	for _, m := range shapeNumber.FindAllSubmatch(data, -1) {
		n, _ := strconv.Atoi(string(m[1]))
		next = max(next, n)
	}
	declared := vmlDeclarations(data, root)
	var b strings.Builder
	if !bytes.Contains(data, []byte(`"`+noteShape+`"`)) {
		fmt.Fprintf(&b, `<v:shapetype%s id="%s" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>`,
			declared, noteShape)
	}
	for _, m := range marks {
		next++
		fmt.Fprintf(&b, `<v:shape%s id="_x0000_s%d" type="#%s" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>%s</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>%d</x:Row><x:Column>%d</x:Column></x:ClientData></v:shape>`,
			declared, next, noteShape, g.anchor(m.row, m.column, commentMark+"\n"+m.text+"\n"+commentEnd), m.row-1, m.column-1)
	}
	return patched(data, []patch{{end, end, b.String()}}), nil
}

// vmlDeclarations are the namespaces that the root does not declare under the
// names everyone uses.
func vmlDeclarations(data []byte, root tag) string {
	declared := ""
	for _, n := range [][2]string{{"v", vmlSpace}, {"o", vmlBrand}, {"x", vmlExcel}} {
		if valueOf(data, root, "xmlns:"+n[0]) != n[1] {
			declared += " xmlns:" + n[0] + "=" + quoted(n[1])
		}
	}
	return declared
}
