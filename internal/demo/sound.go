package main

import (
	"fmt"
	"math/rand/v2"

	"credit/internal/demo/year"
	"credit/internal/rubric"
)

// seed is what everything is drawn from.
const seed = 20241114

// town is a year as it stands on its sheets.
type town struct {
	rubric *rubric.Rubric
	maker  *year.Maker
	random *rand.Rand
	tables []*table
	// people are all of them, for the credit records.
	people []*year.Person
}

// sound is the workbook without faults.
func sound(r *rubric.Rubric) []*table {
	w := newTown(r)
	w.addQuirks()
	return w.book()
}

// newTown makes the year up and writes everyone down.
func newTown(r *rubric.Rubric) *town {
	w := &town{rubric: r, maker: year.NewMaker(r, seed), random: rand.New(rand.NewPCG(seed, 1))}
	edges := year.Edges
	for _, f := range forms() {
		out := &writer{form: f, rubric: r, random: w.random}
		t := out.table()
		for _, county := range f.counties {
			for _, s := range schools {
				if s.County != county {
					continue
				}
				var edge *year.Edge
				if len(edges) > 0 {
					edge, edges = &edges[0], edges[1:]
				}
				w.enrol(out, t, s, edge)
			}
		}
		w.tables = append(w.tables, t)
	}
	return w
}

// enrol writes a school's people down; one of them is the borderline case.
func (w *town) enrol(out *writer, t *table, s year.School, edge *year.Edge) {
	out.school()
	for i := range s.Size {
		var p year.Person
		if edge != nil && i == s.Size/2 {
			p = w.maker.Borderline(s, *edge)
		} else {
			p = w.maker.Person(s)
		}
		w.put(out, t, &p)
	}
	if out.subtotals {
		t.note(map[string]any{"学校": s.Name, "姓名": "小计", "证件类型": fmt.Sprintf("%d人", s.Size)})
		t.lines = append(t.lines, line{})
	}
}

// put writes someone down on a sheet.
func (w *town) put(out *writer, t *table, p *year.Person) {
	w.people = append(w.people, p)
	t.add(p, out.cells(t, p))
}

// sheet finds a table by its name.
func (w *town) sheet(name string) *table {
	for _, t := range w.tables {
		if t.name == name {
			return t
		}
	}
	panic("demo: no sheet " + name)
}

// addQuirks adds what a sound workbook may hold beside people: totals, notes,
// hidden rows, a foreign teacher, a breach beside full marks. All of it is
// read with at most a warning.
func (w *town) addQuirks() {
	t := w.sheet("汤旺、丰林、大箐山")
	t.note(map[string]any{"县（市）区": "合计", "身份证件号码": len(t.people)})
	t = w.sheet("嘉荫县")
	t.note(map[string]any{"县（市）区": "填表人：（示例）　审核人：（示例）　填表日期：2024年12月20日"})
	t = w.sheet("南岔县")
	t.note(map[string]any{"序号": "注：出席率按教务处考勤统计，保留一位小数。"})
	t = w.sheet("铁力市")
	for _, i := range []int{4, 5, 19} {
		t.lines[t.people[i]].hidden = true
	}
	t = w.sheet("填报表（市直）")
	w.abroad(t, 2)
	w.addBreach()
}

// abroad turns someone into a foreign teacher, whose document no check digit
// covers.
func (w *town) abroad(t *table, person int) {
	p := t.lines[t.people[person]].person
	p.Name, p.Document, p.ID, p.Certificate, p.Post, p.Remark = "安娜·示例", "护照", "EX0000241", "", "教师", "外籍教师"
	*t.cell(person, "姓名"), *t.cell(person, "证件类型") = p.Name, p.Document
	*t.cell(person, "身份证件号码"), *t.cell(person, "资格证号") = p.ID, nil
	*t.cell(person, "岗位"), *t.cell(person, "备注") = p.Post, p.Remark
}

// addBreach puts a breach on record of someone who has full marks for
// conduct: the program points out the contradiction and changes nothing.
func (w *town) addBreach() {
	t := w.sheet("填报表")
	for _, i := range t.people {
		p := t.lines[i].person
		if p.Grade != "B" || !w.fullConduct(p) {
			continue
		}
		p.Records = append(p.Records, year.Record{
			Category: "违规违纪", Name: "擅自停课调课，通报批评", Level: "校级", Department: p.School, Date: "2024-10-16"})
		return
	}
}

func (w *town) fullConduct(p *year.Person) bool {
	for _, i := range w.rubric.Groups[w.rubric.Guards.Conduct.Group].Indicators {
		if answer := p.Answers[i]; answer != "是" && answer != "100%" {
			return false
		}
	}
	return true
}

// book is all sheets of the workbook: instructions, data, credit records.
func (w *town) book() []*table {
	book := []*table{instructions()}
	book = append(book, w.tables...)
	return append(book, w.records())
}
