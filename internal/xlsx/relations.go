package xlsx

import (
	"path"
	"strings"
)

// relation is one relationship of a part.
type relation struct {
	kind     string // the type, without the namespace it starts with
	target   string // a part's name, or an address where external
	external bool
}

// The kinds of relationships that matter, after officeSpace or strictOffice.
const (
	documentRelation  = "officeDocument"
	worksheetRelation = "worksheet"
	stringsRelation   = "sharedStrings"
	stylesRelation    = "styles"
)

// relations reads the relationships of a part; "" is the package itself.
func (a *archive) relations(of string) (map[string]relation, error) {
	name := path.Join(path.Dir(of), "_rels", path.Base(of)+".rels")
	if of == "" {
		name = "_rels/.rels"
	}
	p, err := a.parse(name, relationsSpace)
	if err != nil {
		return nil, err
	}
	if err := p.root("Relationships"); err != nil {
		return nil, err
	}
	list := map[string]relation{}
	err = p.children(func() error {
		if !p.is("Relationship") {
			return p.fail("有不认识的元素 %s", clip(p.current.local, 20))
		}
		return p.relation(path.Dir(of), list)
	})
	if err != nil {
		return nil, err
	}
	return list, p.finish()
}

func (p *parser) relation(dir string, list map[string]relation) error {
	id, _ := p.attr("Id")
	kind, _ := p.attr("Type")
	target, _ := p.attr("Target")
	mode, _ := p.attr("TargetMode")
	if id == "" || kind == "" {
		return p.fail("有一条关系没有编号或类型")
	}
	if _, twice := list[id]; twice {
		return p.fail("关系编号 %s 重复", clip(id, 20))
	}
	r := relation{kind: relationKind(kind), target: target, external: mode == "External"}
	if !r.external {
		r.target = resolve(dir, target)
	}
	list[id] = r
	return nil
}

// relationKind cuts the namespaces of Office and of strict ISO 29500 off.
func relationKind(kind string) string {
	for _, space := range []string{officeSpace, strictOffice} {
		if short, ok := strings.CutPrefix(kind, space+"/"); ok {
			return short
		}
	}
	return kind
}

// resolve is the name of the part a target leads to; "" where it leads
// nowhere inside the package.
func resolve(dir, target string) string {
	target = strings.ReplaceAll(target, `\`, "/")
	if target == "" {
		return ""
	}
	if rest, absolute := strings.CutPrefix(target, "/"); absolute {
		target = path.Clean(rest)
	} else {
		target = path.Join(dir, target)
	}
	if target == "." || target == ".." || strings.HasPrefix(target, "../") || strings.HasPrefix(target, "/") {
		return ""
	}
	return target
}

// only is the target of the one relationship of a kind, "" where there is none.
func only(list map[string]relation, kind, place string) (string, error) {
	found, target := 0, ""
	for _, r := range list {
		if r.kind != kind {
			continue
		}
		found++
		target = r.target
		if r.external || target == "" {
			return "", damaged("%s 中的 %s 指向文件之外", place, kind)
		}
	}
	if found > 1 {
		return "", damaged("%s 中有 %d 个 %s", place, found, kind)
	}
	return target, nil
}

// parse opens a part that is neither a worksheet nor the shared strings.
func (a *archive) parse(name string, spaces ...string) (*parser, error) {
	in, err := a.open(name, a.limits.Part)
	if err != nil {
		return nil, err
	}
	return newParser(in, in.entry.inflated, a.limits, in.entry.name, spaces...), nil
}

// contentTypes are the content types of the parts of a package.
type contentTypes struct {
	parts, extensions map[string]string
}

func (a *archive) contentTypes() (contentTypes, error) {
	c := contentTypes{parts: map[string]string{}, extensions: map[string]string{}}
	p, err := a.parse("[Content_Types].xml", typesSpace)
	if err != nil {
		return c, err
	}
	if err := p.root("Types"); err != nil {
		return c, err
	}
	err = p.children(func() error {
		kind, _ := p.attr("ContentType")
		into, key := c.parts, ""
		switch {
		case p.is("Override"):
			key, _ = p.attr("PartName")
			key = strings.TrimPrefix(key, "/")
		case p.is("Default"):
			into = c.extensions
			key, _ = p.attr("Extension")
		default:
			return p.fail("有不认识的元素 %s", clip(p.current.local, 20))
		}
		key = lowerASCII(key)
		if was, twice := into[key]; twice && was != kind {
			return p.fail("%s 的类型重复", clip(key, 60))
		}
		into[key] = kind
		return nil
	})
	if err != nil {
		return c, err
	}
	return c, p.finish()
}

// of is the content type of a part.
func (c contentTypes) of(name string) string {
	name = lowerASCII(name)
	if kind := c.parts[name]; kind != "" {
		return kind
	}
	return c.extensions[strings.TrimPrefix(path.Ext(name), ".")]
}
