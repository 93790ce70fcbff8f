package xlsx

import (
	"bytes"
	"encoding/xml"
	"html"
	"iter"
	"slices"
	"strings"
)

// Parts are patched as bytes: what is not meant to change cannot change. The
// strict reader has seen that they are well-formed before; here their tags
// are only found, without being understood.

// tag is one tag of an XML text: data[start:end].
type tag struct {
	start, end int
	kind       tagKind
	// prefix and local are the two halves of its name.
	prefix, local string
}

type tagKind uint8

const (
	openTag tagKind = iota
	closeTag
	loneTag // <a/>
)

// tagReader walks through tags; it asks for no more than that comments, CDATA
// and quotes are closed, as VML, which Excel writes, is not well-formed.
type tagReader struct {
	data []byte
	at   int
}

func (r *tagReader) next() (tag, bool) {
	for {
		n := bytes.IndexByte(r.data[r.at:], '<')
		if n < 0 {
			return tag{}, false
		}
		start := r.at + n
		if end, aside := besideTags(r.data, start); aside {
			r.at = end
			continue
		}
		t, ok := readTag(r.data, start)
		r.at = t.end
		return t, ok
	}
}

// besideTags passes over a comment, CDATA or a processing instruction.
func besideTags(data []byte, start int) (int, bool) {
	for _, pair := range [][2]string{{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}, {"<!", ">"}} {
		if !bytes.HasPrefix(data[start:], []byte(pair[0])) {
			continue
		}
		if n := bytes.Index(data[start:], []byte(pair[1])); n >= 0 {
			return start + n + len(pair[1]), true
		}
		return len(data), true
	}
	return 0, false
}

func readTag(data []byte, start int) (tag, bool) {
	t := tag{start: start, end: len(data)}
	end := tagEnd(data, start)
	if end < 0 {
		return t, false
	}
	t.end = end
	name := data[start+1 : end-1]
	switch {
	case name[0] == '/':
		t.kind, name = closeTag, name[1:]
	case name[len(name)-1] == '/':
		t.kind, name = loneTag, name[:len(name)-1]
	}
	if n := bytes.IndexAny(name, " \t\r\n"); n >= 0 {
		name = name[:n]
	}
	if prefix, local, found := bytes.Cut(name, []byte(":")); found {
		t.prefix, t.local = string(prefix), string(local)
	} else {
		t.local = string(name)
	}
	return t, t.local != ""
}

// tagEnd is the place after the > of a tag, -1 where there is none.
func tagEnd(data []byte, start int) int {
	quote := byte(0)
	for i := start + 1; i < len(data); i++ {
		switch c := data[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>' && i > start+1:
			return i + 1
		}
	}
	return -1
}

// qualified is the name of a tag as it is written.
func (t tag) qualified() string {
	if t.prefix == "" {
		return t.local
	}
	return t.prefix + ":" + t.local
}

// node is an element: its start tag, and where its content and itself end.
type node struct {
	tag
	inner, outer int
}

// nodes are the elements right within data[from:to].
func nodes(data []byte, from, to int) []node {
	var list []node
	r := tagReader{data: data[:to], at: from}
	depth := 0
	for {
		t, ok := r.next()
		if !ok {
			if depth > 0 { // never closed: it goes to the end
				list[len(list)-1].inner, list[len(list)-1].outer = to, to
			}
			return list
		}
		switch t.kind {
		case openTag:
			if depth++; depth == 1 {
				list = append(list, node{tag: t})
				r.at = pastRows(r.data, t)
			}
		case closeTag:
			if depth--; depth == 0 {
				last := &list[len(list)-1]
				last.inner, last.outer = t.start, t.end
			}
		case loneTag:
			if depth == 0 {
				list = append(list, node{tag: t, inner: t.end, outer: t.end})
			}
		}
		if depth < 0 {
			return list
		}
	}
}

// pastRows is where to read on after a start tag: for the rows of a sheet,
// nearly all of it, that is their end, if there is no doubt where it is.
func pastRows(data []byte, t tag) int {
	if t.local != "sheetData" {
		return t.end
	}
	end := []byte("</" + t.qualified())
	n := bytes.Index(data[t.end:], end)
	if n < 0 || bytes.Contains(data[t.end+n+1:], end) {
		return t.end
	}
	return t.end + n
}

// within are the elements right within an element.
func (n node) within(data []byte) []node { return nodes(data, n.end, n.inner) }

// attribute is one attribute of a tag, with the range of its value and of
// all of it, the space before it included.
type attribute struct {
	name, value    string
	from, to       int
	whole, wholeTo int
}

// attributesOf are the attributes of a tag.
func attributesOf(data []byte, t tag) iter.Seq[attribute] {
	return func(yield func(attribute) bool) {
		at := t.start + 1 + len(t.qualified())
		for {
			a, ok := nextAttribute(data, at, t.end)
			if !ok || !yield(a) {
				return
			}
			at = a.wholeTo
		}
	}
}

func nextAttribute(data []byte, at, end int) (attribute, bool) {
	a := attribute{whole: at}
	equals := bytes.IndexByte(data[at:end], '=')
	if equals < 0 {
		return a, false
	}
	a.name = strings.TrimSpace(string(data[at : at+equals]))
	at += equals + 1
	for at < end && data[at] != '"' && data[at] != '\'' {
		at++
	}
	if at >= end {
		return a, false
	}
	a.from = at + 1
	n := bytes.IndexByte(data[a.from:end], data[at])
	if n < 0 {
		return a, false
	}
	a.to = a.from + n
	a.wholeTo = a.to + 1
	a.value = html.UnescapeString(string(data[a.from:a.to]))
	return a, true
}

// attributeOf is the attribute of that name, as it is written.
func attributeOf(data []byte, t tag, name string) (attribute, bool) {
	for a := range attributesOf(data, t) {
		if a.name == name {
			return a, true
		}
	}
	return attribute{}, false
}

// valueOf is the value of an attribute, "" where there is none.
func valueOf(data []byte, t tag, name string) string {
	a, _ := attributeOf(data, t, name)
	return a.value
}

// textOf is the text of an element that holds nothing else.
func textOf(raw []byte) string {
	text := string(raw)
	if bytes.IndexByte(raw, '<') < 0 {
		text = html.UnescapeString(text)
	} else {
		text = mixedText(raw)
	}
	text = strings.ReplaceAll(text, "\r\n", "\n")
	return string(plainText([]byte(text)))
}

// mixedText reads a text with CDATA in it.
func mixedText(raw []byte) string {
	var b strings.Builder
	d := xml.NewDecoder(bytes.NewReader(raw))
	for {
		token, err := d.RawToken()
		if err != nil {
			return b.String()
		}
		if text, ok := token.(xml.CharData); ok {
			b.Write(text)
		}
	}
}

// patch replaces data[from:to].
type patch struct {
	from, to int
	with     string
}

// patched applies patches that do not overlap; insertions at one place keep
// their order and stand before what is replaced there.
func patched(data []byte, patches []patch) []byte {
	if len(patches) == 0 {
		return data
	}
	sorted := slices.Clone(patches)
	slices.SortStableFunc(sorted, func(x, y patch) int { return x.from - y.from })
	out := make([]byte, 0, len(data)+4096)
	at := 0
	for _, p := range sorted {
		out = append(out, data[at:p.from]...)
		out = append(out, p.with...)
		at = p.to
	}
	return append(out, data[at:]...)
}

// quoted is a text as the value of an attribute, quotes included.
func quoted(text string) string {
	return `"` + attributeEscapes.Replace(cleanText(text)) + `"`
}

var attributeEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;",
	"\n", "&#10;", "\r", "&#13;", "\t", "&#9;")
