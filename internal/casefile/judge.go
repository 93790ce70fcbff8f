package casefile

import (
	"slices"

	"credit/internal/workday"
)

// The legal terms: 15 working days for a correction (article 17), 30 for a
// report and 10 calendar days more where that was told (article 19; reading 12).
const (
	correctionDays = 15
	reportDays     = 30
	extensionDays  = 10
	repairMonths   = 3 // article 18
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

// Due is the last day of the legal term of a correction or a report; extended
// is the day on which the extension of a report was told, no day where none
// was. An extension must be told on the 30th working day at the latest, and its
// 10 days follow that day; told later it counts for nothing, and inTime is
// false.
func Due(calendar *workday.Calendar, kind Kind, received, extended workday.Day) (term workday.Term, inTime bool) {
	if kind == Correction {
		return calendar.Workdays(received, correctionDays), true
	}
	term = calendar.Workdays(received, reportDays)
	switch {
	case extended.IsZero():
		return term, true
	case term.Certain && extended.After(term.Day):
		return term, false
	}
	longer := calendar.Days(term.Day, extensionDays)
	longer.Certain = longer.Certain && term.Certain
	return longer, true
}

func (r *reading) term(c *Case) workday.Term {
	term, inTime := Due(r.Calendar, c.Kind, c.Received, c.Extended)
	if !inTime {
		at := r.columnOf(c, extendedColumn)
		f := Fault{Sheet: c.Sheet, Row: c.Row, Column: at, Number: shown(c.Number),
			Text: "延长告知日期 " + c.Extended.String() + " 晚于第 30 个工作日 " + term.Day.String() + "，不算延长",
			Hint: "延长要在 30 个工作日内告知（第十九条），请核对日期；确实晚了的，删去这个日期，期限仍是 " + term.Day.String()}
		c.Faults = append(c.Faults, f)
		r.register.Faults = append(r.register.Faults, f)
	}
	return term
}

// columnOf is where a column stands on the case's sheet.
func (r *reading) columnOf(c *Case, column column) int { return r.places[c.Kind][column] }

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
		c.State = Open
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
	c.Reason, c.Acceptable = refusal(c)
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
// and the first day on which it could be accepted.
func refusal(c *Case) (Reason, workday.Day) {
	switch {
	case c.Grade != "C" && c.Grade != "D":
		return GradeNotEligible, workday.Day{}
	case len(c.Indicators) == 0 || c.Determined.IsZero():
		return NoBreachOnRecord, workday.Day{}
	case !c.Received.After(c.Determined.Months(repairMonths)):
		first := firstAfter(c.Determined)
		if hasRelapsed(c) {
			first = firstAfter(c.Relapse)
		}
		return WithinThreeMonths, first
	case hasRelapsed(c):
		return Relapsed, firstAfter(c.Relapse)
	}
	return "", workday.Day{}
}

// hasRelapsed reports a new breach within the repair period, which is read as
// lasting from the determination to the decision.
func hasRelapsed(c *Case) bool {
	return !c.Relapse.IsZero() && (c.Decided.IsZero() || !c.Relapse.After(c.Decided))
}

// firstAfter is the day after three calendar months (reading 9): no day off
// moves it, for it ends a waiting time.
func firstAfter(day workday.Day) workday.Day { return day.Months(repairMonths).Plus(1) }
