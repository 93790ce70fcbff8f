package finding_test

import (
	"fmt"
	"slices"
	"testing"

	"credit/internal/finding"
)

// lines are the lines of a digest, by the rows they count.
func lines(d *finding.Digest) []string {
	var list []string
	for _, severity := range []finding.Severity{finding.Error, finding.Warning} {
		for _, group := range d.Groups(severity) {
			for _, line := range group.Places {
				list = append(list, fmt.Sprintf("%s %s ×%d %v", group.Code, line.First.Place.Cell(), line.Count, line.Rows))
			}
		}
	}
	return list
}

func at(row, column int) finding.Place {
	return finding.Place{Sheet: "填报表", Row: row, Column: column}
}

// What is alike in one column is one line; what needs other advice is a line
// of its own, though its code and column are the same.
func TestADigestFoldsOnlyWhatTheSameAdviceMends(t *testing.T) {
	blank := finding.Words{"name": "甲", "allowed": "“是”或“否”"}
	merged := func(cells string) finding.Words {
		return finding.Words{"message": "在合并单元格 " + cells + " 里", "hint": "请取消合并，逐人填写：“是”或“否”"}
	}
	bad := func(row int, reason, remedy string) finding.Finding {
		return finding.Finding{Code: finding.BadRecord, Place: at(row, 3), Words: finding.Words{"reason": reason, "remedy": remedy}}
	}
	all := []finding.Finding{
		{Code: finding.MissingAnswer, Place: at(5, 4), Words: merged("D4:D6")},
		{Code: finding.MissingAnswer, Place: at(9, 4), Words: blank},
		{Code: finding.MissingAnswer, Place: at(3, 4), Words: blank},
		{Code: finding.MissingAnswer, Place: at(12, 4), Words: merged("D11:D12")},
		{Code: finding.MissingAnswer, Place: at(3, 5), Words: blank},
		bad(4, "类别“甲”不在名单上", "类别填“荣誉表彰”"), bad(5, "类别“乙”不在名单上", "类别填“荣誉表彰”"), bad(6, "缺“类别”", "先填类别"),
	}
	want := []string{
		"missing-answer D3 ×2 [3 9]", "missing-answer E3 ×1 [3]", "missing-answer D5 ×2 [5 12]",
		"bad-record C4 ×2 [4 5]", "bad-record C6 ×1 [6]",
	}
	whole, first, second := finding.NewDigest(), finding.NewDigest(), finding.NewDigest()
	for i, f := range all {
		whole.Add(f)
		if i%2 == 0 {
			first.Add(f)
		} else {
			second.Add(f)
		}
	}
	if got := lines(whole); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	first.Merge(second)
	if got := lines(first); len(got) != len(want) || first.Errors != 5 || first.Warnings != 3 {
		t.Errorf("merged: %q", got)
	}
}

// A digest grows with the kinds of findings, not with the cells: what only
// names another cell is no kind.
func TestADigestDoesNotGrowWithTheCells(t *testing.T) {
	d := finding.NewDigest()
	for row := range 10_000 {
		d.Add(finding.Finding{Code: finding.DuplicatePractitioner, Place: at(row+2, 4), Value: fmt.Sprint(row), Words: finding.Words{
			"others": fmt.Sprintf("第 %d 行", row),
		}})
		d.Add(finding.Finding{Code: finding.MissingAnswer, Place: at(row+2, 5), Words: finding.Words{
			"message": fmt.Sprintf("在合并单元格 E%d:E%d 里", row, row+1), "hint": "请取消合并",
		}})
	}
	if got := lines(d); len(got) != 2 || d.Errors != 20_000 {
		t.Errorf("%d lines, %d errors", len(got), d.Errors)
	}
}

// The page about findings reads as sentences: no blank of a template is left
// open or empty.
func TestTheReadableTemplatesLeaveNoBlankOpen(t *testing.T) {
	for _, e := range finding.Catalogue() {
		for _, text := range []string{finding.Readable(e.Message), finding.Readable(e.Hint)} {
			if blank.MatchString(text) || empty.MatchString(text) {
				t.Errorf("%s: %s", e.Code, text)
			}
		}
	}
}
