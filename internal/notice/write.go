package notice

import (
	"context"
	"runtime"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"credit/internal/output"
	"credit/internal/sheet"
	"credit/internal/stamp"
	"credit/internal/workbook"
)

// NameEnding is how the names of the workbooks end.
const NameEnding = "-告知书.xlsx"

// File is one workbook that was made.
type File struct {
	Name string
	*School
}

// Make writes a workbook for each school that has somebody to be told into the
// folder; nothing is put in place yet. done counts what is written. Errors are
// in Chinese.
func Make(ctx context.Context, o Options, schools []*School, to *output.Folder, done *atomic.Int64) ([]File, error) {
	var files []File
	var labels []string
	for _, s := range schools {
		if len(s.Letters) > 0 {
			files, labels = append(files, File{School: s}), append(labels, s.Label())
		}
	}
	names := output.LabelNames(labels, NameEnding)
	if err := to.Claim(names...); err != nil {
		return nil, err
	}
	writing, ctx := errgroup.WithContext(ctx)
	writing.SetLimit(runtime.GOMAXPROCS(0))
	for i := range files {
		files[i].Name = names[i]
		writing.Go(func() error {
			if err := context.Cause(ctx); err != nil {
				return err
			}
			done.Add(1)
			return files[i].write(o, to)
		})
	}
	return files, writing.Wait()
}

func (f *File) write(o Options, to *output.Folder) error {
	return workbook.WritePages(to, f.Name, workbook.About{Title: "告知书", Subject: f.rubric.Document}, f.Pages(o))
}

// IsUntouched reports a workbook of notices in which nobody noted a date or a
// signature: it may be replaced.
func IsUntouched(path string) bool { return workbook.IsUntouched(path, stamp.Notice) }

// title is what stands at the head of the screen.
func title(year string) string {
	return "执业信用评价结果告知书（" + yearText(year) + "）"
}

// Overview counts by county what was made.
func Overview(files []File, year string) sheet.Page {
	page := sheet.Page{Layout: sheet.Layout{Name: title(year), FreezeColumns: 1, Columns: []sheet.Column{
		{Header: "县（市）区"}, {Header: "学校", Style: sheet.CountCell}, {Header: "告知书", Style: sheet.CountCell},
	}}}
	if len(files) == 0 {
		return page
	}
	r := files[0].rubric
	for _, g := range r.Grades {
		page.Columns = append(page.Columns, sheet.Column{Header: g.Grade + " 级", Style: sheet.CountCell})
	}
	page.Columns = append(page.Columns, sheet.Column{Header: "未评分", Style: sheet.CountCell})
	var lines []overviewLine
	sum := overviewLine{name: "合计", letters: map[string]int{}}
	for _, f := range files {
		if len(lines) == 0 || lines[len(lines)-1].name != f.County {
			lines = append(lines, overviewLine{name: f.County, letters: map[string]int{}})
		}
		lines[len(lines)-1].add(f.School)
		sum.add(f.School)
	}
	for _, line := range append(lines, sum) {
		row := []sheet.Value{sheet.TextValue(line.name), sheet.CountValue(line.schools), sheet.CountValue(line.all)}
		for _, g := range r.Grades {
			row = append(row, sheet.CountValue(line.letters[g.Grade]))
		}
		page.Add(append(row, sheet.CountValue(line.letters[""]))...)
	}
	sheet.Bold(page.Rows[len(page.Rows)-1])
	return page
}

// overviewLine counts the letters of a county by grade, "" for those held back.
type overviewLine struct {
	name         string
	schools, all int
	letters      map[string]int
}

func (l *overviewLine) add(s *School) {
	l.schools++
	l.all += len(s.Letters)
	for i := range s.Letters {
		grade := ""
		if s.Letters[i].Held == nil {
			grade = s.Letters[i].Grade.Grade
		}
		l.letters[grade]++
	}
}
