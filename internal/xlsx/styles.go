package xlsx

import "strings"

// styles say which cell styles show a percentage, by style index.
type styles struct {
	percent []bool
	// none says that the workbook has no styles: only 0 may be named.
	none bool
}

func (s styles) valid(index int) bool {
	if s.none || len(s.percent) == 0 {
		return index == 0
	}
	return index < len(s.percent)
}

func (s styles) isPercent(index int) bool { return index < len(s.percent) && s.percent[index] }

func (a *archive) styles(name string) (styles, error) {
	if name == "" {
		return styles{none: true}, nil
	}
	p, err := a.parse(name, sheetSpace, strictSheet)
	if err != nil {
		return styles{}, err
	}
	if err := p.root("styleSheet"); err != nil {
		return styles{}, err
	}
	custom := map[int]bool{}
	var used []int
	seen := map[string]bool{}
	err = p.children(func() error {
		if !p.current.main {
			return nil
		}
		local := p.current.local
		if seen[local] {
			return p.fail("%s 重复", clip(local, 20))
		}
		seen[local] = true
		switch local {
		case "numFmts":
			return p.children(func() error { return p.numberFormat(custom) })
		case "cellXfs":
			return p.children(func() error { return p.cellFormat(&used) })
		}
		return nil
	})
	if err != nil {
		return styles{}, err
	}
	s := styles{percent: make([]bool, len(used))}
	for i, id := range used {
		s.percent[i] = percentFormat(id, custom)
	}
	return s, p.finish()
}

// percentFormat knows the built-in formats 0% and 0.00%.
func percentFormat(id int, custom map[int]bool) bool {
	if percent, known := custom[id]; known {
		return percent
	}
	return id == 9 || id == 10
}

func (p *parser) numberFormat(custom map[int]bool) error {
	if !p.is("numFmt") {
		return p.fail("有不认识的元素 %s", clip(p.current.local, 20))
	}
	id, ok := p.number("numFmtId", -1)
	if !ok || id < 0 {
		return p.fail("数字格式的编号不是数字")
	}
	if _, twice := custom[id]; twice {
		return p.fail("数字格式 %d 重复", id)
	}
	code, _ := p.attr("formatCode")
	custom[id] = showsPercent(code)
	return nil
}

func (p *parser) cellFormat(used *[]int) error {
	if !p.is("xf") {
		return p.fail("有不认识的元素 %s", clip(p.current.local, 20))
	}
	id, ok := p.number("numFmtId", 0)
	if !ok {
		return p.fail("单元格格式的编号不是数字")
	}
	*used = append(*used, id)
	return nil
}

// showsPercent says whether a format code shows a number above 0 as a
// percentage: its first section has a % that is not quoted, escaped or inside
// brackets. Where conditions choose the section, all sections must have one.
func showsPercent(code string) bool {
	first, all, percent, conditions := false, true, false, false
	section := 0
	end := func() {
		if section == 0 {
			first = percent
		}
		all = all && percent
		percent = false
		section++
	}
	for i := 0; i < len(code); i++ {
		switch code[i] {
		case ';':
			end()
		case '%':
			percent = true
		case '\\', '_', '*':
			i++
		case '"':
			i = closing(code, i, '"')
		case '[':
			conditions = conditions || i+1 < len(code) && strings.IndexByte("<>=", code[i+1]) >= 0
			i = closing(code, i, ']')
		}
	}
	end()
	if conditions {
		return all
	}
	return first
}

func closing(code string, from int, end byte) int {
	n := strings.IndexByte(code[from+1:], end)
	if n < 0 {
		return len(code)
	}
	return from + 1 + n
}
