package render

import (
	"fmt"
	"strings"

	"credit/internal/practitioner"
	"credit/internal/roster"
)

// Roster lists, school by school, who is missing; then who is unknown or
// elsewhere; all, where given, leaves nobody out.
func (v *Validation) Roster(r *roster.Report, summary string, all bool) {
	list := func(lines []string) string { return several(lines, "人") }
	if all {
		list = func(lines []string) string { return strings.Join(lines, "、") }
	}
	v.line("■ ", summary)
	missing, listed := map[[2]string][]string{}, map[[2]string]int{}
	for _, one := range r.Missing {
		key := [2]string{one.Person.County, one.Person.School}
		missing[key] = append(missing[key], absent(one))
		if one.Listed {
			listed[key]++
		}
	}
	for _, school := range r.Schools {
		key := [2]string{school.County, school.School}
		people := missing[key]
		switch {
		case school.Missing == 0:
		case school.Submitted == 0:
			text := fmt.Sprintf("%s %s：整校未报（%d 人", mask(school.County), mask(school.School), school.Missing)
			if n := listed[key]; n > 0 {
				text += fmt.Sprintf("，其中 %d 人已列在表里，一项也没有填", n)
			}
			v.line("  ", text+"）")
		default:
			v.line("  ", fmt.Sprintf("%s %s：%d 人未报：%s", mask(school.County), mask(school.School), school.Missing, list(people)))
		}
	}
	var elsewhere, unknown []string
	for _, one := range r.Elsewhere {
		elsewhere = append(elsewhere, fmt.Sprintf("%s（%s，名册在“%s”，由“%s”填报）",
			mask(one.Person.Name), one.Person.ID, mask(one.Person.School), mask(one.School)))
	}
	for _, one := range r.Unknown {
		text := fmt.Sprintf("%s（%s，“%s”%s）", mask(one.Practitioner.Name), one.Practitioner.ID, one.File, one.At)
		unknown = append(unknown, text+note(one.Note))
	}
	for _, part := range []struct {
		title string
		lines []string
	}{{"在别校填报", elsewhere}, {"名册没有", unknown}} {
		if len(part.lines) > 0 {
			v.line("  ", fmt.Sprintf("%s（%d 人）：%s", part.title, len(part.lines), list(part.lines)))
		}
	}
}

// mask is a stranger's text without an ID number.
func mask(text string) string { return practitioner.MaskWithin(text) }

func absent(one roster.Absent) string {
	return mask(one.Person.Name) + "（" + one.Person.ID.String() + "）" + note(one.Note)
}

func note(text string) string {
	if text == "" {
		return ""
	}
	return "［" + text + "］"
}

// several joins the first of many; unit is what they are counted in.
func several(names []string, unit string) string {
	const most = 10
	if len(names) > most {
		return strings.Join(names[:most], "、") + fmt.Sprintf("……共 %d %s", len(names), unit)
	}
	return strings.Join(names, "、")
}
