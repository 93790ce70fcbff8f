package xlsx

// styles say which cell styles show a percentage or a date, by style index.
type styles struct {
	shows []shows
	// none says that the workbook has no styles: only 0 may be named.
	none bool
}

func (s styles) valid(index int) bool {
	if s.none || len(s.shows) == 0 {
		return index == 0
	}
	return index < len(s.shows)
}

// of is what the cell style of that index shows.
func (s styles) of(index int) shows {
	if index >= len(s.shows) {
		return shows{}
	}
	return s.shows[index]
}

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
	custom := map[int]shows{}
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
	s := styles{shows: make([]shows, len(used))}
	for i, id := range used {
		if format, known := custom[id]; known {
			s.shows[i] = format
		} else {
			s.shows[i] = builtIn(id)
		}
	}
	return s, p.finish()
}

func (p *parser) numberFormat(custom map[int]shows) error {
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
	custom[id] = formatShows(code)
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
