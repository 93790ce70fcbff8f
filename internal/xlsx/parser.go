package xlsx

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// event is what a parser found next.
type event uint8

const (
	startEvent event = iota
	endEvent
	textEvent
	doneEvent // the document ended as it should
)

// parser reads an XML document of a package strictly: well-formed to its
// end, no document type, namespaces resolved, sizes bounded. It works on raw
// tokens, which are a third faster than the decoder's own, and therefore
// matches the tags and resolves the prefixes itself.
type parser struct {
	in     *source
	xml    *xml.Decoder
	limits *Limits
	// place and row name where a reason belongs.
	place string
	row   int
	// main are the namespaces whose elements count.
	main []string

	open    []xml.Name
	spaces  []binding
	begun   bool // something was read
	rooted  bool // the root element was seen
	current element
	text    []byte
}

// element is the element that was opened last.
type element struct {
	// main says that the element belongs to one of the main namespaces.
	main  bool
	local string
	attrs []xml.Attr
}

// binding is a namespace prefix that is in force from a depth on.
type binding struct {
	prefix, space string
	main          bool
	depth         int
}

// The namespaces of a package: Office's own and those of strict ISO 29500.
const (
	typesSpace     = "http://schemas.openxmlformats.org/package/2006/content-types"
	relationsSpace = "http://schemas.openxmlformats.org/package/2006/relationships"
	sheetSpace     = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	strictSheet    = "http://purl.oclc.org/ooxml/spreadsheetml/main"
	officeSpace    = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	strictOffice   = "http://purl.oclc.org/ooxml/officeDocument/relationships"
)

// newParser reads a document of about that size.
func newParser(in io.Reader, size int64, limits *Limits, place string, main ...string) *parser {
	return parserOf(newSource(in, size, limits.Token), limits, place, main...)
}

func parserOf(in *source, limits *Limits, place string, main ...string) *parser {
	p := &parser{in: in, limits: limits, place: place, main: main}
	p.xml = xml.NewDecoder(p.in)
	p.xml.CharsetReader = p.charset
	return p
}

// charset accepts UTF-16 where the bytes are UTF-16; the decoder itself
// accepts UTF-8 alone.
func (p *parser) charset(label string, in io.Reader) (io.Reader, error) {
	if p.in.sixteen && strings.HasPrefix(strings.ToLower(label), "utf-16") {
		return in, nil
	}
	return nil, p.fail("文字编码 %q 不受支持", clip(label, 20))
}

// fail refuses the document, naming where.
func (p *parser) fail(format string, args ...any) *Refusal {
	return damaged("%s：%s", p.where(), fmt.Sprintf(format, args...))
}

func (p *parser) where() string {
	if p.row > 0 {
		return fmt.Sprintf("%s第 %d 行", p.place, p.row)
	}
	return p.place
}

// next reads on to the next tag or text. Comments and processing
// instructions are passed over, as is white space outside the root.
func (p *parser) next() (event, error) {
	for {
		p.in.mark()
		token, err := p.xml.RawToken()
		if err != nil {
			return doneEvent, p.end(err)
		}
		first := !p.begun
		p.begun = true
		switch t := token.(type) {
		case xml.StartElement:
			return startEvent, p.start(t)
		case xml.EndElement:
			return endEvent, p.close(t.Name)
		case xml.CharData:
			if len(p.open) > 0 {
				p.text = t
				return textEvent, nil
			}
			if !blank(t) {
				return textEvent, p.fail("根元素之外有多余文字")
			}
		case xml.Directive:
			return doneEvent, p.fail("含有不允许的 DOCTYPE 声明")
		case xml.ProcInst:
			if !first && strings.EqualFold(t.Target, "xml") {
				return doneEvent, p.fail("XML 声明的位置不对")
			}
		}
	}
}

// end explains why the decoder stopped; nil is the end of a whole document.
func (p *parser) end(err error) error {
	var refusal *Refusal
	if errors.As(err, &refusal) {
		return p.within(refusal)
	}
	if p.in.err != nil && errors.As(p.in.err, &refusal) {
		return p.within(refusal)
	}
	var syntax *xml.SyntaxError
	switch {
	case errors.Is(err, io.EOF) && p.rooted && len(p.open) == 0:
		return nil
	case errors.Is(err, io.EOF), errors.As(err, &syntax) && strings.HasPrefix(syntax.Msg, "unexpected EOF"):
		return p.fail("内容不完整，中途结束")
	case errors.As(err, &syntax) && syntax.Msg == "invalid UTF-8":
		return p.fail("有无法识别的 UTF-8 字符")
	case errors.As(err, &syntax) && strings.HasPrefix(syntax.Msg, "illegal character"):
		return p.fail("有不允许的控制字符")
	}
	return p.fail("XML 不合语法")
}

// within adds the place to a refusal of the layers below.
func (p *parser) within(r *Refusal) *Refusal {
	if strings.HasPrefix(r.Reason, p.place) {
		return r
	}
	return &Refusal{Code: r.Code, Reason: p.where() + "：" + r.Reason, Hint: r.Hint}
}

func (p *parser) start(t xml.StartElement) error {
	switch {
	case len(p.open) == 0 && p.rooted:
		return p.fail("有两个根元素")
	case len(p.open) >= p.limits.Depth:
		return p.fail("元素嵌套超过 %d 层", p.limits.Depth)
	}
	p.rooted = true
	p.open = append(p.open, t.Name)
	if err := p.attributes(t.Attr); err != nil {
		return err
	}
	b, ok := p.lookup(t.Name.Space)
	if !ok {
		return p.fail("命名空间前缀 %q 没有声明", clip(t.Name.Space, 20))
	}
	p.current = element{main: b.main, local: t.Name.Local, attrs: t.Attr}
	return nil
}

// attributes refuses an attribute that stands twice and takes up namespaces.
func (p *parser) attributes(attrs []xml.Attr) error {
	if len(attrs) > p.limits.Attributes {
		return p.fail("元素的属性超过 %d 个", p.limits.Attributes)
	}
	for i := range attrs {
		name := &attrs[i].Name
		for j := range i {
			if attrs[j].Name == *name {
				return p.fail("属性 %s 重复", clip(name.Local, 20))
			}
		}
		switch {
		case name.Space == "xmlns":
			p.bind(name.Local, attrs[i].Value)
		case name.Space == "" && name.Local == "xmlns":
			p.bind("", attrs[i].Value)
		}
	}
	return nil
}

func (p *parser) bind(prefix, space string) {
	b := binding{prefix: prefix, space: space, depth: len(p.open)}
	for _, main := range p.main {
		b.main = b.main || space == main
	}
	p.spaces = append(p.spaces, b)
}

func (p *parser) lookup(prefix string) (binding, bool) {
	for i := len(p.spaces) - 1; i >= 0; i-- {
		if p.spaces[i].prefix == prefix {
			return p.spaces[i], true
		}
	}
	return binding{}, prefix == "" || prefix == "xml"
}

func (p *parser) close(name xml.Name) error {
	last := len(p.open) - 1
	if last < 0 || p.open[last] != name {
		return p.fail("标记没有成对（%s）", clip(name.Local, 20))
	}
	for n := len(p.spaces); n > 0 && p.spaces[n-1].depth > last; n-- {
		p.spaces = p.spaces[:n-1]
	}
	p.open = p.open[:last]
	return nil
}

// root opens the document, whose root must be of that name.
func (p *parser) root(local string) error {
	e, err := p.next()
	if err != nil {
		return err
	}
	if e != startEvent || !p.current.main || p.current.local != local {
		return p.fail("不是预期的内容（根元素应为 %s）", local)
	}
	return nil
}

// children calls each for every element right within the one that was just
// opened; what each leaves unread of it is passed over. There is no text.
func (p *parser) children(each func() error) error {
	depth := len(p.open)
	for {
		e, err := p.next()
		if err != nil {
			return err
		}
		switch e {
		case endEvent:
			return nil
		case textEvent:
			if !blank(p.text) {
				return p.fail("有不该出现的文字")
			}
		case startEvent:
			if err := each(); err != nil {
				return err
			}
			if err := p.leave(depth); err != nil {
				return err
			}
		}
	}
}

// leave reads on until only depth elements are open.
func (p *parser) leave(depth int) error {
	for len(p.open) > depth {
		if _, err := p.next(); err != nil {
			return err
		}
	}
	return nil
}

// characters appends the text of the element that was just opened, which may
// hold nothing else.
func (p *parser) characters(to []byte) ([]byte, error) {
	for {
		e, err := p.next()
		if err != nil {
			return to, err
		}
		switch e {
		case endEvent:
			return to, nil
		case startEvent:
			return to, p.fail("文字中夹有元素 %s", clip(p.current.local, 20))
		}
		if to = append(to, p.text...); len(to) > maxEscaped*p.limits.CellText {
			return to, p.tooLong()
		}
	}
}

func (p *parser) tooLong() error {
	return tooLarge("%s：单元格文字超过 %d 字", p.where(), p.limits.CellText)
}

// finish reads to the very end, where nothing may follow the root.
func (p *parser) finish() error {
	e, err := p.next()
	if err == nil && e != doneEvent {
		err = p.fail("根元素之后有多余内容")
	}
	return err
}

// attr is an attribute of the current element that has no prefix.
func (p *parser) attr(local string) (string, bool) {
	for i := range p.current.attrs {
		if a := &p.current.attrs[i]; a.Name.Space == "" && a.Name.Local == local {
			return a.Value, true
		}
	}
	return "", false
}

// officeAttr is an attribute in the namespace of relationships.
func (p *parser) officeAttr(local string) (string, bool) {
	for _, a := range p.current.attrs {
		if a.Name.Space == "" || a.Name.Local != local {
			continue
		}
		b, _ := p.lookup(a.Name.Space)
		if b.space == officeSpace || b.space == strictOffice {
			return a.Value, true
		}
	}
	return "", false
}

// is says that the current element is that one of the main namespace.
func (p *parser) is(local string) bool { return p.current.main && p.current.local == local }

func blank(text []byte) bool {
	for _, c := range text {
		if c != ' ' && c != '\n' && c != '\t' && c != '\r' {
			return false
		}
	}
	return true
}

// clip keeps a name that is quoted in a reason short.
func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}
