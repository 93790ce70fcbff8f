package xlsx

// sharedStrings reads the table of texts that cells refer to by number.
func (a *archive) sharedStrings(name string) (*textTable, error) {
	in, err := a.openLong(name, a.limits.SharedStrings)
	if err != nil {
		return nil, err
	}
	defer in.close()
	p := newParser(in, in.entry.inflated, a.limits, in.entry.name, sheetSpace, strictSheet)
	if err := p.root("sst"); err != nil {
		return nil, err
	}
	table := &textTable{}
	var buf []byte
	scanner := a.startTexts(p)
	err = p.children(func() error {
		switch {
		case p.is("extLst"):
			return nil
		case !p.is("si"):
			return p.fail("有不认识的元素 %s", clip(p.current.local, 20))
		case table.count >= a.limits.Strings:
			return tooLarge("%s：文字超过 %d 条", p.place, a.limits.Strings)
		}
		var err error
		if buf, err = p.richText(buf[:0]); err != nil {
			return err
		}
		if !table.add(buf) {
			return tooLarge("%s：文字太多", p.place)
		}
		// The end of the entry was the last that the decoder read.
		scanner.read(table)
		return nil
	})
	if err != nil {
		return nil, err
	}
	table.seal()
	table.open = nil
	return table, p.finish()
}

// richText reads the text of the si or is that was just opened: its t, or
// the t of its runs joined. Phonetic guides are no text.
func (p *parser) richText(to []byte) ([]byte, error) {
	whole := false
	err := p.children(func() (err error) {
		switch {
		case !p.current.main:
			return p.fail("文字中有不认识的元素 %s", clip(p.current.local, 20))
		case p.current.local == "t":
			if whole {
				return p.fail("一段文字有两个 t")
			}
			whole = true
			to, err = p.escapedText(to)
		case p.current.local == "r":
			to, err = p.run(to)
		case p.current.local != "rPh" && p.current.local != "phoneticPr":
			return p.fail("文字中有不认识的元素 %s", clip(p.current.local, 20))
		}
		return err
	})
	if err == nil && tooLong(to, p.limits.CellText) {
		err = p.tooLong()
	}
	return to, err
}

// run reads one run of rich text.
func (p *parser) run(to []byte) ([]byte, error) {
	seen := false
	err := p.children(func() (err error) {
		switch {
		case p.is("rPr"):
			return nil
		case !p.is("t") || seen:
			return p.fail("文字中有不认识的元素 %s", clip(p.current.local, 20))
		}
		seen = true
		to, err = p.escapedText(to)
		return err
	})
	return to, err
}

// escapedText appends the text of a t, its escapes resolved.
func (p *parser) escapedText(to []byte) ([]byte, error) {
	from := len(to)
	to, err := p.characters(to)
	if err != nil {
		return to, err
	}
	return append(to[:from], plainText(to[from:])...), nil
}
