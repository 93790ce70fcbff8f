package batch

import (
	"cmp"
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
	if first := r.Rubric.Effective[:4]; len(years) > 0 && paths[years[0]] != "" && years[0] < first {
		return nil, fmt.Errorf("“%s”的模板是 %s 年度的，评分标准 %s 自 %s 起施行，不能评这一年度",
			paths[years[0]], years[0], r.Rubric.ID, r.Rubric.Effective)
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
