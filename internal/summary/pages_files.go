package summary

import (
	"fmt"

	"credit/internal/sheet"
)

// File is what became of one input, for the summary workbook.
type File struct {
	// Name is the input's label; Output the graded workbook's name, empty
	// where there is none.
	Name, Output, SHA256 string
	// Trouble says why it was not read or was skipped; empty where it was
	// read.
	Trouble                     string
	Rows, Graded, Held, Skipped int
	Errors, Warnings            int
	// Review is how far 填报与审核 has come (articles 6 and 11).
	Review string
}

// Book is a graded workbook that a summary was made of.
type Book struct {
	Name, SHA256, Year, Rubric, Version string
	Graded, Held, Twice                 int
	// Trouble says why it was not read, empty where it was.
	Trouble string
}

// files lists every input and what became of it: nothing is lost.
func (p Paper) files() sheet.Page {
	page := sheet.Page{Layout: sheet.Layout{Name: "文件", Filter: true, Columns: []sheet.Column{
		{Header: "文件", Width: 36, Wrap: true}, {Header: "读到", Width: 8, Style: sheet.CountCell},
		{Header: "已评分", Width: 8, Style: sheet.CountCell}, {Header: "未评分", Width: 8, Style: sheet.CountCell},
		{Header: "跳过", Width: 8, Style: sheet.CountCell}, {Header: "错误", Width: 8, Style: sheet.CountCell},
		{Header: "提醒", Width: 8, Style: sheet.CountCell}, {Header: "评分工作簿", Width: 36, Wrap: true},
		{Header: "填报与审核", Width: 30, Wrap: true}, {Header: "没有读出的原因", Width: 36, Wrap: true}, {Header: "SHA-256", Width: 24, Wrap: true},
	}}}
	var sum File
	for _, f := range p.Files {
		page.Add(fileRow(f)...)
		sum.Rows, sum.Graded, sum.Held = sum.Rows+f.Rows, sum.Graded+f.Graded, sum.Held+f.Held
		sum.Skipped, sum.Errors, sum.Warnings = sum.Skipped+f.Skipped, sum.Errors+f.Errors, sum.Warnings+f.Warnings
	}
	sum.Name = TotalName
	page.Add(sheet.Bold(fileRow(sum))...)
	return page
}

func fileRow(f File) []sheet.Value {
	return []sheet.Value{
		sheet.TextValue(f.Name), sheet.CountValue(f.Rows), sheet.CountValue(f.Graded), sheet.CountValue(f.Held),
		sheet.CountValue(f.Skipped), sheet.CountValue(f.Errors), sheet.CountValue(f.Warnings), sheet.TextValue(f.Output),
		sheet.TextValue(f.Review), sheet.TextValue(f.Trouble), sheet.TextValue(f.SHA256),
	}
}

// books lists every graded workbook and what was taken of it.
func (p Paper) books() sheet.Page {
	page := sheet.Page{Layout: sheet.Layout{Name: "文件", Filter: true, Columns: []sheet.Column{
		{Header: "评分工作簿", Width: 40, Wrap: true}, {Header: "已评分", Width: 8, Style: sheet.CountCell},
		{Header: "未评分", Width: 8, Style: sheet.CountCell}, {Header: "与别处重复", Width: 10, Style: sheet.CountCell},
		{Header: "年度", Width: 9, Style: sheet.CenterText}, {Header: "评分标准", Width: 30, Wrap: true},
		{Header: "程序版本", Width: 9, Style: sheet.CenterText}, {Header: "没有读入的原因", Width: 40, Wrap: true}, {Header: "SHA-256", Width: 24, Wrap: true},
	}}}
	var sum Book
	for _, b := range p.Books {
		page.Add(bookRow(b)...)
		sum.Graded, sum.Held, sum.Twice = sum.Graded+b.Graded, sum.Held+b.Held, sum.Twice+b.Twice
	}
	sum.Name = "各工作簿合计"
	page.Add(sheet.Bold(bookRow(sum))...)
	if p.Filter != "" {
		page.Notes = []string{"这里是工作簿里的全部人员；汇总只算：" + p.Filter}
	}
	return page
}

func bookRow(b Book) []sheet.Value {
	return []sheet.Value{
		sheet.TextValue(b.Name), sheet.CountValue(b.Graded), sheet.CountValue(b.Held), sheet.CountValue(b.Twice),
		sheet.TextValue(b.Year), sheet.TextValue(b.Rubric), sheet.TextValue(b.Version), sheet.TextValue(b.Trouble), sheet.TextValue(b.SHA256),
	}
}

// booksText counts the workbooks: 3 份，1 份没有读入.
func booksText(books []Book, filter string) string {
	read, people := 0, 0
	for _, b := range books {
		if b.Trouble == "" {
			read++
			people += b.Graded + b.Held
		}
	}
	text := fmt.Sprintf("%d 份，共 %d 人", read, people)
	if filter != "" {
		text += "，这里只算其中一部分"
	}
	if left := len(books) - read; left > 0 {
		text += fmt.Sprintf("；另有 %d 份没有读入", left)
	}
	return text
}
