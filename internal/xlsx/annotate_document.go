package xlsx

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// document is a part taken apart one level deep, with what is to change.
type document struct {
	data    []byte
	root    tag
	end     int // where the root's end tag begins
	nodes   []node
	patches []patch
}

// peculiar refuses to patch a workbook that is written in a way the patches
// were not made for; the workbook itself may be sound.
func peculiar(format string, args ...any) error {
	return fmt.Errorf("这个工作簿的写法特殊（%s），不能写批注副本；问题请看屏幕或 --csv", fmt.Sprintf(format, args...))
}

// takeApart finds the root of a part and the elements right within it.
func takeApart(name string, data []byte) (*document, error) {
	if bytes.IndexByte(data[:min(len(data), 64)], 0) >= 0 || bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		return nil, peculiar("%s 是 UTF-16 编码", name)
	}
	r := tagReader{data: data}
	root, ok := r.next()
	if !ok || root.kind == closeTag {
		return nil, peculiar("%s 没有内容", name)
	}
	if root.kind == loneTag {
		open := bytes.TrimRight(data[root.start:root.end-1], "/ \t\r\n")
		whole := slices.Concat(data[:root.start], open, []byte("></"+root.qualified()+">"), data[root.end:])
		return takeApart(name, whole)
	}
	d := &document{data: data, root: root, end: bytes.LastIndex(data, []byte("</"+root.qualified()))}
	if d.end < root.end {
		return nil, peculiar("%s 没有结尾", name)
	}
	d.nodes = nodes(data, root.end, d.end)
	return d, nil
}

// space is the declaration that an inserted element needs: none where the
// part's own elements have no prefix either.
func (d *document) space() string {
	if d.root.prefix == "" {
		return ""
	}
	return ` xmlns=` + quoted(valueOf(d.data, d.root, "xmlns:"+d.root.prefix))
}

// prefixOf is the prefix that the root declares for a namespace, with its
// colon; where there is none it is own, with a declaration to go with it.
func (d *document) prefixOf(space, own string) (prefix, declaration string) {
	for a := range attributesOf(d.data, d.root) {
		if name, found := strings.CutPrefix(a.name, "xmlns:"); found && a.value == space {
			return name + ":", ""
		}
	}
	return own + ":", ` xmlns:` + own + `=` + quoted(space)
}

// own says that an element belongs to the namespace of the root.
func (d *document) own(n node) bool {
	if n.prefix == d.root.prefix {
		return true
	}
	declared, found := attributeOf(d.data, n.tag, "xmlns")
	return n.prefix == "" && found && declared.value == valueOf(d.data, d.root, "xmlns:"+d.root.prefix)
}

// all are the elements of that name right within the root.
func (d *document) all(local string) []node {
	var list []node
	for _, n := range d.nodes {
		if n.local == local && d.own(n) {
			list = append(list, n)
		}
	}
	return list
}

// one is the first element of that name right within the root.
func (d *document) one(local string) (node, bool) {
	if list := d.all(local); len(list) > 0 {
		return list[0], true
	}
	return node{}, false
}

func (d *document) insert(at int, text string) {
	d.patches = append(d.patches, patch{at, at, text})
}

func (d *document) replace(from, to int, text string) {
	d.patches = append(d.patches, patch{from, to, text})
}

// remove takes an element away.
func (d *document) remove(n node) { d.replace(n.start, n.outer, "") }

// drop takes an attribute away.
func (d *document) drop(a attribute) { d.replace(a.whole, a.wholeTo, "") }

// extend appends elements to a container and sets its count, where it has one.
func (d *document) extend(n node, text string, count int) {
	start := string(d.data[n.start:n.end])
	if a, found := attributeOf(d.data, n.tag, "count"); found {
		start = string(d.data[n.start:a.from]) + fmt.Sprint(count) + string(d.data[a.to:n.end])
	}
	if n.kind == loneTag {
		start = strings.TrimRight(strings.TrimSuffix(start, "/>"), " \t\r\n") + ">"
		d.replace(n.start, n.end, start+text+"</"+n.qualified()+">")
		return
	}
	d.replace(n.start, n.end, start)
	d.insert(n.inner, text)
}

// after is where an element belongs that must follow all those that come no
// later than it in order.
func (d *document) after(local string, order []string) int {
	at, rank := d.root.end, slices.Index(order, local)
	for _, n := range d.nodes {
		if r := d.rank(n, order); r >= 0 && r <= rank {
			at = n.outer
		}
	}
	return at
}

// rank is the place of an element in an order; what may stand for one of two
// elements counts as what it holds.
func (d *document) rank(n node, order []string) int {
	if n.local != "AlternateContent" {
		if !d.own(n) {
			return -1
		}
		return slices.Index(order, n.local)
	}
	most := -1
	for _, choice := range n.within(d.data) {
		for _, inner := range choice.within(d.data) {
			most = max(most, slices.Index(order, inner.local))
		}
	}
	return most
}

// bytes are the part with its patches.
func (d *document) bytes() []byte { return patched(d.data, d.patches) }
