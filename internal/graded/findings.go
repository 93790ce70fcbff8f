package graded

import (
	"strconv"
	"strings"

	"credit/internal/finding"
	"credit/internal/fold"
	"credit/internal/practitioner"
	"credit/internal/sheet"
)

// Finding is one row of the sheet 问题 of a graded workbook: what was wrong or
// odd in the submission, in the words of the program that wrote it. ID numbers
// in it are masked.
type Finding struct {
	IsError bool
	Code    finding.Code
	// Sheet is empty where the file as a whole is meant; Cell is such as K5, or
	// 第 5 行 where no single cell is meant; Row is its row, 0 where there is
	// none.
	Sheet, Cell string
	Row         int
	// Indicator is its number, 0 where none is meant.
	Indicator            int
	Value                string
	Title, Message, Hint string
}

// Headers of the sheet 问题.
const (
	severityHeader  = "轻重"
	sheetHeader     = "工作表"
	cellHeader      = "单元格"
	indicatorHeader = "指标"
	valueHeader     = "填的内容"
	titleHeader     = "类别"
	messageHeader   = "问题"
	hintHeader      = "怎样改"
	codeHeader      = "代码"
)

// ReadFindings streams the sheet 问题 of a graded workbook. What is wrong with
// the sheet is a *Fault; what visit returns is returned as it is.
func ReadFindings(book sheet.Workbook, visit func(Finding) error) error {
	if indexOf(book, FindingSheet) < 0 {
		return &Fault{Text: "缺少“" + FindingSheet + "”表"}
	}
	var severity, sheetAt, cell, indicator, value, title, message, hint, code int
	bind := func(t *table) {
		severity, sheetAt, cell = t.need(severityHeader), t.need(sheetHeader), t.need(cellHeader)
		indicator, value, title = t.need(indicatorHeader), t.need(valueHeader), t.need(titleHeader)
		message, hint, code = t.need(messageHeader), t.need(hintHeader), t.need(codeHeader)
	}
	return readTableBy(book, FindingSheet, [2]string{messageHeader, codeHeader}, bind, func(t *table) error {
		text := func(column int) string { return practitioner.MaskWithin(t.text(column)) }
		f := Finding{
			IsError: t.text(severity) == errorWord, Sheet: text(sheetAt), Cell: text(cell),
			Value: text(value), Title: text(title), Message: text(message), Hint: text(hint), Code: finding.Code(text(code)),
		}
		f.Indicator, _ = strconv.Atoi(t.text(indicator))
		f.Row = rowOf(f.Cell)
		if err := t.err(); err != nil {
			return err
		}
		return visit(f)
	})
}

// rowOf is the row of a cell such as K5, or of 第 5 行; 0 where there is none.
func rowOf(cell string) int {
	digits := strings.TrimLeft(fold.Text(cell), "abcdefghijklmnopqrstuvwxyz第")
	row, err := strconv.Atoi(strings.TrimSuffix(digits, "行"))
	if err != nil {
		return 0
	}
	return row
}

// holdsFile are the codes of what holds back everyone in a file, holdsSheet of
// what holds back everyone on a sheet, from its row downwards.
var (
	holdsFile  = map[finding.Code]bool{finding.RubricMismatch: true, finding.YearMismatch: true, finding.NotReviewed: true}
	holdsSheet = map[finding.Code]bool{finding.MissingColumn: true, finding.DuplicateColumn: true, finding.ColumnMismatch: true}
)

// HoldsBack reports what keeps somebody from being graded: an error, or that
// the submission was not reviewed where that was asked for.
func (f *Finding) HoldsBack() bool { return f.IsError || f.Code == finding.NotReviewed }

// HoldsSheet reports what is wrong with the columns of a sheet.
func (f *Finding) HoldsSheet() bool { return holdsSheet[f.Code] }

// Concerns reports a finding of the row that a 来源 names, or one that holds
// back everyone on its sheet or in its file.
func (f *Finding) Concerns(source string) bool {
	rest, onSheet := strings.CutPrefix(source, f.Sheet+rowBefore)
	row, err := strconv.Atoi(strings.TrimSuffix(rest, rowAfter))
	onSheet = onSheet && err == nil
	switch {
	case holdsFile[f.Code]:
		return true
	case holdsSheet[f.Code]:
		return onSheet && f.Row <= row
	}
	return onSheet && f.Row == row
}
