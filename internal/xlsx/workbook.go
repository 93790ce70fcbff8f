package xlsx

import (
	"slices"
	"strings"
	"sync/atomic"

	"credit/internal/sheet"
)

// Workbook is a workbook that was opened; it implements sheet.Workbook. It
// reads from the bytes it was opened with, writes no file, and is used by
// one goroutine at a time; once a sheet was read, two others may be read by two.
type Workbook struct {
	archive *archive
	limits  *Limits
	sheets  []*worksheet
	styles  styles
	// from1904 says that days are counted from 1904, as old Macs did.
	from1904 bool
	// hurried is the way of Hurry.
	hurried bool
	// stringsPart is the part of the shared strings, "" where there is none.
	stringsPart string
	texts       *textTable
	// recurring are the short texts that do not stand in that table: whoever reads
	// a sheet has them, and another one who reads at the same time has others.
	recurring atomic.Pointer[texts]
	stats     *Stats // never nil
}

// worksheet is one sheet of the workbook.
type worksheet struct {
	name, part string
	hidden     bool
	// merges and inputs are known after the first look at the part.
	merges, inputs []sheet.Range
	looked         bool
}

var _ sheet.Workbook = (*Workbook)(nil)

// Sheets are the names of the worksheets in the workbook's order.
func (w *Workbook) Sheets() []string {
	names := make([]string, len(w.sheets))
	for i, s := range w.sheets {
		names[i] = s.name
	}
	return names
}

// The content types of a workbook that is read, and of its relatives.
const (
	plainType    = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
	templateType = "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml"
	macroType    = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
	macroTplType = "application/vnd.ms-excel.template.macroEnabled.main+xml"
)

// openPackage finds the workbook of a package, its sheets and styles.
func openPackage(a *archive) (*Workbook, error) {
	if err := otherArchive(a); err != nil {
		return nil, err
	}
	types, main, err := a.mainPart()
	if err != nil {
		return nil, err
	}
	if main == "" {
		return nil, damaged("文件不完整：没有指明工作簿在哪里")
	}
	if err := otherDocument(types.of(main)); err != nil {
		return nil, err
	}
	related, err := a.relations(main)
	if err != nil {
		return nil, err
	}
	w := &Workbook{archive: a, limits: a.limits, stats: &Stats{}}
	if err := w.findSheets(main, related); err != nil {
		return nil, err
	}
	if w.stringsPart, err = only(related, stringsRelation, main); err != nil {
		return nil, err
	}
	stylesPart, err := only(related, stylesRelation, main)
	if err != nil {
		return nil, err
	}
	w.styles, err = a.styles(stylesPart)
	return w, err
}

// mainPart is the part that the package is about, "" where none is named, and
// the types of all parts.
func (a *archive) mainPart() (types contentTypes, main string, err error) {
	if types, err = a.contentTypes(); err != nil {
		return types, "", err
	}
	top, err := a.relations("")
	if err != nil {
		return types, "", err
	}
	main, err = only(top, documentRelation, "_rels/.rels")
	return types, main, err
}

// findSheets reads the workbook part.
func (w *Workbook) findSheets(main string, related map[string]relation) error {
	p, err := w.archive.parse(main, sheetSpace, strictSheet)
	if err != nil {
		return err
	}
	if err := p.root("workbook"); err != nil {
		return err
	}
	seen, count := false, 0
	err = p.children(func() error {
		if p.is("workbookPr") {
			w.from1904, _ = p.truth("date1904")
		}
		if !p.is("sheets") {
			return nil
		}
		if seen {
			return p.fail("sheets 重复")
		}
		seen = true
		return p.children(func() error {
			if count++; count > w.limits.Sheets {
				return tooLarge("工作表超过 %d 张", w.limits.Sheets)
			}
			return w.addSheet(p, related)
		})
	})
	if err != nil {
		return err
	}
	if len(w.sheets) == 0 {
		return damaged("工作簿里没有工作表")
	}
	if err := w.checkOrphans(related); err != nil {
		return err
	}
	return p.finish()
}

// checkOrphans refuses a package with a worksheet that the workbook does not
// list: its people would be lost without a word.
func (w *Workbook) checkOrphans(related map[string]relation) error {
	for _, r := range related {
		listed := func(s *worksheet) bool { return lowerASCII(s.part) == lowerASCII(r.target) }
		if r.kind == worksheetRelation && !r.external && !slices.ContainsFunc(w.sheets, listed) {
			return damaged("工作簿的目录里缺少一张工作表")
		}
	}
	return nil
}

func (w *Workbook) addSheet(p *parser, related map[string]relation) error {
	if !p.is("sheet") {
		return p.fail("有不认识的元素 %s", clip(p.current.local, 20))
	}
	for i := range p.current.attrs {
		switch name := p.current.attrs[i].Name; {
		case name.Space != "", name.Local == "name", name.Local == "sheetId", name.Local == "state", name.Local == "id", name.Local == "xmlns":
		default:
			return p.fail("工作表有不认识的属性 %s", clip(name.Local, 20))
		}
	}
	raw, _ := p.attr("name")
	s := &worksheet{name: string(plainText([]byte(raw)))}
	if s.name == "" {
		return p.fail("有一张工作表没有名称")
	}
	state, found := p.attr("state")
	s.hidden = state == "hidden" || state == "veryHidden"
	if found && !s.hidden && state != "visible" {
		return p.fail("工作表「%s」的状态无法识别", s.name)
	}
	id, _ := p.officeAttr("id")
	r, ok := related[id]
	if !ok {
		return p.fail("工作表「%s」的内容没有指明在哪里", s.name)
	}
	if r.kind != worksheetRelation {
		if otherSheet(r.kind) {
			return w.checkOther(s.name, r)
		}
		return p.fail("工作表「%s」的种类无法识别", s.name)
	}
	if r.external || r.target == "" {
		return p.fail("工作表「%s」指向文件之外", s.name)
	}
	s.part = r.target
	return w.checkSheet(s)
}

// otherSheet knows the sheets that hold no table.
func otherSheet(kind string) bool {
	switch kind {
	case "chartsheet", "dialogsheet",
		"http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet",
		"http://schemas.microsoft.com/office/2006/relationships/xlIntlMacrosheet":
		return true
	}
	return false
}

// checkOther refuses a table that passes for a sheet without one.
func (w *Workbook) checkOther(name string, r relation) error {
	if r.external || !w.archive.has(r.target) {
		return nil
	}
	p, err := w.archive.parse(r.target, sheetSpace, strictSheet)
	if err == nil && p.root("worksheet") == nil {
		return damaged("工作表「%s」的种类与内容不符", name)
	}
	return nil
}

func (w *Workbook) checkSheet(s *worksheet) error {
	if !w.archive.has(s.part) {
		return damaged("工作表「%s」：文件不完整，缺少 %s", s.name, s.part)
	}
	for _, other := range w.sheets {
		if strings.EqualFold(other.name, s.name) {
			return damaged("有两张同名的工作表「%s」", s.name)
		}
		if lowerASCII(other.part) == lowerASCII(s.part) {
			return damaged("工作表「%s」与「%s」指向同一处内容", s.name, other.name)
		}
	}
	w.sheets = append(w.sheets, s)
	return nil
}
