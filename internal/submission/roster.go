package submission

import (
	"slices"

	"credit/internal/finding"
	"credit/internal/sheet"
	"credit/internal/stamp"
)

// ReadRoster reads a 名册: who there is, by school, whatever else its columns
// hold. Its header row, within the first 20, has 姓名, 身份证件号码 and 学校. A
// template or a submission may serve as one. visit is called as by Read;
// nobody has answers.
func (r *Reader) ReadRoster(book sheet.Workbook, file File, visit func(*Entry) error) (Report, error) {
	mark, err := stamp.Read(book)
	if err != nil {
		return Report{}, err
	}
	f := &fileReading{Reader: r, file: file, report: Report{Stamp: mark}, roster: true}
	if !mark.IsSubmission() {
		f.find(finding.OwnOutput, finding.Place{}, mark.Kind.Name(), finding.Words{
			"message": "是本程序写出的" + mark.Kind.Name() + "，不是名册",
			"hint":    "请另给一份名册：县（市）区、学校、姓名、身份证件号码",
		})
		return f.report, nil
	}
	if err := f.readSheets(book, visit); err != nil {
		return Report{}, err
	}
	if f.report.DataSheets == 0 {
		f.find(finding.NoDataSheet, finding.Place{}, "", finding.Words{
			"message": "没有一张工作表的前 20 行里有名册的表头",
			"hint":    "名册的表头要有这些列：县（市）区、学校、姓名、身份证件号码",
		})
	}
	slices.SortStableFunc(f.report.Findings, finding.Compare)
	return f.report, nil
}

// isRosterHeader reports the header of a 名册.
func isRosterHeader(targets []target) bool {
	for _, needed := range []field{name, id, school} {
		if !slices.Contains(targets, target{kind: fieldTarget, index: int(needed)}) {
			return false
		}
	}
	return true
}
