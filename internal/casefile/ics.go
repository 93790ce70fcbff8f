package casefile

import (
	"fmt"
	"io"
	"strings"

	ics "github.com/arran4/golang-ical"
)

// WriteICS writes the due days of the cases that are not finished for a
// calendar program: an all-day event a case, with an alarm in the morning of
// the day on which the case is due soon. It holds case numbers only, and no
// clock: the day that the register was judged for stands as its making.
func (r *Register) WriteICS(w io.Writer) error {
	calendar := ics.NewCalendarFor("credit")
	calendar.SetCalscale("GREGORIAN")
	calendar.SetMethod(ics.MethodPublish)
	for _, c := range r.Dated() {
		event := calendar.AddEvent(fmt.Sprintf("%s-%x@credit", c.Kind, c.called()))
		event.SetDtStampTime(r.Today.Time())
		event.SetAllDayStartAt(c.Due.Time())
		event.SetAllDayEndAt(c.Due.Plus(1).Time())
		event.SetSummary(c.Kind.Name() + " " + shown(c.Number) + " 到期")
		event.SetDescription(r.termText(c))
		event.SetTimeTransparency(ics.TransparencyTransparent)
		alarm := event.AddAlarm()
		alarm.SetAction(ics.ActionDisplay)
		alarm.SetDescription(c.Kind.Name() + " " + shown(c.Number) + " " + c.Due.String() + " 到期")
		alarm.SetTrigger(r.trigger(c))
	}
	var made strings.Builder
	if err := calendar.SerializeTo(&made, ics.WithNewLineWindows); err != nil {
		return err
	}
	_, err := io.WriteString(w, made.String())
	return err
}

// Dated are the cases that are not finished and have a due day, by that day.
func (r *Register) Dated() (cases []*Case) {
	for _, c := range r.Sorted() {
		if !c.hasDoubtfulNumber() && !c.Due.IsZero() && (c.State == Open || c.State == DueSoon || c.State == Overdue) {
			cases = append(cases, c)
		}
	}
	return cases
}

// Doubtful is how many cases with a due day are left out of the calendar, for
// their number is another's too or wrong: which event is whose could not be told.
func (r *Register) Doubtful() (n int) {
	for _, c := range r.Cases {
		if c.hasDoubtfulNumber() && !c.Due.IsZero() && c.Unfinished() {
			n++
		}
	}
	return n
}

func (c *Case) hasDoubtfulNumber() bool { return c.twin || c.broken[numberColumn] }

// Undated are the cases that are not finished and have no due day.
func (r *Register) Undated() (cases []*Case) {
	for _, c := range r.Cases {
		if c.State == Open && c.Due.IsZero() {
			cases = append(cases, c)
		}
	}
	return cases
}

// isExtended reports a report whose term is longer (article 19).
func (c *Case) isExtended() bool { return !c.Extended.IsZero() && c.late.IsZero() }

// trigger is nine in the morning of the day on which Soon working days are
// left, before the midnight with which the due day begins.
func (r *Register) trigger(c *Case) string {
	const morning = 9
	days := c.Due.Compare(r.Calendar.Earlier(c.Due, Soon))
	return fmt.Sprintf("-PT%dH", days*24-morning)
}

// termText names the term and its clause.
func (r *Register) termText(c *Case) string {
	rights := r.Rubric.Rights
	switch {
	case c.Kind == Correction:
		return fmt.Sprintf("收到书面更正申请之日起 %d 个工作日内处理并书面告知申请人（第十七条）", rights.Correction.WorkingDays)
	case !c.isExtended():
		return fmt.Sprintf("接到实名举报材料之日起 %d 个工作日内核查处理并告知（第十九条）", rights.Report.WorkingDays)
	}
	return fmt.Sprintf("已告知延长 %d 日（第十九条）", rights.Report.ExtensionDays)
}
