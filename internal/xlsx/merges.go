package xlsx

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"credit/internal/sheet"
)

var (
	dataEnd = []byte("</sheetData>")
	// dataWord is the end of it, which begins with a letter that is rare in
	// rows and so is found sooner.
	dataWord = []byte("Data>")
)

// findDataEnd finds the first end tag of the rows.
func findDataEnd(b []byte) int {
	for from := 0; ; {
		at := bytes.Index(b[from:], dataWord)
		if at < 0 {
			return -1
		}
		from += at + len(dataWord)
		if bytes.HasSuffix(b[:from], dataEnd) {
			return from - len(dataEnd)
		}
	}
}

// look reads a worksheet part to its end before any of it is believed: its
// size and checksum must be right. On the way it finds the merged ranges and
// the inputs, which stand after the rows but are needed before them. content
// is all of the part where it was inflated already.
func (w *Workbook) look(s *worksheet, content []byte) error {
	if s.looked {
		return nil
	}
	tail, certain, err := w.tail(s, content)
	if err != nil {
		return inSheet(s, err)
	}
	s.inputs = w.everywhere()
	if certain {
		s.inputs = w.inputRanges(tail)
		s.merges, certain = w.quickMerges(tail)
	}
	if !certain {
		pass, err := w.newPass(s, content)
		if err != nil {
			return err
		}
		defer pass.part.close()
		pass.collect = true
		if err := pass.run(); err != nil {
			return err
		}
		s.merges = pass.merges
	}
	if err := overlap(s, s.merges); err != nil {
		return err
	}
	s.looked = true
	return nil
}

func overlap(s *worksheet, merges []sheet.Range) error {
	if sheet.Overlap(merges) {
		return inSheet(s, damaged("合并单元格互相重叠"))
	}
	return nil
}

// tail is what follows the rows in a worksheet part, and whether that is
// certain.
func (w *Workbook) tail(s *worksheet, content []byte) (tail []byte, certain bool, err error) {
	if content != nil {
		at := findDataEnd(content)
		if at < 0 {
			return nil, false, nil
		}
		tail = content[at+len(dataEnd):]
		return tail, isPlainTail(tail) && int64(len(tail)) <= w.limits.Part, nil
	}
	in, err := w.archive.openLong(s.part, w.limits.Worksheet)
	if err != nil {
		return nil, false, err
	}
	defer in.close()
	return afterData(in, w.limits.Part)
}

// isPlainTail reports that what follows the rows has no second end of them, and
// no comment, in which nothing counts.
func isPlainTail(tail []byte) bool {
	return findDataEnd(tail) < 0 && !bytes.Contains(tail, []byte("<!"))
}

// inSheet names the sheet in a refusal of its part.
func inSheet(s *worksheet, err error) error {
	var r *Refusal
	if !errors.As(err, &r) {
		return err
	}
	return &Refusal{Code: r.Code, Reason: "工作表「" + s.name + "」：" + r.Reason, Hint: r.Hint}
}

// afterData reads everything and keeps what follows the only end tag of the
// rows. It is not certain where there is no such tag or more than one.
func afterData(in *part, limit int64) (tail []byte, certain bool, err error) {
	buf := make([]byte, min(max(in.entry.inflated+1, 64), 256<<10))
	kept, found, fits := 0, false, true
	for {
		n, err := in.Read(buf[kept:])
		window := buf[:kept+n]
		switch at := findDataEnd(window); {
		case found && fits:
			tail = append(tail, window...)
		case !found && at >= 0:
			found = true
			tail = append(tail, window[at+len(dataEnd):]...)
		}
		fits = fits && int64(len(tail)) <= limit
		if err != nil {
			if !errors.Is(err, io.EOF) {
				return nil, false, err
			}
			return tail, found && fits && isPlainTail(tail), nil
		}
		if kept = 0; !found {
			kept = copy(buf, window[max(0, len(window)-len(dataEnd)+1):])
		}
	}
}

// quickMerges reads the merged ranges from the end of a worksheet part, where
// they stand as Excel writes them; the strict pass checks them again.
func (w *Workbook) quickMerges(tail []byte) ([]sheet.Range, bool) {
	word := []byte("mergeCells")
	if !bytes.Contains(tail, word) {
		return nil, true
	}
	from := bytes.Index(tail, []byte("<mergeCells"))
	end := []byte("</mergeCells>")
	to := bytes.Index(tail, end)
	if from < 0 || to < from || bytes.Count(tail, word) != 2 {
		return nil, false
	}
	tail = tail[from : to+len(end)]
	p := newParser(bytes.NewReader(tail), int64(len(tail)), w.limits, "")
	p.bind("", sheetSpace)
	p.spaces[0].main = true
	pass := &sheetPass{parser: p, collect: true}
	if p.root("mergeCells") != nil || p.children(pass.mergeCell) != nil || p.finish() != nil {
		return nil, false
	}
	return pass.merges, true
}

// mergeCell reads one merged range and notes it, or compares it with what
// the first look found.
func (s *sheetPass) mergeCell() error {
	if !s.is("mergeCell") {
		return s.fail("合并单元格中有不认识的元素 %s", clip(s.current.local, 20))
	}
	ref, _ := s.attr("ref")
	r, ok := mergedRange(ref)
	if !ok || r.Bottom > s.limits.Rows || r.Right > s.limits.Columns {
		return s.fail("合并单元格的范围无法识别")
	}
	if r.Top == r.Bottom && r.Left == r.Right {
		return nil
	}
	if s.merged++; s.merged > s.limits.Merges {
		return tooLarge("%s：合并单元格超过 %d 处", s.where(), s.limits.Merges)
	}
	if s.collect {
		s.merges = append(s.merges, r)
		return nil
	}
	if s.merged > len(s.merges) || s.merges[s.merged-1] != r {
		return s.fail("合并单元格前后两次读取不一致")
	}
	return nil
}

func mergedRange(ref string) (sheet.Range, bool) {
	first, last, pair := strings.Cut(ref, ":")
	if !pair {
		last = first
	}
	top, left, ok := cellRef(first)
	bottom, right, ok2 := cellRef(last)
	return sheet.Range{Top: top, Left: left, Bottom: bottom, Right: right},
		ok && ok2 && top <= bottom && left <= right
}
