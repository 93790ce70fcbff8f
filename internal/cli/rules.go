package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"credit/internal/fold"
	"credit/internal/rubric"
	embedded "credit/rubric"
)

// ruleFlags are the rules that a command works by: the rubric, the embedded one
// where none is given, and overlays laid over it in their order (article 21).
type ruleFlags struct {
	rubric   string
	overlays []string
}

func (r *ruleFlags) addRubric(f *pflag.FlagSet) {
	f.StringVar(&r.rubric, "rubric", "", "改用这个评分标准`文件`（YAML）")
}

func (r *ruleFlags) addRules(f *pflag.FlagSet) {
	r.addRubric(f)
	f.StringArrayVar(&r.overlays, "overlay", nil, "加上县（市）区的实施细则`文件`（YAML，可给几个）")
}

// files are the files of the rules that were given.
func (r ruleFlags) files() []string {
	if r.rubric == "" {
		return slices.Clone(r.overlays)
	}
	return append([]string{r.rubric}, r.overlays...)
}

// base is the rubric of a year: the one that was given, else the newest of the
// embedded ones that is in force then. A year of "" is any.
func (r ruleFlags) base(year string) (*rubric.Rubric, error) {
	if r.rubric != "" {
		own, err := loadRubric(r.rubric)
		if err == nil && year != "" && !own.InForce(year) {
			return nil, hinted{fmt.Errorf("评分标准 %s %s，不能评 %s 年度", own.ID, own.Term(), year), "各年度按当年 12 月 31 日有效的评分标准评分，请给出那一份"}
		}
		return own, err
	}
	known, err := embeddedRubrics()
	if err != nil {
		return nil, err
	}
	return newestFor(known, year)
}

// embeddedRubrics are those that ship with the program.
func embeddedRubrics() (list []*rubric.Rubric, err error) {
	for _, file := range embedded.Rubrics() {
		one, err := rubric.Load(file.Name, file.Text)
		if err != nil {
			return nil, err
		}
		list = append(list, one)
	}
	return list, nil
}

// newestFor is the rubric of those known that was issued last and is in force
// in a year, of any year where it is "".
func newestFor(known []*rubric.Rubric, year string) (newest *rubric.Rubric, err error) {
	var terms []string
	for _, one := range known {
		terms = append(terms, one.ID+" "+one.Term())
		if (year == "" || one.InForce(year)) && (newest == nil || one.Effective > newest.Effective) {
			newest = one
		}
	}
	if newest == nil {
		return nil, hinted{fmt.Errorf("没有 %s 年度有效的评分标准：%s", year, strings.Join(terms, "；")), "请核对年度，或用 --rubric 给出那一年的评分标准"}
	}
	return newest, nil
}

// load reads the rules of a year, and says which overlays it leaves out as they
// are not in force then. With a year of "" all of them are laid.
func (r ruleFlags) load(year string) (rules *rubric.Rubric, passed []string, err error) {
	if rules, err = r.base(year); err != nil {
		return nil, nil, err
	}
	given, used := map[string]string{}, map[string]bool{} // by county: the terms
	for _, path := range r.overlays {
		data, err := readRules("细则", path)
		if err != nil {
			return nil, nil, err
		}
		o, err := rubric.Heading(path, data)
		if err != nil {
			return nil, nil, err
		}
		given[o.County] += "；" + o.Name() + o.Term()
		if year != "" && o.Effective != "" && !o.InForce(year) {
			passed = append(passed, fmt.Sprintf("没有采用：细则“%s”%s，%s 年度不用", path, o.Term(), year))
			continue
		}
		if rules, err = rules.Lay(path, data); err != nil {
			return nil, nil, err
		}
		used[o.County] = true
	}
	for _, county := range rules.Counties.Names {
		if given[county.Name] != "" && !used[county.Name] {
			return nil, nil, hinted{fmt.Errorf("%s没有 %s 年度有效的细则%s", county.Name, year, strings.Replace(given[county.Name], "；", "：", 1)),
				"请核对年度，或给出那一年的细则；不用细则的，去掉 --overlay"}
		}
	}
	return rules, passed, nil
}

// yearOf is the year asked for, as four digits.
func yearOf(asked string) (string, error) {
	year := strings.TrimSuffix(fold.Text(asked), "年")
	if year != "" && !yearForm.MatchString(year) {
		return "", hinted{fmt.Errorf("年度“%s”不对", asked), "请写四位数字，例如 --year 2026"}
	}
	return year, nil
}

// announceRules says which of the counties' own rules are used.
func announceRules(w io.Writer, r *rubric.Rubric) {
	for i := range r.Overlays {
		o := &r.Overlays[i]
		say(w, fmt.Sprintf("适用细则：%s %s，%s，只用于%s的人员", o.ID, o.Name(), o.Term(), o.County))
	}
}
