// Package sqlview writes a rubric as one SQL view over a table of answers, for
// those whose data are in a database already: the same points, sections, total,
// grade and reasons as package score gives, and the same findings as package
// submission has for a text cell. It makes text and runs nothing.
//
// The arithmetic is in whole hundredths of a point. Rates and numbers are
// compared exactly: as numeric in PostgreSQL, as strings of digits in SQLite,
// which has binary floating point only. What the SQL does not fold as package
// fold does meets no answer and holds the practitioner: it is never taken for
// another answer (see table in fold.go).
package sqlview

import (
	_ "embed"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"text/template"

	"credit/internal/finding"
	"credit/internal/fold"
	"credit/internal/points"
	"credit/internal/rubric"
	"credit/internal/submission"
)

// Options say which view is written.
type Options struct {
	Rubric *rubric.Rubric
	// Dialect is one of Dialects.
	Dialect string
	// View and Table are the names of the view and of the table of answers,
	// with or without a schema: credit_result, staff.answers.
	View, Table string
	// Version is the program's, for the header.
	Version string
}

// Dialects are the dialects by name: postgres for what speaks PostgreSQL,
// sqlite for SQLite from 3.30.
func Dialects() []string { return []string{"postgres", "sqlite"} }

// MostCharacters is the length of the longest answer that is judged; a longer
// one is no answer.
const MostCharacters = 1000

//go:embed view.sql.tmpl
var text string

// Write writes the view. It refuses a rubric that SQL cannot express exactly,
// in Chinese: one with overlays, which go by county, with a kind of indicator
// that it does not know, or with answers that only whole text can fold.
func Write(w io.Writer, o Options) error {
	v, err := newView(o)
	if err != nil {
		return err
	}
	t, err := template.New("view").Delims("⟦", "⟧").Parse(text)
	if err != nil {
		return fmt.Errorf("parse the template: %w", err)
	}
	var b strings.Builder
	if err := t.Execute(&b, v); err != nil {
		return fmt.Errorf("fill the template: %w", err)
	}
	_, err = io.WriteString(w, b.String())
	return err
}

// view is what the template asks for.
type view struct {
	Options
	*rubric.Rubric
	dialect
	scales []scale
	folds  folding
}

// scale is a list of answers with their points, shared by the indicators that
// have the same; its number in the view is its place from 1.
type scale struct {
	answers []rubric.Answer
	several bool
}

func newView(o Options) (*view, error) {
	v := &view{Options: o, Rubric: o.Rubric}
	var err error
	if v.dialect, err = dialectOf(o.Dialect); err != nil {
		return nil, err
	}
	for _, name := range []string{o.View, o.Table} {
		if err := checkName(name); err != nil {
			return nil, err
		}
	}
	if o.View == o.Table {
		return nil, fmt.Errorf("视图和填报表不能都叫“%s”", o.View)
	}
	if err := v.checkRubric(); err != nil {
		return nil, err
	}
	v.folds = foldingFor(v.runes())
	return v, nil
}

// checkRubric holds that SQL can express the rubric, and collects its scales.
func (v *view) checkRubric() error {
	if len(v.Overlays) > 0 {
		return errors.New("SQL 暂不表达县（市）区的实施细则，只表达不加细则的评分标准")
	}
	for i := range v.Indicators {
		n := &v.Indicators[i]
		switch n.Kind {
		case rubric.Choice:
			if err := checkForms(n); err != nil {
				return err
			}
			if v.scaleOf(n) == 0 {
				v.scales = append(v.scales, scale{n.Answers, n.Several})
			}
		case rubric.Rate:
		case rubric.Number, rubric.Measure:
			if n.Range.Min < 0 {
				return fmt.Errorf("第 %d 项可以低于 0，SQL 暂不能表达", n.Number)
			}
		default: // a new kind goes here, into KindPoints and into KindFindings
			return fmt.Errorf("第 %d 项的“kind: %s”SQL 暂不能表达", n.Number, n.Kind)
		}
	}
	return v.checkTexts()
}

// checkForms refuses answers with characters that unite with what stands
// before them: only whole text can be folded then.
func checkForms(n *rubric.Indicator) error {
	for _, a := range n.Answers {
		for _, form := range forms(a) {
			if strings.ContainsFunc(form, unites) || form == "" {
				return fmt.Errorf("第 %d 项的答案“%s”有组合字符，SQL 不能准确辨认", n.Number, a.Text)
			}
		}
	}
	return nil
}

// checkTexts refuses what no SQL text can hold.
func (v *view) checkTexts() error {
	for _, s := range v.Sections {
		if strings.ContainsRune(s.Name, 0) {
			return fmt.Errorf("一级指标“%s”的名称里有空字符", s.Name)
		}
	}
	for _, g := range v.Grades {
		if strings.ContainsRune(g.Grade, 0) {
			return fmt.Errorf("信用等级“%s”里有空字符", g.Grade)
		}
	}
	return nil
}

// forms are the folded forms of an answer, each once.
func forms(a rubric.Answer) (keys []string) {
	for _, form := range append([]string{a.Text}, a.Also...) {
		if key := fold.Key(form); !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	return keys
}

// runes are the characters of all folded forms, and of 不适用.
func (v *view) runes() string {
	var b strings.Builder
	b.WriteString(submission.NotApplicable)
	for _, s := range v.scales {
		for _, a := range s.answers {
			b.WriteString(strings.Join(forms(a), ""))
		}
	}
	return b.String()
}

// scaleOf is the number of an indicator's scale, 0 for none yet.
func (v *view) scaleOf(n *rubric.Indicator) int {
	return 1 + slices.IndexFunc(v.scales, func(s scale) bool {
		return s.several == n.Several && slices.EqualFunc(s.answers, n.Answers, func(a, b rubric.Answer) bool {
			return a.Points == b.Points && slices.Equal(forms(a), forms(b))
		})
	})
}

// name is what a table or view may be called, with or without a schema.
var name = regexp.MustCompile(`^[\p{Han}A-Za-z_][\p{Han}A-Za-z0-9_]*(\.[\p{Han}A-Za-z_][\p{Han}A-Za-z0-9_]*)?$`)

// longestName is PostgreSQL's limit in bytes; it cuts what is longer.
const longestName = 63

// ErrName is a name that no view or table may have.
var ErrName = errors.New("名称不对")

func checkName(text string) error {
	if !name.MatchString(text) {
		return fmt.Errorf("“%s”%w", text, ErrName)
	}
	for _, part := range strings.Split(text, ".") {
		if len(part) > longestName {
			return fmt.Errorf("“%s”超过 %d 个字节：%w", part, longestName, ErrName)
		}
	}
	return nil
}

// quotedName quotes a name that checkName passed.
func quotedName(text string) string {
	return `"` + strings.ReplaceAll(text, ".", `"."`) + `"`
}

// ViewName and TableName are the names as SQL has them.
func (v *view) ViewName() string  { return quotedName(v.View) }
func (v *view) TableName() string { return quotedName(v.Table) }

// Codes are the findings that can hold somebody, in the order they are listed.
func (v *view) Codes() []finding.Code {
	codes := []finding.Code{
		finding.AmbiguousRate, finding.ColumnMismatch, finding.DuplicatePractitioner, finding.MissingAnswer,
		finding.MissingIdentity, finding.NotApplicable, finding.OutOfRange, finding.TooPrecise, finding.UnknownAnswer,
	}
	slices.Sort(codes)
	return codes
}

// hundredths is a number of points as the view counts them.
func hundredths(p points.Points) int64 { return int64(p) }
