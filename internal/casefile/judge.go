package casefile

import (
	"slices"

	"credit/internal/workday"
)

// decisive are the columns from which the state of a kind of case follows.
var decisive = map[Kind][]column{
	Correction: {receivedColumn, decidedColumn, toldColumn},
	Repair:     {receivedColumn, gradeColumn, indicatorColumn, determinedColumn, relapseColumn, decidedColumn},
	Report:     {receivedColumn, extendedColumn, decidedColumn, toldColumn},
}

// judge computes a case's due day, state and reason.
func (r *reading) judge(c *Case) {
	var term workday.Term
	if c.Kind != Repair && !c.broken[receivedColumn] && !c.broken[extendedColumn] {
		if term = r.term(c); term.Certain {
			c.Due, c.shaky = term.Day, r.isShaky(term.Day)
		} else {
			c.Tentative = term.Day
		}
	}
	if slices.ContainsFunc(decisive[c.Kind], func(column column) bool { return c.broken[column] }) {
		c.Reason = Faulty
		return
	}
	if c.Kind == Repair {
		r.judgeRepair(c)
		return
	}
	r.judgeTerm(c, term)
}

// isShaky reports a day in the last week of a year whose successor is not
// known: the arrangement of New Year has reached back so far (2018-12-29).
func (r *reading) isShaky(day workday.Day) bool {
	const week = 7
	next := day.Plus(week)
	return next.Year() > day.Year() && !r.Calendar.Knows(next)
}

// due is the last day of the legal term of a correction (15 working days,
// article 17) or a report (30, article 19). An extension of a report must be
// told on the 30th working day at the latest, and its 10 calendar days follow
// that day (reading 12); told later it counts for nothing, and inTime is false.
func (r *reading) due(c *Case) (term workday.Term, inTime bool) {
	rights := r.Rubric.Rights
	if c.Kind == Correction {
		return r.Calendar.Workdays(c.Received, rights.Correction.WorkingDays), true
	}
	term = r.Calendar.Workdays(c.Received, rights.Report.WorkingDays)
	switch {
	case c.Extended.IsZero():
		return term, true
	case term.Certain && c.Extended.After(term.Day):
		return term, false
	}
	longer := r.Calendar.Days(term.Day, rights.Report.ExtensionDays)
	longer.Certain = longer.Certain && term.Certain
	return longer, true
}

func (r *reading) term(c *Case) workday.Term {
	term, inTime := r.due(c)
	if !inTime {
		c.late = term.Day
	}
	return term
}

// judgeTerm is for a case with a legal term. It is finished once it was
// decided and told in writing: both must be within the term (articles 17, 19).
func (r *reading) judgeTerm(c *Case, term workday.Term) {
	if !term.Certain {
		c.Reason = CalendarUnknown
	}
	last := c.Decided
	if c.Told.After(last) {
		last = c.Told
	}
	finished := !c.Decided.IsZero() && !c.Told.IsZero()
	switch {
	case finished && term.Certain && last.After(c.Due):
		c.State = DoneLate
	case finished:
		c.State = Done
	case !term.Certain || r.Today.IsZero():
		c.State, c.past = Open, !term.Certain && !r.Today.IsZero() && r.Today.After(c.Tentative)
	case r.Today.After(c.Due):
		c.State, c.Left = Overdue, r.Calendar.Left(c.Due, r.Today)
	default:
		c.State, c.Left = Open, r.Calendar.Left(r.Today, c.Due)
		if c.Left <= Soon {
			c.State = DueSoon
		}
	}
}

// judgeRepair is for a repair: article 18 gives no term, and refuses some.
func (r *reading) judgeRepair(c *Case) {
	c.Reason, c.Acceptable = r.refusal(c)
	switch {
	case c.Reason != "":
		c.State = Refused
	case !c.Decided.IsZero():
		c.State = Done
	default:
		c.State = Open
	}
}

// refusal is why article 18 refuses a repair, the first ground that applies,
// and the first day on which it could be accepted: the one after three
// calendar months (reading 9). No day off moves it, for it ends a waiting time.
func (r *reading) refusal(c *Case) (Reason, workday.Day) {
	repair := &r.Rubric.Rights.Repair
	c.waited = c.Determined.Months(repair.Months)
	first := func(day workday.Day) workday.Day { return day.Months(repair.Months).Plus(1) }
	switch {
	case !repair.Has(c.Grade):
		return GradeNotEligible, workday.Day{}
	case len(c.Indicators) == 0 || c.Determined.IsZero():
		return NoBreachOnRecord, workday.Day{}
	case !c.Received.After(c.waited) && hasRelapsed(c):
		return WithinThreeMonths, first(c.Relapse)
	case !c.Received.After(c.waited):
		return WithinThreeMonths, first(c.Determined)
	case hasRelapsed(c):
		return Relapsed, first(c.Relapse)
	}
	return "", workday.Day{}
}

// hasRelapsed reports a new breach within the repair period, which is read as
// lasting from the receipt of the application to the decision (reading 9). A
// breach before that is a matter of its own.
func hasRelapsed(c *Case) bool {
	return !c.Relapse.IsZero() && !c.Relapse.Before(c.Received) && (c.Decided.IsZero() || !c.Relapse.After(c.Decided))
}
