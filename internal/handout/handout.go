// Package handout makes the templates that schools fill in: one for each
// school of a roster, its people filled in, with identity and lasting answers
// carried over from last year's graded workbooks.
package handout

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"credit/internal/finding"
	"credit/internal/fold"
	"credit/internal/output"
	"credit/internal/practitioner"
	"credit/internal/roster"
	"credit/internal/rubric"
	"credit/internal/sheet"
	"credit/internal/submission"
	"credit/internal/template"
	"credit/internal/workbook"
)

// Options say what templates are made for.
type Options struct {
	// Rubric is that of all counties: each school has the rules of its own.
	Rubric        *rubric.Rubric
	Year, Version string
	// Roster is who is to be rated; nil where last year's people are.
	Roster *roster.Roster
	// Before are last year's people, nil where none are given.
	Before *Before
	// Spare is how many rows are prepared beyond the people.
	Spare int
}

// File is one template that was made.
type File struct {
	Name, County, School string
	People               int
	// Carried is how many of them were found in last year's results.
	Carried int
}

// nameEnding is how the names of templates end.
const nameEnding = "-填报表.xlsx"

// Make writes a template for each school into the folder; nothing is put in
// place yet. done counts the templates that are written.
func Make(ctx context.Context, o Options, to *output.Folder, done *atomic.Int64) ([]File, error) {
	schools := o.schools()
	labels := make([]string, len(schools))
	for i, s := range schools {
		labels[i] = practitioner.MaskWithin(s.County + "-" + s.Name)
	}
	names := output.LabelNames(labels, nameEnding)
	files := make([]File, len(schools))
	writing, ctx := errgroup.WithContext(ctx)
	writing.SetLimit(runtime.GOMAXPROCS(0))
	for i, s := range schools {
		writing.Go(func() (err error) {
			if err := context.Cause(ctx); err != nil {
				return err
			}
			files[i], err = o.write(s, to, names[i])
			done.Add(1)
			return err
		})
	}
	if err := writing.Wait(); err != nil {
		return nil, err
	}
	return files, to.Claim(names...)
}

// Schools are how many templates Make writes.
func (o Options) Schools() int { return len(o.schools()) }

// write writes the template of one school.
func (o Options) write(s roster.School, to *output.Folder, name string) (File, error) {
	f := File{Name: name, County: s.County, School: s.Name, People: len(s.People)}
	own := o.Rubric.For(slices.Index(o.Rubric.Counties.Lines(), s.County))
	t := template.Options{Rubric: own, School: s.Name, Year: o.Year, Version: o.Version, Spare: o.Spare}
	if o.Rubric.Counties.Has(s.County) { // prepared rows hold nothing that is wrong
		t.County = s.County
	}
	for _, person := range s.People {
		filled, carried := o.fill(person, own)
		if carried {
			f.Carried++
		}
		t.People = append(t.People, filled)
	}
	return f, Write(t, to, name)
}

// schools are those of the roster, else last year's.
func (o Options) schools() []roster.School {
	if o.Roster != nil {
		return o.Roster.Schools()
	}
	list, _ := roster.New(o.Before.people)
	return list.Schools()
}

// fill is a person's row, with what last year's results add to it; answers that
// last are carried over as this year's rules r read them.
func (o Options) fill(person roster.Person, r *rubric.Rubric) (filled template.Person, carried bool) {
	filled = template.Person{Practitioner: person.Practitioner}
	if o.Before == nil || !person.ValidID {
		return filled, false
	}
	before, known := o.Before.byID[person.ID.Reveal()]
	if !known {
		return filled, false
	}
	last := o.Before.people[before]
	for _, pair := range [][2]*string{
		{&filled.Document, &last.Document}, {&filled.Certificate, &last.Certificate}, {&filled.Post, &last.Post},
	} {
		if *pair[0] == "" {
			*pair[0] = *pair[1]
		}
	}
	filled.Answers = map[int]string{}
	for i, given := range o.Before.answers[before] {
		if text, ok := submission.Canonical(&r.Indicators[i], given); ok {
			filled.Answers[i] = text
		}
	}
	return filled, true
}

// Write writes one template into the folder; it has still to be claimed.
func Write(t template.Options, to *output.Folder, name string) error {
	about := workbook.About{
		Title: submission.DataSheet, Subject: t.Rubric.Document, Head: "教育从业人员执业信用填报表", Foot: shortened(t.School),
	}
	if t.Year != "" {
		about.Head += "（" + t.Year + " 年度）"
	}
	return workbook.Write(to, name, about, t.Layouts(), func(book sheet.Book) error { return t.Write(book) })
}

// shortened is a school's name as the foot of a page takes it.
func shortened(name string) string {
	const longest = 40
	if runes := []rune(name); len(runes) > longest {
		return string(runes[:longest]) + "…"
	}
	return name
}

// RosterReading is what reading a 名册 came to.
type RosterReading struct {
	// SHA256 is that of the file, set by whoever read it.
	SHA256 string
	Roster *roster.Roster
	// Findings are what is wrong in it, in order.
	Findings []finding.Finding
	// Unplaced are the rows without a school, Doubled those of somebody who
	// stands there already; neither is in the Roster.
	Unplaced, Doubled int
}

// ReadRoster reads a 名册: its people, and what is wrong in it. An error says
// in Chinese why it cannot be used at all.
func ReadRoster(book sheet.Workbook, path string, r *rubric.Rubric) (RosterReading, error) {
	var people []roster.Person
	var read RosterReading
	report, err := submission.NewReader(r).ReadRoster(book, submission.File{Name: path}, func(e *submission.Entry) error {
		read.Findings = append(read.Findings, e.Findings...)
		if fold.IsBlank(e.Practitioner.School) {
			read.Unplaced++
			return nil
		}
		who := e.Practitioner
		if slices.Contains(finding.ErrorCodes(e.Findings), finding.IDPrecisionLost) {
			who.ID = practitioner.ID{} // a number that was destroyed is nobody's
		}
		people = append(people, roster.Person{Practitioner: who, Place: e.Place, ValidID: e.ValidID})
		return nil
	})
	if err != nil {
		return RosterReading{}, err
	}
	if report.DataSheets == 0 && len(report.Findings) > 0 {
		return RosterReading{}, errors.New(report.Findings[0].Message())
	}
	for _, one := range report.Findings {
		if one.Severity() == finding.Error {
			read.Findings = append(read.Findings, one)
		}
	}
	var doubled []finding.Finding
	read.Roster, doubled = roster.New(people)
	read.Doubled = len(doubled)
	read.Findings = append(read.Findings, doubled...)
	slices.SortStableFunc(read.Findings, finding.Compare)
	return read, nil
}
