package rubric

import (
	"slices"
	"strings"
)

// Rights are what follows a grade, and the terms for it (articles 17 to 19).
type Rights struct {
	Told       RightsOf
	Correction Term
	Repair     Repair
	Report     ReportTerm
}

// RightsOf are the grades that something applies to.
type RightsOf struct {
	Grades []string
	Clause string
}

// Has reports one of the grades.
func (r RightsOf) Has(grade string) bool { return slices.Contains(r.Grades, grade) }

// Text names the grades: D 级、E 级; nothing where there are none.
func (r RightsOf) Text() string {
	if len(r.Grades) == 0 {
		return ""
	}
	return strings.Join(r.Grades, " 级、") + " 级"
}

// Term is a term in working days, the day of receipt not counted (reading 10).
type Term struct {
	WorkingDays int
	Clause      string
}

// Repair are the grades for which repair may be applied for, and how many
// calendar months after the determination (article 18, reading 9).
type Repair struct {
	RightsOf
	Months int
}

// ReportTerm is the term for a report; ExtensionDays are calendar days
// (article 19, reading 12).
type ReportTerm struct {
	Term
	ExtensionDays int
}

// rights reads what follows a grade; a file may leave it out whole.
func (r *reader) rights(o *object, rubric *Rubric) {
	n := o.optional("rights")
	if n == nil {
		return
	}
	rights := r.object(n)
	defer rights.done()
	rubric.Rights = &Rights{}
	part := func(name string, read func(*object)) {
		if n := rights.need(name); n != nil {
			line := r.object(n)
			read(line)
			line.done()
		}
	}
	part("told", func(line *object) { rubric.Rights.Told = r.gradesOf(line, rubric) })
	part("correction", func(line *object) { rubric.Rights.Correction = r.term(line) })
	part("repair", func(line *object) {
		rubric.Rights.Repair = Repair{r.gradesOf(line, rubric), r.positive(line, "months")}
	})
	part("report", func(line *object) {
		rubric.Rights.Report = ReportTerm{r.term(line), r.positive(line, "extension_days")}
	})
}

func (r *reader) gradesOf(line *object, rubric *Rubric) RightsOf {
	of := RightsOf{line.texts("grades", line.list("grades")), line.text("clause")}
	for _, grade := range of.Grades {
		if rubric.GradeIndex(grade) < 0 {
			r.fault(line.named["grades"], "“%s”不在信用等级之列", grade)
		}
	}
	return of
}

func (r *reader) term(line *object) Term {
	return Term{r.positive(line, "working_days"), line.text("clause")}
}

// positive reads a whole number that is at least 1.
func (r *reader) positive(line *object, name string) int {
	n := line.whole(name)
	if node := line.named[name]; node != nil && n < 1 {
		r.fault(node, "“%s”应当是 1 以上的整数，而不是“%s”", name, node.Value)
	}
	return n
}
