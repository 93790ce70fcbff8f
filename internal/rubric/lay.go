package rubric

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"credit/internal/fold"
	"credit/internal/points"
)

// joint parts the ids and editions of a rubric and of what is laid over it.
const joint = "+"

// Lay lays a county's own rules (article 21) over the rubric, and gives the
// rubric that comes of it; r itself stays as it is. file is the name that
// problems are reported under. An error is always *Problems, in Chinese, with
// lines and columns.
func (r *Rubric) Lay(file string, data []byte) (*Rubric, error) { return r.laid(file, data, true) }

// laid is Lay of a file that is given now, or of one that results have kept.
func (r *Rubric) laid(file string, data []byte, given bool) (*Rubric, error) {
	root, problems := parse(data)
	if len(problems) == 0 && entry(root, "sections") != nil {
		problems = []Problem{{root.Line, root.Column, "这是评分标准，不是细则：请用 --rubric 给出"}}
	}
	if len(problems) > 0 {
		return nil, &Problems{file, problems}
	}
	read := &overlayReader{reader: &reader{given: given}, base: r}
	laid := read.lay(root)
	if len(read.problems) > 0 {
		slices.SortStableFunc(read.problems, func(a, b Problem) int {
			return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), strings.Compare(a.Text, b.Text))
		})
		return nil, &Problems{file, slices.Compact(read.problems)}
	}
	sum := sha256.Sum256(data)
	last := &laid.Overlays[len(laid.Overlays)-1]
	last.Text, last.SHA256 = data, hex.EncodeToString(sum[:])
	laid.bundle(r)
	return laid, nil
}

// Heading is what an overlay says of itself, before it is laid over anything:
// whose it is and when it is in force. What is wrong there is for Lay to say; an
// error is that of a file that is no YAML at all.
func Heading(file string, data []byte) (*Overlay, error) {
	root, problems := parse(data)
	if len(problems) > 0 {
		return nil, &Problems{file, problems}
	}
	read := &reader{}
	o := read.object(root)
	return &Overlay{
		ID: o.optionalText("id"), Title: o.optionalText("title"), County: o.optionalText("county"), Document: o.optionalText("document"),
		Effective: o.optionalText("effective"), Until: o.optionalText("until"),
	}, nil
}

// bundled is the text of a rubric with what is laid over it.
type bundled struct {
	Rubric   string   `json:"rubric"`
	Overlays []string `json:"overlays"`
}

// bundleStart begins such a text; no rubric's own begins so, for it would name
// something unknown.
const bundleStart = `{"rubric":`

// bundle makes the text that Restore reads, and its digest.
func (r *Rubric) bundle(base *Rubric) {
	all := bundled{Rubric: string(base.Text)}
	if len(base.Overlays) > 0 {
		all.Rubric = string(base.plain.Text)
	}
	for i := range r.Overlays {
		all.Overlays = append(all.Overlays, string(r.Overlays[i].Text))
	}
	own := []byte(all.Rubric)
	text, _ := json.Marshal(all) // strings of valid UTF-8 never fail
	sum := sha256.Sum256(text)
	r.Text, r.SHA256 = text, hex.EncodeToString(sum[:])
	r.plain.Text = own
	for _, variant := range r.Variants() {
		variant.SHA256, variant.Overlays, variant.Counties, variant.Profiles = r.SHA256, r.Overlays, r.Counties, r.Profiles
	}
}

// Restore reads Rubric.Text again: a rubric's file, or one with what was laid
// over it. Errors are those of Load and Lay, but for what Lay has come to refuse
// in names alone: results made before are still read.
func Restore(file string, text []byte) (*Rubric, error) {
	if !strings.HasPrefix(string(text), bundleStart) {
		return Load(file, text)
	}
	var all bundled
	if err := json.Unmarshal(text, &all); err != nil {
		return nil, &Problems{file, []Problem{{1, 1, "存下的评分标准和细则不完整"}}}
	}
	r, err := Load(file, []byte(all.Rubric))
	for _, overlay := range all.Overlays {
		if err != nil {
			return nil, err
		}
		r, err = r.laid(file, []byte(overlay), false)
	}
	return r, err
}

// overlayReader reads one overlay and lays it over base.
type overlayReader struct {
	*reader
	base    *Rubric
	overlay Overlay
	// to is the rubric of the county, which is changed.
	to *Rubric
}

// lay reads the whole file. What it gives may be used only where no problem
// was found.
func (r *overlayReader) lay(root *yaml.Node) *Rubric {
	o := r.object(root)
	if r.header(o); r.repeated(o) {
		return nil // all that it says would be said to be there already
	}
	all := *r.base
	all.Counties = r.countiesOf(o)
	at := r.countyOf(o, all.Counties)
	all.Overlays = append(slices.Clone(r.base.Overlays), r.overlay)
	r.to = r.base.For(at).clone()
	r.to.plain, r.to.counties = nil, nil
	r.to.ID, r.to.Edition = r.to.ID+joint+r.overlay.ID, r.to.Edition+joint+r.overlay.Edition
	r.indicators(o)
	r.notApplicable(o)
	for _, profile := range r.profiles(o, r.to) {
		profile.County = r.overlay.County
		all.Profiles = append(slices.Clip(all.Profiles), profile)
	}
	o.done()
	if len(r.overlay.Changes) == 0 && len(r.problems) == 0 {
		r.fault(root, "细则什么也没有改：请写明 indicators、not_applicable 或 counties")
	}
	all.Overlays[len(all.Overlays)-1] = r.overlay
	all.ID, all.Edition = r.base.ID+joint+r.overlay.ID, r.base.Edition+joint+r.overlay.Edition
	plain := *r.base.For(-1)
	all.plain = &plain
	all.counties = map[int]*Rubric{}
	for i, one := range r.base.counties {
		own := *one
		all.counties[i] = &own
	}
	all.counties[at] = r.to
	for i := len(r.base.Counties.Names); i < len(all.Counties.Names); i++ {
		if all.counties[i] == nil {
			own := plain
			all.counties[i] = &own
		}
		all.counties[i].listedBy = append(slices.Clone(all.counties[i].listedBy), len(r.base.Overlays))
	}
	return &all
}

// header reads what the overlay is, and holds it against the rubric.
func (r *overlayReader) header(o *object) {
	r.overlay = Overlay{
		ID: o.text("id"), Edition: o.text("edition"), Title: o.text("title"), County: o.text("county"),
		Issued: r.date(o, "issued"), Effective: r.date(o, "effective"), Until: r.until(o),
	}
	if n := o.needed("document", "“document”：细则必须写明文号，如 伊美教联发〔2026〕3号（第二十一条）"); n != nil {
		r.overlay.Document = r.text(n, "document")
	}
	r.overlay.Issuers = o.texts("issuers", o.list("issuers"))
	own := r.base.For(-1).ID
	if of := o.text("rubric"); of != "" && of != own {
		r.fault(o.named["rubric"], "这份细则是给评分标准“%s”写的，现在用的是“%s”%s", of, own, hashed(o.named["rubric"]))
	}
	if r.given {
		r.checkNames(o)
	} else {
		r.checkStored(o)
	}
}

// repeated refuses an overlay that was laid already, and reports it.
func (r *overlayReader) repeated(o *object) bool {
	if !slices.ContainsFunc(r.base.Overlays, func(known Overlay) bool { return known.ID == r.overlay.ID }) {
		return false
	}
	r.fault(o.named["id"], "“%s”已经用过：一份细则只能给出一次", r.overlay.ID)
	return true
}

// countiesOf are the rubric's counties with what the overlay adds.
func (r *overlayReader) countiesOf(o *object) Counties {
	all := r.base.Counties
	all.Names = slices.Clone(all.Names)
	meaning := map[string]string{fold.Key(all.Unknown): all.Unknown}
	for _, county := range all.Names {
		for _, form := range append([]string{county.Name}, county.Also...) {
			meaning[fold.Key(form)] = county.Name
		}
	}
	var foreign []*yaml.Node
	for _, n := range o.optionalList("counties") {
		line := r.object(n)
		name, code, clause := line.text("name"), line.optionalText("code"), line.text("clause")
		also := line.texts("also", line.optionalList("also"))
		line.done()
		at := slices.IndexFunc(all.Names, func(c County) bool { return c.Name == name })
		forms := also
		if at < 0 {
			at, forms = len(all.Names), append([]string{name}, also...)
			all.Names = append(all.Names, County{Name: name, Code: code})
			r.change(0, clause, "县（市）区名单增加“"+name+"”")
		} else if r.given && name != r.overlay.County && at < len(r.base.Counties.Names) {
			foreign = append(foreign, line.named["name"])
			continue
		} else if len(also) == 0 {
			r.fault(n, "“%s”已在名单上：请写明 also，还认可哪些写法", name)
		}
		for _, form := range forms {
			if other, taken := meaning[fold.Key(form)]; taken {
				r.fault(n, "“%s”已经表示%s", form, other)
			}
			meaning[fold.Key(form)] = name
		}
		if len(also) > 0 {
			all.Names[at].Also = append(slices.Clip(all.Names[at].Also), also...)
			r.change(0, clause, "“"+strings.Join(also, "”、“")+"”也表示"+name)
		}
	}
	r.checkForeign(foreign, all)
	return all
}

// checkForeign refuses to change how the names of other counties are read: an
// overlay is for the people of its own (article 21).
func (r *overlayReader) checkForeign(names []*yaml.Node, counties Counties) {
	if !slices.ContainsFunc(counties.Names, func(c County) bool { return c.Name == r.overlay.County }) {
		return // whose overlay it is is said to be wrong
	}
	for _, n := range names {
		r.fault(n, "“%s”是别的县（市）区：这份细则只管%s，不能改“%s”的写法", n.Value, r.overlay.County, n.Value)
	}
}

// countyOf is the index of the county whose overlay it is.
func (r *overlayReader) countyOf(o *object, counties Counties) int {
	at := slices.IndexFunc(counties.Names, func(c County) bool { return c.Name == r.overlay.County })
	if at < 0 && r.overlay.County != "" {
		var names []string
		for _, county := range counties.Names {
			names = append(names, county.Name)
		}
		r.fault(o.named["county"], "“%s”不是名单上的县（市）区：请写%s中的一个%s", r.overlay.County, strings.Join(names, "、"), hashed(o.named["county"]))
	}
	return at
}

// change notes what the overlay changes.
func (r *overlayReader) change(number int, clause, text string) {
	r.overlay.Changes = append(r.overlay.Changes, Change{number, clause, text})
}

// clone is a rubric whose indicators may be changed.
func (r *Rubric) clone() *Rubric {
	own := *r
	own.Indicators = slices.Clone(r.Indicators)
	for i := range own.Indicators {
		n := &own.Indicators[i]
		n.Answers, n.Bands = slices.Clone(n.Answers), slices.Clone(n.Bands)
		n.NotApplicable, n.overlays = slices.Clone(n.NotApplicable), slices.Clone(n.overlays)
	}
	own.counties = maps.Clone(r.counties)
	return &own
}

// indicators reads the indicators that are changed.
func (r *overlayReader) indicators(o *object) {
	seen := map[int]bool{}
	touched, unsure := map[int]*yaml.Node{}, map[int]bool{} // by group: the last change in it
	for _, n := range o.optionalList("indicators") {
		line := r.object(n)
		indicator := r.named(line)
		if indicator == nil {
			continue
		}
		if seen[indicator.Number] {
			r.fault(n, "第 %d 项写了两次，请写在一处", indicator.Number)
		}
		seen[indicator.Number] = true
		if r.indicatorChange(line, indicator) {
			touched[indicator.Group] = n
		} else {
			unsure[indicator.Group] = true
		}
		line.done()
	}
	for g, n := range touched {
		if unsure[g] { // a sum of what could not be read means nothing
			continue
		}
		group := r.to.Groups[g]
		sum := sumOf(group.Indicators, func(i int) points.Points { return r.to.Indicators[i].Points })
		if sum != group.Points {
			r.fault(n, "二级指标“%s”各项满分合计变成 %s 分，应当仍是 %s 分：细则只能在原有分值之内调整", group.Name, sum, group.Points)
		}
	}
}

// named is the indicator that an entry names, by its number and its name, so
// that neither is mistyped; nil where there is none.
func (r *overlayReader) named(line *object) *Indicator {
	at, name := line.need("number"), line.text("name")
	if at == nil || name == "" {
		return nil // noted already
	}
	indicator := r.knownIndicator(at, r.to)
	if indicator != nil && indicator.Name != name {
		r.fault(line.named["name"], "第 %d 项是“%s”，不是“%s”：请核对序号和名称", indicator.Number, indicator.Name, name)
		return nil
	}
	return indicator
}
