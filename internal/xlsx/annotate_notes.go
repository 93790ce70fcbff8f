package xlsx

import (
	"bytes"
	"slices"
)

// notes are the comments of one sheet with everything that belongs to them:
// the part of their texts and the drawing of their boxes, each "" where the
// sheet has none.
type notes struct {
	edition *edition
	part    string
	doc     *document // the worksheet
	number  int       // of the sheet, from 1
	links   map[string]relation

	texts, textsID   string
	boxes, boxesID   string
	boxesNode        node
	before, textBody []byte
}

// annotate takes our comments of an earlier time off a sheet and puts the new
// ones on; d is the worksheet part.
func (e *edition) annotate(part string, d *document, number int, marks []cellMark) error {
	n := &notes{edition: e, part: part, doc: d, number: number}
	if err := n.find(); err != nil {
		return err
	}
	if n.texts == "" && len(marks) == 0 {
		return nil
	}
	if err := n.load(); err != nil {
		return err
	}
	gone, err := n.strip()
	if err != nil {
		return err
	}
	c, err := openComments(n.texts, n.textBody)
	if err != nil {
		return err
	}
	added, err := c.add(marks)
	if err != nil {
		return err
	}
	n.textBody = c.doc.bytes()
	if bytes.Equal(n.textBody, n.before) {
		return nil
	}
	left, err := n.draw(gone, added)
	if err != nil {
		return err
	}
	return n.keep(left)
}

// find looks for the two parts.
func (n *notes) find() (err error) {
	if n.links, err = n.edition.links(n.part); err != nil {
		return err
	}
	if n.texts, err = only(n.links, commentsName, n.part); err != nil {
		return err
	}
	for id, r := range n.links {
		if r.kind == commentsName {
			n.textsID = id
		}
	}
	drawing, found := n.doc.one("legacyDrawing")
	if !found {
		return nil
	}
	n.boxesNode = drawing
	for a := range attributesOf(n.doc.data, drawing.tag) {
		if tagLocal(a.name) == "id" {
			n.boxesID = a.value
		}
	}
	r := n.links[n.boxesID]
	if r.kind != vmlName || r.external || !n.edition.has(r.target) {
		return peculiar("%s 的批注框没有指明在哪里", n.part)
	}
	n.boxes = r.target
	return nil
}

// load reads the comments, or begins new ones.
func (n *notes) load() (err error) {
	if n.texts == "" {
		n.textBody = []byte(plainComments)
		return nil
	}
	if n.before, err = n.edition.read(n.texts); err != nil {
		return err
	}
	n.textBody = n.before
	return wellFormed(n.texts, n.before, n.edition.archive.limits)
}

// strip takes our comments away and returns the cells that have none now.
func (n *notes) strip() ([]place, error) {
	c, err := openComments(n.texts, n.textBody)
	if err != nil {
		return nil, err
	}
	gone, err := c.strip()
	n.textBody = c.doc.bytes()
	return gone, err
}

// draw takes the boxes away that are gone, draws the new ones and says
// whether any shape is left.
func (n *notes) draw(gone []place, added []cellMark) (bool, error) {
	e := n.edition
	fresh := n.boxes == ""
	body := newVML(n.number, len(added))
	if !fresh {
		var err error
		if body, err = e.read(n.boxes); err != nil {
			return false, err
		}
	}
	body, left := stripVML(body, gone)
	if len(added) > 0 {
		var err error
		if body, err = addVML(n.boxes, body, n.number, added, n.doc.grid()); err != nil {
			return false, err
		}
	}
	if left = left || len(added) > 0; !left {
		return false, nil
	}
	if fresh {
		n.boxes = e.newName(relativeDir(e.main)+"drawings/"+vmlName, ".vml")
	}
	e.write(n.boxes, body)
	if fresh {
		return true, n.join()
	}
	return true, nil
}

// join ties a new drawing to the sheet.
func (n *notes) join() error {
	if err := n.edition.declare(n.boxes, vmlType, true); err != nil {
		return err
	}
	id, err := n.edition.relate(n.part, vmlName, n.boxes)
	if err != nil {
		return err
	}
	prefix, declared := n.doc.prefixOf(officeSpace, "r")
	n.doc.insert(n.doc.after("legacyDrawing", sheetOrder),
		"<legacyDrawing"+n.doc.space()+declared+" "+prefix+"id="+quoted(id)+"/>")
	return nil
}

// keep writes the comments back, or lets go of what is empty.
func (n *notes) keep(left bool) error {
	e := n.edition
	c, err := openComments(n.texts, n.textBody)
	if err != nil {
		return err
	}
	empty := len(c.list.within(c.doc.data)) == 0
	switch {
	case n.texts == "" && !empty:
		if n.texts, err = e.addPart(n.part, commentsName, commentsType, n.textBody); err != nil {
			return err
		}
	case n.texts != "" && empty:
		if err := e.let(n.part, n.textsID, n.texts); err != nil {
			return err
		}
	case n.texts != "":
		e.write(n.texts, n.textBody)
	}
	if left || n.boxes == "" || !empty {
		return nil
	}
	n.doc.remove(n.boxesNode)
	return e.let(n.part, n.boxesID, n.boxes)
}

// let removes a part that only one sheet used.
func (e *edition) let(part, id, target string) error {
	if err := e.unrelate(part, id); err != nil {
		return err
	}
	return e.discard(target)
}

// tagLocal is a name without its prefix.
func tagLocal(name string) string {
	for i := range len(name) {
		if name[i] == ':' {
			return name[i+1:]
		}
	}
	return name
}

// wellFormed reads a part to its end as the strict reader does.
func wellFormed(name string, body []byte, limits *Limits) error {
	p := newParser(bytes.NewReader(body), int64(len(body)), limits, name, sheetSpace)
	for {
		e, err := p.next()
		if err != nil || e == doneEvent {
			return err
		}
	}
}

// byPlace sorts marks by row and column.
func byPlace(marks []cellMark) {
	slices.SortStableFunc(marks, func(x, y cellMark) int {
		if x.row != y.row {
			return x.row - y.row
		}
		return x.column - y.column
	})
}
