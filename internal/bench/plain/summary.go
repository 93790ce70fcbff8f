package main

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/xuri/excelize/v2"
)

// summarise writes what the job has beside the graded workbooks: the
// distribution by county with a chart, and a manifest of what was read and
// written.
func (s *scorer) summarise(total *sums, files []string, out string) error {
	book := excelize.NewFile()
	defer book.Close()
	const sheet = "Sheet1"
	head := []any{"县（市）区"}
	for _, grade := range s.rubric.Grades {
		head = append(head, grade.Grade)
	}
	if err := book.SetSheetRow(sheet, "A1", &head); err != nil {
		return err
	}
	for i, county := range s.rubric.Counties.Names {
		row := []any{county.Name}
		for _, grade := range s.rubric.Grades {
			row = append(row, total.counties[county.Name][grade.Grade])
		}
		if err := book.SetSheetRow(sheet, fmt.Sprintf("A%d", i+2), &row); err != nil {
			return err
		}
	}
	chart := &excelize.Chart{Type: excelize.BarPercentStacked}
	last := len(s.rubric.Counties.Names) + 1
	for i := range s.rubric.Grades {
		column, _ := excelize.ColumnNumberToName(i + 2)
		chart.Series = append(chart.Series, excelize.ChartSeries{
			Name:       sheet + "!$" + column + "$1",
			Categories: fmt.Sprintf("%s!$A$2:$A$%d", sheet, last),
			Values:     fmt.Sprintf("%s!$%s$2:$%s$%d", sheet, column, column, last),
		})
	}
	if err := book.AddChart(sheet, "H2", chart); err != nil {
		return err
	}
	if err := book.SaveAs(filepath.Join(out, "汇总.xlsx")); err != nil {
		return err
	}
	return manifest(files, out)
}

// manifest names every file read and written with its SHA-256.
func manifest(files []string, out string) error {
	written, err := filepath.Glob(filepath.Join(out, "*.xlsx"))
	if err != nil {
		return err
	}
	sums := map[string]string{}
	for _, path := range append(files, written...) {
		if sums[path], err = digest(path); err != nil {
			return err
		}
	}
	text, err := json.MarshalIndent(sums, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(out, "manifest.json"), text, 0o644)
}

func digest(path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer file.Close()
	sum := sha256.New()
	_, err = io.Copy(sum, file)
	return fmt.Sprintf("%x", sum.Sum(nil)), err
}
