package main

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// person is what the results say of a practitioner, in one form for all
// programs: by indicator number the answer and the points, and the values of
// the columns that all have.
type person struct {
	answers, points map[int]string
	values          map[string]string
}

// shared are the columns of the results that every program writes.
var shared = []string{"县（市）区", "学校", "姓名", "思想素质", "业务工作", "工作业绩", "综合得分", "信用等级", "直接判级"}

// sameCells holds the graded workbooks of the programs against each other, cell
// by cell: everyone's identity, every answer with its points, sums and grade.
// Another process reads them.
func (b *bench) sameCells(l workload, entries ...entry) error {
	say("comparing the cells of " + l.title)
	command := []string{b.self, "-cells", strconv.Itoa(l.practitioners())}
	for i, e := range entries {
		out := filepath.Join(b.folder, "cells", strconv.Itoa(i)+" "+e.program)
		if _, err := b.execute(e.command(out)...); err != nil {
			return err
		}
		command = append(command, out)
	}
	_, err := b.execute(command...)
	return err
}

// compareCells holds the graded workbooks of folders against that of the first,
// of so many people.
func compareCells(count int, folders []string) error {
	var first map[string]person
	for i, folder := range folders {
		program := filepath.Base(folder)
		people, err := readGraded(folder)
		if err != nil {
			return fmt.Errorf("%s: %w", program, err)
		}
		if len(people) != count {
			return fmt.Errorf("%s wrote %d people of %d", program, len(people), count)
		}
		if i == 0 {
			first = people
		}
		for id, p := range people {
			if err := same(first[id], p, indicators); err != nil {
				return fmt.Errorf("%s writes %w", program, err)
			}
		}
	}
	return nil
}

// indicators are those of the regulation.
const indicators = 44

// same says what is not the same of two people, or that either has not so many
// indicators.
func same(a, b person, indicators int) error {
	for _, pair := range [][2]map[int]string{{a.answers, b.answers}, {a.points, b.points}} {
		for n := range pair[0] {
			if pair[0][n] != pair[1][n] {
				return fmt.Errorf("%q for indicator %d, credit %q", pair[1][n], n, pair[0][n])
			}
		}
		if len(pair[0]) != indicators || len(pair[1]) != indicators {
			return fmt.Errorf("%d indicators, credit %d", len(pair[1]), len(pair[0]))
		}
	}
	if !maps.Equal(a.values, b.values) {
		return fmt.Errorf("%v, credit %v", b.values, a.values)
	}
	return nil
}

// readGraded reads the only graded workbook of a folder, by ID number.
func readGraded(folder string) (map[string]person, error) {
	paths, err := filepath.Glob(filepath.Join(folder, "*-评分.xlsx"))
	if err != nil || len(paths) != 1 {
		return nil, fmt.Errorf("%d graded workbooks (%v)", len(paths), err)
	}
	book, err := excelize.OpenFile(paths[0], excelize.Options{RawCellValue: true})
	if err != nil {
		return nil, err
	}
	defer book.Close()
	people := map[string]person{}
	for _, name := range []string{"评分结果", "填报与得分", "逐项得分"} {
		rows, err := book.GetRows(name)
		if err != nil {
			continue // the programs call the sheet of answers by different names
		}
		take(people, rows)
	}
	return people, nil
}

// take adds what the rows of a sheet say below the row that has the ID numbers'
// header.
func take(people map[string]person, rows [][]string) {
	var head []string
	column := -1
	for _, row := range rows {
		if column < 0 {
			head, column = row, slices.Index(row, "身份证件号码")
			continue
		}
		if column >= len(row) {
			continue
		}
		p, known := people[row[column]]
		if !known {
			p = person{map[int]string{}, map[int]string{}, map[string]string{}}
			people[row[column]] = p
		}
		for i, title := range head {
			value := ""
			if i < len(row) {
				value = row[i]
			}
			p.put(title, value)
		}
	}
}

// put takes one cell: 3 填报 or 3.出勤率 is an answer, 3 得分 or 3.出勤率得分 its
// points.
func (p person) put(title, value string) {
	if slices.Contains(shared, title) {
		p.values[title] = plainNumber(value)
		return
	}
	digits := len(title) - len(strings.TrimLeft(title, "0123456789"))
	n, err := strconv.Atoi(title[:digits])
	if err != nil {
		return
	}
	if strings.HasSuffix(title, "得分") {
		p.points[n] = plainNumber(value)
	} else {
		p.answers[n] = plainNumber(value)
	}
}

// plainNumber is a number or percentage in one form, anything else as it is.
func plainNumber(text string) string {
	number, err := strconv.ParseFloat(strings.TrimSuffix(text, "%"), 64)
	if err != nil {
		return text
	}
	if strings.HasSuffix(text, "%") {
		number /= 100
	}
	return strconv.FormatFloat(number, 'g', 12, 64)
}
