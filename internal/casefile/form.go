package casefile

import (
	"slices"
	"strconv"

	"credit/internal/fold"
)

// column is what a column of the register holds.
type column int

const (
	numberColumn column = iota
	nameColumn
	idColumn
	gradeColumn
	indicatorColumn
	determinedColumn
	receivedColumn
	relapseColumn
	extendedColumn
	contentColumn
	decidedColumn
	resultColumn
	toldColumn
	columnCount
)

// heading is a column of a sheet and its header.
type heading struct {
	column column
	text   string
}

// form is one of the register's sheets: its columns in the contract's order,
// and the results that a case of it may have.
type form struct {
	kind    Kind
	name    string
	columns []heading
	results []Result
}

// forms are the three sheets of the contract.
var forms = []form{
	{Correction, "更正申请", []heading{
		{numberColumn, "编号"}, {nameColumn, "姓名"}, {idColumn, "身份证件号码"}, {receivedColumn, "收到日期"}, {contentColumn, "内容"},
		{decidedColumn, "办结日期"}, {resultColumn, "结果"}, {toldColumn, "告知日期"},
	}, []Result{Corrected, NotCorrected}},
	{Repair, "信用修复", []heading{
		{numberColumn, "编号"}, {nameColumn, "姓名"}, {idColumn, "身份证件号码"}, {gradeColumn, "信用等级"}, {indicatorColumn, "指标"},
		{determinedColumn, "认定日期"}, {receivedColumn, "收到日期"}, {relapseColumn, "再次失信日期"}, {decidedColumn, "办结日期"}, {resultColumn, "结果"},
	}, []Result{Repaired, NotRepaired}},
	{Report, "实名举报", []heading{
		{numberColumn, "编号"}, {receivedColumn, "收到日期"}, {extendedColumn, "延长告知日期"}, {decidedColumn, "办结日期"}, {resultColumn, "结果"}, {toldColumn, "答复日期"},
	}, []Result{Confirmed, PartlyConfirmed, NotConfirmed}},
}

// changesHeaders are the columns of the sheet that internal/correction reads, a
// row an answer; the register only makes room for it.
var changesHeaders = []string{"编号", "姓名", "身份证件号码", "指标", "原填报", "更正为"}

// guideSheet holds the instructions of a register that New made.
const guideSheet = "填写说明"

func formOf(kind Kind) *form {
	return &forms[slices.IndexFunc(forms, func(f form) bool { return f.kind == kind })]
}

// header is the header of a column on the sheet.
func (f *form) header(c column) string {
	for _, h := range f.columns {
		if h.column == c {
			return h.text
		}
	}
	return ""
}

func (f *form) has(c column) bool { return f.header(c) != "" }

// find is the column of a header, whatever the spacing and width.
func (f *form) find(header string) (column, bool) {
	for _, h := range f.columns {
		if fold.Key(h.text) == fold.Key(header) {
			return h.column, true
		}
	}
	return 0, false
}

// Result is how a case ended.
type Result string

// The results, by kind.
const (
	Corrected       Result = "已更正"
	NotCorrected    Result = "不予更正"
	Repaired        Result = "准予修复"
	NotRepaired     Result = "不予修复"
	Confirmed       Result = "属实"
	PartlyConfirmed Result = "部分属实"
	NotConfirmed    Result = "不属实"
)

// isFavourable reports a result in the practitioner's favour.
func (r Result) isFavourable() bool { return r == Corrected || r == Repaired }

// synonyms are other words for a result that leave no doubt.
var synonyms = map[Result][]string{
	Corrected:       {"予以更正", "同意更正", "准予更正"},
	NotCorrected:    {"未予更正", "不同意更正", "不更正"},
	Repaired:        {"予以修复", "同意修复", "已修复"},
	NotRepaired:     {"未予修复", "不同意修复", "不准予修复"},
	Confirmed:       {"举报属实", "查证属实"},
	PartlyConfirmed: {"举报部分属实"},
	NotConfirmed:    {"举报不属实", "查无实据"},
}

// resultOf reads a result of the sheet.
func (f *form) resultOf(text string) (Result, bool) {
	for _, result := range f.results {
		for _, word := range append([]string{string(result)}, synonyms[result]...) {
			if fold.Key(word) == fold.Key(text) {
				return result, true
			}
		}
	}
	return "", false
}

// resultNames are the results with their other words, for a hint.
func (f *form) resultNames() string {
	var names []string
	for _, result := range f.results {
		names = append(names, string(result))
	}
	text := "请从“" + listed(names) + "”中选一个（"
	for i, result := range f.results {
		if i > 0 {
			text += "；"
		}
		text += "“" + string(result) + "”也可以写"
		for j, word := range synonyms[result] {
			if j > 0 {
				text += "、"
			}
			text += word
		}
	}
	return text + "）"
}

func itoa(n int) string { return strconv.Itoa(n) }
