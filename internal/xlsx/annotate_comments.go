package xlsx

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"credit/internal/sheet"
)

// Our comments stand between two marks: everything between them is ours, in
// whatever runs an office program has cut it, and is taken away the next
// time; what a person wrote before or after stays. The second mark also tells
// the reader so.
const (
	commentMark   = "【核对】"
	commentEnd    = "〔再次核对时自动更新〕"
	commentAuthor = "核对"
	// commentUnits is how long a comment may be.
	commentUnits = 1000
	commentCut   = "……（全文见“问题清单”）"
)

const (
	commentsType  = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
	commentsName  = "comments"
	plainComments = xmlHead + `<comments xmlns="` + sheetSpace + `"><authors></authors><commentList></commentList></comments>`
	// threadAuthor begins the author of a comment that only stands for a
	// conversation of Excel 365.
	threadAuthor = "tc="
)

// place is a cell.
type place struct{ row, column int }

// commentBook is the comments part of one sheet.
type commentBook struct {
	doc           *document
	authors, list node
	names         []string
}

func openComments(part string, body []byte) (*commentBook, error) {
	d, err := takeApart(part, body)
	if err != nil {
		return nil, err
	}
	c := &commentBook{doc: d}
	var found1, found2 bool
	c.authors, found1 = d.one("authors")
	c.list, found2 = d.one("commentList")
	if !found1 || !found2 {
		return nil, peculiar("%s 没有作者或批注", part)
	}
	for _, n := range c.authors.within(d.data) {
		c.names = append(c.names, textOf(d.data[n.end:n.inner]))
	}
	return c, nil
}

// comments are the comments of the part, by cell.
func (c *commentBook) comments() (map[place]node, error) {
	all := map[place]node{}
	for _, n := range c.list.within(c.doc.data) {
		row, column, ok := cellRef(valueOf(c.doc.data, n.tag, "ref"))
		if !ok || n.local != "comment" {
			return nil, peculiar("有一条批注的位置无法识别")
		}
		all[place{row, column}] = n
	}
	return all, nil
}

// piece is one text of a comment and the element that goes when it is empty.
type commentPiece struct {
	text      string
	of, whole node
}

func (c *commentBook) pieces(comment node) (pieces []commentPiece, text node, found bool) {
	data := c.doc.data
	for _, n := range comment.within(data) {
		if n.local == "text" {
			text, found = n, true
		}
	}
	if !found {
		return nil, text, false
	}
	for _, n := range text.within(data) {
		switch n.local {
		case "t":
			pieces = append(pieces, commentPiece{textOf(data[n.end:n.inner]), n, n})
		case "r":
			for _, t := range n.within(data) {
				if t.local == "t" {
					pieces = append(pieces, commentPiece{textOf(data[t.end:t.inner]), t, n})
				}
			}
		}
	}
	return pieces, text, true
}

// strip takes our texts away and returns the cells whose comment was ours
// alone. The part must be opened again before it is added to.
func (c *commentBook) strip() ([]place, error) {
	all, err := c.comments()
	if err != nil {
		return nil, err
	}
	var gone []place
	for at, n := range all {
		if c.stripOne(n) {
			gone = append(gone, at)
		}
	}
	return gone, nil
}

// stripOne says whether nothing was left of the comment, and removes it then.
func (c *commentBook) stripOne(comment node) bool {
	pieces, _, _ := c.pieces(comment)
	whole := ""
	for _, p := range pieces {
		whole += p.text
	}
	cuts := ourTexts(whole)
	if len(cuts) == 0 {
		return false
	}
	if strings.TrimSpace(without(whole, cuts, 0)) == "" {
		c.doc.remove(comment)
		return true
	}
	at := 0
	for _, p := range pieces {
		if left := without(p.text, cuts, at); left == "" && p.text != "" {
			c.doc.remove(p.whole)
		} else if left != p.text {
			c.rewrite(p.of, left)
		}
		at += len(p.text)
	}
	return false
}

// rewrite gives a <t> another text.
func (c *commentBook) rewrite(t node, text string) {
	start := string(c.doc.data[t.start : t.end-1])
	if _, found := attributeOf(c.doc.data, t.tag, "xml:space"); !found {
		start += ` xml:space="preserve"`
	}
	c.doc.replace(t.start, t.inner, start+">"+string(appendText(nil, text)))
}

// ourTexts are the stretches of a comment that are ours, with the line break
// that sets each off from what a person wrote before it.
func ourTexts(text string) [][2]int {
	var cuts [][2]int
	for at := 0; ; {
		n := strings.Index(text[at:], commentMark)
		if n < 0 {
			return cuts
		}
		from, to := at+n, len(text)
		if end := strings.Index(text[from:], commentEnd); end >= 0 {
			to = from + end + len(commentEnd)
		}
		if from > at && text[from-1] == '\n' {
			from--
		}
		cuts = append(cuts, [2]int{from, to})
		at = to
	}
}

// without is a text that begins at an offset, without what is cut.
func without(text string, cuts [][2]int, offset int) string {
	kept := text
	for _, cut := range slices.Backward(cuts) {
		from, to := max(cut[0]-offset, 0), min(cut[1]-offset, len(text))
		if from < to {
			kept = kept[:from] + kept[to:]
		}
	}
	return kept
}

// add writes the marks' comments and returns the cells that had none before.
// The comment of a person gets ours behind it; a conversation is left alone.
func (c *commentBook) add(marks []cellMark) ([]cellMark, error) {
	all, err := c.comments()
	if err != nil || len(marks) == 0 {
		return nil, err
	}
	author := slices.Index(c.names, commentAuthor)
	var added []cellMark
	var list strings.Builder
	for _, m := range marks {
		if n, found := all[place{m.row, m.column}]; found {
			c.append(n, m)
			continue
		}
		if author < 0 {
			author = len(c.names)
			c.doc.extend(c.authors, "<author"+c.doc.space()+">"+commentAuthor+"</author>", author+1)
		}
		added = append(added, m)
		fmt.Fprintf(&list, `<comment%s ref="%s" authorId="%d" shapeId="0"><text>%s</text></comment>`,
			c.doc.space(), sheet.CellName(m.row, m.column), author, commentRuns(m.text, "", ""))
	}
	if list.Len() > 0 {
		c.doc.extend(c.list, list.String(), len(all)+len(added))
	}
	return added, nil
}

// append adds our text behind a person's.
func (c *commentBook) append(comment node, m cellMark) {
	author, err := strconv.Atoi(valueOf(c.doc.data, comment.tag, "authorId"))
	if err == nil && author < len(c.names) && strings.HasPrefix(c.names[author], threadAuthor) {
		return
	}
	pieces, text, found := c.pieces(comment)
	if !found || text.kind == loneTag {
		return
	}
	at := text.end
	for _, p := range pieces {
		at = p.whole.outer
		if p.whole.local == "t" { // a text without runs becomes one
			run := p.whole.tag
			run.local = "r"
			c.doc.insert(p.whole.start, "<"+run.qualified()+">")
			c.doc.insert(at, "</"+run.qualified()+">")
		}
	}
	c.doc.insert(at, commentRuns(m.text, "\n", c.doc.space()))
}

// commentRuns are our text as two runs: the mark, which is bold, and the rest.
func commentRuns(text, before, space string) string {
	const font = `<sz val="9"/><color indexed="81"/><rFont val="宋体"/><family val="3"/><charset val="134"/></rPr><t xml:space="preserve">`
	const end = `</t></r>`
	rest := string(appendText(nil, "\n"+text+"\n"+commentEnd))
	return `<r` + space + `><rPr><b/>` + font + before + commentMark + end + `<r` + space + `><rPr>` + font + rest + end
}

// commentText is a mark's text as a comment can hold it.
func commentText(text string) string {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), commentEnd, "")
	units, kept := 0, 0
	for i, r := range text {
		if units += utf16Length(r); units <= commentUnits-len([]rune(commentCut)) {
			kept = i + len(string(r))
		}
		if units > commentUnits {
			return text[:kept] + commentCut
		}
	}
	return text
}

func utf16Length(r rune) int {
	if r > 0xffff {
		return 2
	}
	return 1
}
