package batch

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"credit/internal/graded"
	"credit/internal/submission"
)

// YearOf is the year that a submission is judged for: the one asked for, else
// its template's, else 未注明.
func (o Options) YearOf(report submission.Report) string {
	return cmp.Or(o.Year, report.Stamp.Year, graded.UnknownYear)
}

// Years are the years of what was read, each once, in order. An error says in
// Chinese why it cannot be judged in one run: templates of different years
// (article 16: results are of one year), or of one before the rubric's.
func (r *Run) Years() ([]string, error) {
	var years []string
	paths := map[string]string{} // of the first template of each year
	for _, f := range r.Outcomes {
		if !f.Read {
			continue
		}
		year := r.YearOf(f.Report)
		years = append(years, year)
		if paths[year] == "" && year != graded.UnknownYear {
			paths[year] = f.Path
		}
	}
	slices.Sort(years)
	years = slices.Compact(years)
	for _, year := range years {
		if err := r.inForce(year, paths[year]); err != nil {
			return nil, err
		}
	}
	if len(paths) == 1 && len(years) == 2 {
		years = slices.DeleteFunc(years, func(y string) bool { return y == graded.UnknownYear })
	}
	if len(paths) < 2 {
		return years, nil
	}
	var parts []string
	for _, year := range years {
		if paths[year] != "" {
			parts = append(parts, fmt.Sprintf("%s（%s）", year, paths[year]))
		}
	}
	return nil, fmt.Errorf("这些工作簿的模板是不同年度的：%s；请用 --year 指明评哪一年度", strings.Join(parts, "、"))
}

// inForce refuses a year that the rules are not in force in; path is of a
// template of the year, empty where the year was asked for or is unknown.
func (r *Run) inForce(year, path string) error {
	switch {
	case year == graded.UnknownYear && len(r.Rubric.Overlays) > 0:
		return errors.New("填报工作簿没有注明年度，不知道细则是否有效；请用 --year 指明评哪一年度")
	case year == graded.UnknownYear || r.Year != "":
		return nil
	case !r.Rubric.InForce(year):
		return fmt.Errorf("“%s”的模板是 %s 年度的，评分标准 %s %s，不能评这一年度", path, year, r.Rubric.ID, r.Rubric.Term())
	}
	for i := range r.Rubric.Overlays {
		if o := &r.Rubric.Overlays[i]; !o.InForce(year) {
			return fmt.Errorf("“%s”的模板是 %s 年度的，细则%s%s，%s 年度不用；请用 --year %s 只取当年有效的细则", path, year, o.Name(), o.Term(), year, year)
		}
	}
	return nil
}
