package rules

import (
	"slices"
	"strings"

	"credit/internal/rubric"
)

// overlayTitle names an overlay by its county and document.
func overlayTitle(o *rubric.Overlay) string {
	return o.County + "实施细则（" + o.Document + "）"
}

// overlayLines are what an overlay changes in an indicator (in what is none
// where number is 0), and for which posts 不适用 is an answer.
func overlayLines(r *rubric.Rubric, i, number int) (lines [][2]string) {
	o := &r.Overlays[i]
	for _, c := range o.Changes {
		if c.Indicator == number {
			lines = append(lines, [2]string{"改动", c.Text + "（" + c.Clause + "）"})
		}
	}
	if number == 0 {
		return lines
	}
	for _, na := range forOverlay(r, i).Indicators[number-1].NotApplicable {
		if na.Overlay == i {
			lines = append(lines, [2]string{"不适用", na.Whom() + "可以填“不适用”，" + na.Earns.Text() + "（" + na.Clause + "）"})
		}
	}
	return lines
}

// forOverlay is the rubric by which the people of an overlay's county are
// judged.
func forOverlay(r *rubric.Rubric, i int) *rubric.Rubric {
	county := r.Overlays[i].County
	return r.For(slices.IndexFunc(r.Counties.Names, func(c rubric.County) bool { return c.Name == county }))
}

// overlayParts are the overlays, each with all that it changes.
func overlayParts(r *rubric.Rubric) []Part {
	var parts []Part
	for i := range r.Overlays {
		o := &r.Overlays[i]
		l := &list{}
		l.add("overlay.title", "", "名称", o.Title)
		l.add("overlay.id", "", "标识", o.ID)
		l.add("overlay.edition", "", "版本", o.Edition)
		l.add("overlay.issuers", "", "发文机关", strings.Join(o.Issuers, "、"))
		l.add("overlay.issued", "", "发文日期", o.Issued)
		l.add("overlay.effective", "", "施行日期", o.Effective)
		l.add("overlay.until", "", "有效期至", o.Until)
		l.add("overlay.sha256", "", "文件校验码", o.SHA256)
		p := Part{Title: overlayTitle(o)}
		for k := range l.items {
			p.Lines = append(p.Lines, l.items[k].line())
		}
		p.Lines = append(p.Lines, overlayLines(r, i, 0)...)
		for number := range r.Indicators {
			for _, line := range overlayLines(r, i, number+1) {
				p.Lines = append(p.Lines, [2]string{Heading(&r.Indicators[number]), line[0] + "：" + line[1]})
			}
		}
		parts = append(parts, p)
	}
	return parts
}
