package simulate

import (
	"fmt"
	"slices"
	"strings"

	"credit/internal/graded"
	"credit/internal/points"
	"credit/internal/rubric"
)

// Facts are the first lines of every form of a simulation: by which rules, and
// that nobody is lost.
func (s *Simulation) Facts() [][2]string {
	facts := [][2]string{{"年度", strings.Join(s.Years, "、")}, {"评分时的规则", namesOf(s.Was)}, {"模拟规则", rulesText(s.Other)}}
	if s.Assumed {
		facts = append(facts, [2]string{"假定", "模拟规则允许填“不适用”的人和指标，都当作填了“不适用”，不按现在的填报"})
	}
	t := &s.Total
	facts = append(facts, [2]string{"人数", fmt.Sprintf("%d 人 = 参加测算 %d + 不能测算 %d + 未评分 %d", t.People(), t.Judged(), t.HeldCount(), t.Out)})
	if n, grades := s.Usable(); n > 0 {
		facts = append(facts, [2]string{"未评分的人", fmt.Sprintf("不参加测算；其中 %d 人的填报按模拟规则都能用（%s），但身份、审核等别的原因仍可能使其不能评分", n, grades)})
	}
	facts = append(facts, [2]string{"等级", s.waysText(t)})
	if mean, ok := t.Mean(); ok {
		facts = append(facts, [2]string{"得分", fmt.Sprintf("参加测算的 %d 人，得分合计变化 %s，平均变化 %s", t.Judged(), signed(t.Delta.Points()), signed(mean))})
	}
	return facts
}

func namesOf(list []*rubric.Rubric) string {
	var names []string
	for _, r := range list {
		names = append(names, rulesText(r))
	}
	slices.Sort(names)
	return strings.Join(slices.Compact(names), "、")
}

// rulesText names a rubric and what is laid over it.
func rulesText(r *rubric.Rubric) string {
	text := r.Name()
	for i := range r.Overlays {
		o := &r.Overlays[i]
		text += "，" + o.County + "加上细则" + o.Name()
	}
	return text
}

// waysText says how many people move which way.
func (s *Simulation) waysText(t *Tally) string {
	w := s.Ways(t)
	return fmt.Sprintf("升级 %d（不再是 %s 的 %d）、降级 %d（变为 %s 的 %d）、不变 %d", w.Up, s.Worst(), w.OutOf, w.Down, s.Worst(), w.Into, w.Same)
}

// Why says why somebody's grade changes, or why it cannot be judged.
func (p *Person) Why() string {
	if len(p.Held) > 0 {
		return strings.Join(p.Held, "；")
	}
	parts := slices.Concat(p.Sections, p.lineTexts())
	for _, one := range []struct {
		side string
		Standing
	}{{"现", p.Before}, {"模拟", p.After}} {
		if one.LeftOut != "" {
			parts = append(parts, fmt.Sprintf("%s：%s，按附件 %s 分", one.side, one.LeftOut, one.Literal))
		}
	}
	return strings.Join(append(parts, p.changeTexts()...), "；")
}

// changeTexts are the indicators that the grade comes of, then the others that
// count for more or less.
func (p *Person) changeTexts() (texts []string) {
	var aside []string
	for _, c := range p.Changes() {
		if c.Causes {
			texts = append(texts, c.text())
		} else {
			aside = append(aside, c.text())
		}
	}
	if len(aside) > 0 {
		aside[0] = "另有得分变化：" + aside[0]
	}
	return append(texts, aside...)
}

// lineTexts are the lines that Sections do not say already.
func (p *Person) lineTexts() (texts []string) {
	for _, line := range p.Lines {
		if name, _, isFloor := strings.Cut(line, "底线 "); !isFloor || !slices.ContainsFunc(p.Sections, func(text string) bool { return strings.HasPrefix(text, name+" ") }) {
			texts = append(texts, line)
		}
	}
	return texts
}

func (c *Change) text() string {
	if c.Was != "" || c.Is != "" {
		return c.Label + " " + fromTo(leftText(c.Before, c.Was), leftText(c.After, c.Is)) + "（" + strings.Join(strings.Fields(c.Given), " ") + "）"
	}
	before := c.Before.Points().String()
	text := c.Label + " " + before + "→" + c.After.Points().String()
	if given := strings.Join(strings.Fields(c.Given), " "); given != "" && given != before {
		text += "（" + given + "）"
	}
	return text
}

// MovesText writes a tally's moves in words: A→B 2、B→A 1、不变 32.
func (s *Simulation) MovesText(t *Tally) string {
	var parts []string
	for _, before := range s.grades {
		for _, after := range s.grades {
			if n := t.Moves[Move{before, after}]; n > 0 && before != after {
				parts = append(parts, fmt.Sprintf("%s→%s %d", before, after, n))
			}
		}
	}
	return strings.Join(append(parts, fmt.Sprintf("不变 %d", s.Ways(t).Same)), "、")
}

// leftText is what an indicator counts for, and why where it does not apply.
func leftText(counts Worth, left rubric.Earns) string {
	switch left {
	case "":
		return counts.Points().String()
	case rubric.EarnsZero:
		return left.Short()
	}
	return left.Short() + " " + counts.Points().String()
}

// CauseNames are the causes of a person's change in Chinese.
func (p *Person) CauseNames() string {
	var names []string
	for _, kind := range p.Kinds {
		names = append(names, map[Cause]string{ByPoints: "得分", ByFloor: "底线", ByLine: "等级线"}[kind])
	}
	return strings.Join(names, "、")
}

// signed writes a change with its sign: +1.5, -2, 0.
func signed(p points.Points) string {
	if p > 0 {
		return "+" + p.String()
	}
	return p.String()
}

// worthNote says what an indicator counts for that does not apply.
const worthNote = "填“不适用”的，这一项的得分按折算的算：满分、零分，或按比例的那一份（满分×本一级指标其余各项的得分率）。除不尽的截到两位小数，各行相加与合计可能差几个百分之一分。"

// excuses reports rules, before or in the simulation, by which indicators may
// not apply.
func (s *Simulation) excuses() bool {
	return s.Other.AllowsNotApplicable() || slices.ContainsFunc(s.Was, (*rubric.Rubric).AllowsNotApplicable)
}

// notes say what a reader has to know.
func (s *Simulation) notes() [][2]string {
	lines := [][2]string{{"这是什么", Sentence + "。"}, {"用途", graded.Notice(s.Other)}}
	lines = append(lines, s.Facts()...)
	if s.excuses() {
		lines = append(lines, [2]string{"不适用的得分", worthNote})
	}
	return append(lines,
		[2]string{"怎样测算", "评分工作簿里每个人的填报原样不动（写明假定的除外），按模拟规则重新算分、定级；现得分和现等级按评分时的规则，已逐人核对。模拟规则只是上面写明的这些，评分时用过的细则没有写在上面的就没有用。没有问过的、模拟规则不认的填报不猜：那个人列在“" + heldSheet + "”。"},
		[2]string{"参加测算", "已评分、填报按模拟规则都能用的人；升级、降级和平均变化只算这些人。"},
		[2]string{"变化原因", "先用原来的等级线和底线看新的得分，再用新的等级线和底线看原来的得分：单独就够的是原因；两者都够，或者合起来才够，两者都算。各指标的人数只算原因里有“得分”、这一项又是往那个方向变的人（降级的是得分少了的，升级的是多了的）；只因低于底线才直接判级的（或只因不再低于底线才升级的），只算那个一级指标里的。一个人可以算在几项里。"},
		[2]string{"评分结果", "评分结果没有改动，也不因测算而改动；规则确定以后，请用 credit score 重新评分。"},
		[2]string{"程序", "credit " + s.Version})
}
