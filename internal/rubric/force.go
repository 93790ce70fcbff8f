package rubric

// InForce reports a rubric that the results of a year (four digits) are made
// by: it is in force on the year's last day, for grades go with the yearly
// assessment (article 16).
func (r *Rubric) InForce(year string) bool { return inForce(r.Effective, r.Until, year) }

// Term says from when and until when the rubric is in force.
func (r *Rubric) Term() string { return term(r.Effective, r.Until) }

// InForce reports an overlay that the results of a year are made by.
func (o *Overlay) InForce(year string) bool { return inForce(o.Effective, o.Until, year) }

// Term says from when and until when the overlay is in force.
func (o *Overlay) Term() string { return term(o.Effective, o.Until) }

func inForce(effective, until, year string) bool {
	last := year + "-12-31"
	return effective <= last && (until == "" || until >= last)
}

func term(effective, until string) string {
	if until == "" {
		return "自 " + effective + " 起施行"
	}
	return "自 " + effective + " 起施行，至 " + until + " 为止"
}
