package cli

import (
	"fmt"
	"slices"
	"strings"

	"credit/internal/rubric"
	"credit/internal/submission"
)

// rulesOf are the rules for the people of a county; of an unknown one, those of
// everyone who has no others.
func rulesOf(r *rubric.Rubric, county string) *rubric.Rubric {
	return r.For(slices.Index(r.Counties.Lines(), county))
}

// overlaidCounties are the counties that have rules of their own, each once.
func overlaidCounties(r *rubric.Rubric) (names []string) {
	for i := range r.Overlays {
		if name := r.Overlays[i].County; !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// countyOf is the county that one template is for: the one asked for, else the
// one whose own rules were given; empty for any.
func (flags *templateFlags) countyOf(r *rubric.Rubric) (string, error) {
	overlaid := overlaidCounties(r)
	switch {
	case flags.county != "":
		if county := submission.County(r.Counties, flags.county); county != "" {
			return county, nil
		}
		return "", hinted{fmt.Errorf("“%s”不在县（市）区名单上", flags.county), "请写" + strings.Join(countyNames(r), "、") + "中的一个"}
	case len(overlaid) > 1:
		return "", hinted{fmt.Errorf("细则分属%s，一份模板只能按一个县（市）区的规则制作", strings.Join(overlaid, "、")),
			"请用 --county 写明是哪一个，或用 --roster 给出名册，每校一份"}
	case len(overlaid) == 1:
		flags.passed = append(flags.passed, "县（市）区按细则填为"+overlaid[0]+"：按细则制作的模板只用于本县（市）区的人员")
		return overlaid[0], nil
	}
	return "", nil
}

// announceRules says by which of the counties' own rules templates for some
// counties were made, and which were not used.
func (flags *templateFlags) announceRules(c console, r *rubric.Rubric, counties []string) {
	announceRules(c.err, r)
	for i := range r.Overlays {
		if o := &r.Overlays[i]; !slices.Contains(counties, o.County) {
			flags.passed = append(flags.passed, "没有用到：细则 "+o.ID+" 只用于"+o.County+"，这里没有"+o.County+"的模板")
		}
	}
	for _, line := range flags.passed {
		say(c.err, line)
	}
}
