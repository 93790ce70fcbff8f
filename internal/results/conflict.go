package results

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"credit/internal/graded"
	"credit/internal/points"
	"credit/internal/practitioner"
	"credit/internal/result"
)

// The people, and the places of each, that a conflict names.
const (
	mostConflicts = 10
	mostPlaces    = 3
)

// conflictError names people whose results differ: each group is one of them.
func (r *run) conflictError(ctx context.Context, groups [][]placed) error {
	named := slices.Clone(groups[:min(mostConflicts, len(groups))])
	for i := range named {
		named[i] = named[i][:min(mostPlaces, len(named[i]))]
	}
	said, err := r.said(ctx, slices.Concat(named...))
	if err != nil {
		return err
	}
	lines := []string{fmt.Sprintf("有 %d 人不止一处，结果又不一致，不知道以哪个为准；请只给出同一次评分的结果：", len(groups))}
	for _, group := range named {
		lines = append(lines, r.disagree(group, said))
	}
	if more := len(groups) - len(named); more > 0 {
		lines = append(lines, fmt.Sprintf("……另有 %d 人", more))
	}
	return errors.New(strings.Join(lines, "\n"))
}

// said is what a row says of somebody.
type said struct {
	name, grade, reasons string
	id                   practitioner.ID
	total                points.Points
}

// said reads what the rows of these people say once more, for only numbers and
// digests were kept.
func (r *run) said(ctx context.Context, of []placed) (map[placedRow]said, error) {
	found, wanted := map[placedRow]said{}, map[int]bool{}
	for _, one := range of {
		found[placedRow{one.file, one.key()}] = said{}
		wanted[one.file] = true
	}
	for i := range r.found {
		if !wanted[i] {
			continue
		}
		err := r.again(ctx, r.found[i].book, nil, func(b *Book) Visit {
			return func(p *graded.Person, _ *result.Result) error {
				key := placedRow{i, rowKey{p.Graded, p.Row}}
				if _, is := found[key]; is {
					found[key] = said{p.Name, p.Grade, p.Reasons, p.ID, p.Total}
				}
				return nil
			}
		})
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}

// placedRow is a row of a file.
type placedRow struct {
	file int
	rowKey
}

// disagree names the rows of one person whose results differ.
func (r *run) disagree(group []placed, rows map[placedRow]said) string {
	var places []string
	for _, one := range group {
		says := rows[placedRow{one.file, one.key()}]
		sheet, what := graded.ResultSheet, fmt.Sprintf("%s 分 %s 级", says.total, says.grade)
		if !one.graded {
			sheet, what = graded.HeldSheet, "未评分："+says.reasons
		}
		places = append(places, fmt.Sprintf("“%s”的“%s”表第 %d 行（%s）", r.Files[one.file].Path, sheet, one.row, what))
	}
	first := rows[placedRow{group[0].file, group[0].key()}]
	who := practitioner.MaskWithin(first.name)
	if told := group[0].number != 0 || !strings.Contains(group[0].other, "\n"); told && !first.id.IsZero() {
		who += "（" + first.id.String() + "）"
	}
	return who + "：" + strings.Join(places, "，")
}
