package main

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// identity are the identity columns that results repeat.
var identity = []string{"县（市）区", "学校", "姓名", "身份证件号码"}

// file reads, scores and writes one submission, row by row.
func (s *scorer) file(path, out string) (*sums, error) {
	in, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	book, err := excelize.OpenReader(in, excelize.Options{RawCellValue: true})
	if err != nil {
		return nil, err
	}
	defer book.Close()
	graded, err := s.newGraded()
	if err != nil {
		return nil, err
	}
	defer graded.file.Close()
	total := newSums()
	for _, sheet := range book.GetSheetList() {
		if err := s.sheet(book, sheet, graded, total); err != nil {
			return nil, err
		}
	}
	name := strings.TrimSuffix(filepath.Base(path), ".xlsx") + "-评分.xlsx"
	return total, graded.save(filepath.Join(out, name))
}

func (s *scorer) sheet(book *excelize.File, sheet string, graded *graded, total *sums) error {
	rows, err := book.Rows(sheet)
	if err != nil {
		return err
	}
	defer rows.Close()
	var columns []int
	for rows.Next() {
		cells, err := rows.Columns()
		if err != nil {
			return err
		}
		if columns == nil {
			columns = s.header(cells)
			continue
		}
		p, blank := pick(cells, columns)
		if blank {
			continue
		}
		if err := s.score(p); err != nil {
			return err
		}
		if err := graded.add(p); err != nil {
			return err
		}
		total.Practitioners++
		total.Total += p.total
		total.Grades[p.grade]++
		total.count(p.identity[0], p.grade, 1)
	}
	return rows.Error()
}

// header says where the wanted columns are, or nil where the row is not the
// header.
func (s *scorer) header(cells []string) []int {
	wanted := slices.Clone(identity)
	for i := range s.rubric.Indicators {
		wanted = append(wanted, s.rubric.Indicators[i].Label())
	}
	columns := make([]int, len(wanted))
	for i, name := range wanted {
		if columns[i] = slices.Index(cells, name); columns[i] < 0 {
			return nil
		}
	}
	return columns
}

func pick(cells []string, columns []int) (p *scored, blank bool) {
	values := make([]string, len(columns))
	blank = true
	for i, column := range columns {
		if column < len(cells) {
			values[i] = cells[column]
			blank = blank && values[i] == ""
		}
	}
	return &scored{identity: values[:len(identity)], answers: values[len(identity):]}, blank
}

// graded is the workbook being written: results, and answers with points.
type graded struct {
	file             *excelize.File
	results, details *excelize.StreamWriter
	row              int
}

func (s *scorer) newGraded() (*graded, error) {
	g := &graded{file: excelize.NewFile(), row: 1}
	const results, details = "评分结果", "填报与得分"
	if err := g.file.SetSheetName("Sheet1", results); err != nil {
		return nil, err
	}
	if _, err := g.file.NewSheet(details); err != nil {
		return nil, err
	}
	var err, err2 error
	g.results, err = g.file.NewStreamWriter(results)
	g.details, err2 = g.file.NewStreamWriter(details)
	if err := errors.Join(err, err2); err != nil {
		return nil, err
	}
	head, detailHead := texts(identity), texts(identity)
	for i := range s.rubric.Sections {
		head = append(head, s.rubric.Sections[i].Name)
	}
	head = append(head, "综合得分", "信用等级", "直接判级")
	for i := range s.rubric.Indicators {
		label := s.rubric.Indicators[i].Label()
		detailHead = append(detailHead, label, label+"得分")
	}
	return g, errors.Join(g.results.SetRow("A1", head), g.details.SetRow("A1", detailHead))
}

func (g *graded) add(p *scored) error {
	g.row++
	cell, err := excelize.CoordinatesToCellName(1, g.row)
	if err != nil {
		return err
	}
	row := texts(p.identity)
	for _, points := range p.sections {
		row = append(row, points)
	}
	row = append(row, p.total, p.grade, p.direct)
	if err := g.results.SetRow(cell, row); err != nil {
		return err
	}
	detail := texts(p.identity)
	for i, answer := range p.answers {
		detail = append(detail, answer, p.points[i])
	}
	return g.details.SetRow(cell, detail)
}

func (g *graded) save(path string) error {
	if err := errors.Join(g.results.Flush(), g.details.Flush()); err != nil {
		return err
	}
	return g.file.SaveAs(path)
}

func texts(list []string) []any {
	values := make([]any, len(list), len(list)+100)
	for i, text := range list {
		values[i] = text
	}
	return values
}
