package compare

import (
	"fmt"
	"slices"
	"strings"

	"credit/internal/points"
	"credit/internal/rubric"
	"credit/internal/rules"
	"credit/internal/sheet"
)

// adjustedMoved is what is said of somebody of whom the adjusted total alone
// changed.
const adjustedMoved = "折算总分变动"

// countedText says which total a grade is by (reading 8).
const countedText = "定级得分：有“不适用”的人是折算总分，别的人是综合得分。"

// overlaidFacts are those that counties' own rules (article 21) add to the
// first lines: whose rules, and what became of the totals that are adjusted.
func (c *Comparison) overlaidFacts() (facts [][2]string) {
	before, now := c.Titles()
	if a := &c.Counts.Adjusted; a.all() > 0 {
		text := fmt.Sprintf("按折算总分定级的 %d 人（至少一方），定级得分上升 %d、下降 %d、不变 %d", a.all(), a.Up, a.Down, a.Same)
		if alone := a.Alone[Same] + a.Alone[Moved]; alone > 0 {
			text += fmt.Sprintf("；其中等级和各项得分都没有变、只有%s的 %d 人", adjustedMoved, alone)
		}
		facts = append(facts, [2]string{"折算总分", text + "。" + countedText})
	}
	switch was, is := overlayNames(c.Old.Rubrics), overlayNames(c.New.Rubrics); {
	case was != is:
		facts = append(facts, [2]string{"适用细则", before + "：" + orNone(was) + "；" + now + "：" + orNone(is)})
	case is != "":
		facts = append(facts, [2]string{"适用细则", is})
	}
	if c.parted() && !c.OtherRules() {
		facts = append(facts, [2]string{"各县细则不同", "换了县（市）区的人，两边适用的细则不同。" + c.partedText()})
	}
	return facts
}

// partedText says how a change of points is parted.
func (c *Comparison) partedText() string {
	text := "原来的填报按新标准重算，差额算“标准引起”，其余算“填报引起”。"
	if slices.ContainsFunc(slices.Concat(c.Old.Rubrics, c.New.Rubrics), (*rubric.Rubric).AllowsNotApplicable) {
		text += "改填“不适用”、不再填“不适用”，而两边的计分办法不同的，都算“标准引起”。"
	}
	return text
}

// overlayNames are the counties' own rules laid over rubrics, each once.
func overlayNames(list []*rubric.Rubric) string {
	var names []string
	for _, r := range list {
		for i := range r.Overlays {
			o := &r.Overlays[i]
			if name := o.County + "《" + o.Title + "》（" + o.Document + "，版本 " + o.Edition + "）"; !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return strings.Join(names, "、")
}

func orNone(text string) string {
	if text == "" {
		return "没有"
	}
	return text
}

// overlaidColumns are those that counties' own rules add to a list of people.
func (c *Comparison) overlaidColumns() (columns []sheet.Column) {
	before, now := c.Labels()
	if c.Counts.HasAdjusted {
		columns = append(columns, sheet.Column{Header: before + " 折算总分", Width: 8.5, Style: sheet.TotalCell},
			sheet.Column{Header: now + " 折算总分", Width: 8.5, Style: sheet.TotalCell}, sheet.Column{Header: "定级得分变化", Width: 8.5, Style: sheet.ChangeCell})
	}
	if c.Counts.overlaid {
		columns = append(columns, sheet.Column{Header: before + " 适用细则", Width: 18, Wrap: true}, sheet.Column{Header: now + " 适用细则", Width: 18, Wrap: true})
	}
	return columns
}

// appendOverlaid adds to a row what stands under overlaidColumns.
func (c *Comparison) appendOverlaid(row []sheet.Value, change *Change) []sheet.Value {
	if c.Counts.HasAdjusted {
		counted := sheet.Empty()
		if change.both() {
			counted = sheet.PointsValue(change.Counted)
		}
		row = append(row, adjustedOf(change.Old), adjustedOf(change.New), counted)
	}
	if c.Counts.overlaid {
		row = append(row, documentsOf(change.Old), documentsOf(change.New))
	}
	return row
}

func adjustedOf(who *Person) sheet.Value {
	if who == nil || !who.Adjusted {
		return sheet.Empty()
	}
	return pointsOf(who, func(p *Person) points.Points { return p.Counts })
}

func documentsOf(who *Person) sheet.Value {
	if who == nil {
		return sheet.Empty()
	}
	return sheet.TextValue(strings.Join(who.Documents(), "、"))
}

// treatedTexts say what became of 不适用 where no points moved: those that count
// as something else together, those of other full points together, then answers
// that became or ceased to be it.
func treatedTexts(treated []Treatment, named bool) (texts []string) {
	var others, full alike
	for i := range treated {
		switch t := &treated[i]; {
		case t.Was == "" || t.Is == "":
			texts = append(texts, string(t.append(nil, named)))
		case t.Was == t.Is:
			full.add(t.full()+within(t.Is == rubric.EarnsProrated, t.Is.Short()), t.Number)
		default:
			others.add(t.Was.Short()+"→"+t.Is.Short()+within(t.full() != "", t.full()), t.Number)
		}
	}
	return slices.Concat(others.texts("不适用的计分办法不同："), full.texts("不适用的"), texts)
}

// within is a text in brackets, or none.
func within(there bool, text string) string {
	if !there {
		return ""
	}
	return "（" + text + "）"
}

// alike are the numbers of indicators of which the same is said, in the order in
// which it is first said.
type alike struct {
	said    []string
	numbers map[string][]int
}

func (a *alike) add(text string, number int) {
	if a.numbers == nil {
		a.numbers = map[string][]int{}
	}
	if a.numbers[text] == nil {
		a.said = append(a.said, text)
	}
	a.numbers[text] = append(a.numbers[text], number)
}

// texts is one text of all, which begins with lead; none where there is nothing.
func (a *alike) texts(lead string) []string {
	if len(a.said) == 0 {
		return nil
	}
	var parts []string
	for _, text := range a.said {
		parts = append(parts, rules.Numbered(a.numbers[text])+text)
	}
	return []string{lead + strings.Join(parts, "，")}
}

// unmovedText is the reason where neither points nor 不适用 differ and yet the
// grade or the adjusted total does: the lines by which they were judged, or the
// full points that the rest of a section stands for.
func unmovedText(change *Change) string {
	const lines = "得分没有变，等级线或直接判级不同"
	before, now := change.Old.judged(), change.New.judged()
	switch {
	case change.Kind == Graded && (before.Direct.Grade != now.Direct.Grade || linesText(before) != linesText(now)):
		return lines
	case change.AdjustedMoved():
		return "得分没有变，各项满分不同，折算总分随之不同"
	case change.Kind == Graded:
		return lines
	}
	return ""
}
