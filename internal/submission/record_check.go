package submission

import (
	"slices"
	"strings"

	"credit/internal/finding"
	"credit/internal/fold"
	"credit/internal/practitioner"
)

// checkRecords holds a practitioner's answers against the credit records and
// the 师德考核: warnings only, points follow the appendix alone (reading 13).
func (s *sheetReading) checkRecords(e *Entry) {
	var own []record
	if !e.Practitioner.ID.IsZero() {
		key := e.Practitioner.ID.Reveal()
		if own = s.records.byID[key]; own != nil {
			s.records.matched[key] = true
			s.checkRecordNames(e, own)
		}
	}
	if s.records.rows > 0 {
		s.checkHonours(e, own)
	}
	s.checkConduct(e, own)
}

// checkRecordNames warns of records that bear somebody else's name beside the
// practitioner's number.
func (s *sheetReading) checkRecordNames(e *Entry, own []record) {
	p := &e.Practitioner
	for i := range own {
		r := &own[i]
		if r.name == "" || p.Name == "" || r.told || nameKey(r.name) == nameKey(p.Name) {
			continue
		}
		r.told = true
		s.badRecord(r.sheet.at(r.row, r.sheet.columns[recordName]), r.name,
			"姓名“"+shownValue(r.name)+"”与填报表里这个号码的“"+shownValue(p.Name)+"”不一致", "核对姓名和身份证件号码")
	}
}

// nameKey is the same for a name however its parts are parted (阿不都·热依木).
func nameKey(name string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("·•・･.．‧", r) {
			return -1
		}
		return r
	}, fold.Key(name))
}

func (s *sheetReading) checkHonours(e *Entry, own []record) {
	for _, number := range s.rubric.Guards.Honours.Indicators {
		i := number - 1
		indicator := &e.Rubric.Indicators[i]
		if !e.Answers[i].Stands {
			continue
		}
		if earned, _ := e.Answers[i].Earns(indicator); earned == 0 {
			continue
		}
		backed := slices.ContainsFunc(own, func(r record) bool {
			return !r.violation && (len(r.indicators) == 0 || slices.Contains(r.indicators, number))
		})
		if !backed {
			words := finding.Words{"name": indicator.Name}
			s.fault(e, finding.AwardWithoutRecord, s.columns[i], shownValue(e.Answers[i].Given), words).Indicator = number
		}
	}
}

func (s *sheetReading) checkConduct(e *Entry, own []record) {
	conduct := s.rubric.Guards.Conduct
	group := s.rubric.Groups[conduct.Group]
	what, source, value, column := "", "", "", 0
	if slices.ContainsFunc(own, func(r record) bool { return r.violation }) {
		what, source, value = "“信用信息”表里有违规违纪记录", "“信用信息”表", violation
	} else if fold.Key(e.Practitioner.Ethics) == s.conduct {
		what, source, value, column = "师德考核为“"+conduct.Assessment+"”", "师德考核", e.Practitioner.Ethics, s.fields[ethics]
	}
	if what == "" || !s.hasFullMarks(e, group.Indicators) {
		return
	}
	first, last := group.Indicators[0], group.Indicators[len(group.Indicators)-1]
	if column == 0 {
		column = s.columns[first]
	}
	s.fault(e, finding.RecordContradictsAnswer, column, shownValue(value), finding.Words{
		"record": what, "source": source, "group": group.Name,
		"from": itoa(s.rubric.Indicators[first].Number), "to": itoa(s.rubric.Indicators[last].Number),
	})
}

// hasFullMarks reports that every one of the indicators earns all it can.
func (s *sheetReading) hasFullMarks(e *Entry, indicators []int) bool {
	for _, i := range indicators {
		indicator := &e.Rubric.Indicators[i]
		if !e.Answers[i].Stands {
			return false
		}
		if e.Answers[i].NotApplicable != nil {
			continue
		}
		if earned, _ := e.Answers[i].Earns(indicator); earned < indicator.Points {
			return false
		}
	}
	return len(indicators) > 0
}

// reportUnmatchedRecords warns of records that belong to nobody who was read:
// where the number itself is wrong, that is said.
func (f *fileReading) reportUnmatchedRecords() {
	for key, list := range f.records.byID {
		if f.records.matched[key] {
			continue
		}
		number := practitioner.NewID(key)
		for i := range list {
			at := list[i].sheet.at(list[i].row, list[i].sheet.columns[recordID])
			if words := residentDefect(number); words != "" && digitsIn(key) >= fewestResidentDigits {
				f.badRecord(at, number.String(), "身份证件号码“"+number.String()+"”"+words, "对照证件核对 18 位身份证件号码")
				continue
			}
			f.find(finding.UnmatchedRecord, at, number.String(), nil)
		}
	}
}

// fewestResidentDigits tells a 居民身份证 number, even a wrong one, from that
// of another document.
const fewestResidentDigits = 15

func digitsIn(text string) int {
	n := 0
	for _, r := range text {
		if r >= '0' && r <= '9' {
			n++
		}
	}
	return n
}
