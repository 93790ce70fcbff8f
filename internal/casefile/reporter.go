package casefile

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"credit/internal/fold"
	"credit/internal/sheet"
)

// reporterNames are words for a reporter, reporterWords those of what is known
// about somebody: none of it may stand beside the reports (article 19).
var (
	reporterNames = []string{"举报人", "举报者", "举报单位", "检举人", "反映人", "来信人", "来访人", "投诉人"}
	reporterWords = []string{
		"姓名", "名字", "电话", "手机", "座机", "号码", "联系", "住址", "地址", "住所", "身份证", "证件", "微信", "qq", "邮箱", "邮件",
		"email", "e-mail", "phone", "address",
	}
)

// besideReports are the only columns that may stand beside those of the
// contract among the reports; they are not read.
var besideReports = []string{"序号", "经办人", "经办部门"}

// namesReporter reports a text in which a word for a reporter stands; the one
// who was reported is none.
func namesReporter(text string) bool {
	return holdsAny(strings.ReplaceAll(fold.Key(text), "被举报", ""), reporterNames)
}

// describesSomebody reports a text in which something about a reporter may
// stand: a word for one or for what is known about somebody, or so many digits
// in a row that they may be a telephone number.
func describesSomebody(text string) bool {
	key := fold.Key(text)
	return namesReporter(text) || holdsAny(key, reporterWords) || strings.Contains(key, "@") || digitsInRow.MatchString(dates.ReplaceAllString(key, " "))
}

var (
	digitsInRow = regexp.MustCompile(`[0-9](?:[-.]?[0-9]){6}`)
	dates       = regexp.MustCompile(`[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}`)
)

// isReporterHeader reports the header of a column about a reporter: a word for
// one and nothing more than what of him stands below. A sentence that names
// reporters is none.
func isReporterHeader(text string) bool {
	const longest = 10
	key := fold.Key(text)
	if len([]rune(key)) > longest {
		return false
	}
	key = strings.TrimPrefix(strings.TrimPrefix(key, "实名"), "原")
	for _, name := range reporterNames {
		if rest, begins := strings.CutPrefix(key, name); begins && (rest == "" || strings.ContainsAny(rest[:1], "(/:-") || strings.HasPrefix(rest, "、") || holdsAny(rest, reporterWords)) {
			return true
		}
	}
	return false
}

func holdsAny(text string, words []string) bool {
	return slices.ContainsFunc(words, func(word string) bool { return strings.Contains(text, word) })
}

// secrecyRule is the clause that a place for more about a report breaks.
const secrecyRule = "第十九条：严禁违规泄露举报内容以及举报人姓名、住址、电话等个人信息"

// aboutReporter refuses a register with a place for a reporter; what stands
// there is not repeated.
func aboutReporter(place string) error {
	return errors.New(place + "是关于举报人的，台账不读取这样的内容，请删去（" + secrecyRule + "）")
}

// refuseBeside refuses the sheet of reports for what stands in a cell beside
// its columns; what stands there is not repeated.
func (s *sheetReading) refuseBeside(row, column int) error {
	return fmt.Errorf("工作表“%s”第 %d 行的 %s 列不是这张表的列。这张表只能有“%s”，另外可以有“%s”；举报人、被举报人的情况和举报的内容都不写进台账，请把多出的列删去（%s）",
		s.name, row, sheet.ColumnName(column), strings.Join(s.form.headers(), "”“"), strings.Join(besideReports, "”“"), secrecyRule)
}

// refusePersonal refuses the sheet of reports for something about somebody in
// a cell that is not read.
func (s *sheetReading) refusePersonal(row, column int) error {
	return fmt.Errorf("工作表“%s”第 %d 行的 %s 列有关于个人的字样或号码，台账不读取这样的内容，请删去（%s）", s.name, row, sheet.ColumnName(column), secrecyRule)
}

// refuseAbove refuses the sheet of reports for what stands above its header:
// something about somebody, or what may be a second row of headers, under
// which anything could stand.
func (s *sheetReading) refuseAbove() error {
	for _, above := range s.above {
		for _, cell := range above.Cells {
			if describesSomebody(cell.Text) {
				return s.refusePersonal(above.Number, cell.Column)
			}
			if !slices.Contains(s.columns[:], cell.Column) && !s.beside[cell.Column] {
				return s.refuseBeside(above.Number, cell.Column)
			}
		}
		if len(above.Cells) > 1 {
			return fmt.Errorf("工作表“%s”的表头以上，第 %d 行有几个单元格，像是另一行表头；这张表只能有一行表头，请删去这一行（标题写在一个单元格里）", s.name, above.Number)
		}
	}
	return nil
}

// keepAbove keeps what stands above the header of the reports.
func (s *sheetReading) keepAbove(row sheet.Row) {
	if s.form.kind != Report {
		return
	}
	filled := slices.DeleteFunc(slices.Clone(row.Cells), isNothing)
	if len(filled) > 0 {
		s.above = append(s.above, sheet.Row{Number: row.Number, Cells: filled})
	}
}

// isNothing reports a cell in which nothing stands; a formula whose result was
// not saved may hold anything.
func isNothing(cell sheet.Cell) bool { return cell.Kind != sheet.NoValue && fold.IsBlank(cell.Text) }

// disclosure says what in the number of a report should not stand there, which
// is then repeated nowhere; it is empty where there is nothing.
func disclosure(number string) string {
	key := fold.Key(number)
	switch {
	case namesReporter(number) || holdsAny(key, reporterWords):
		return "编号里有关于个人的字样"
	case strings.Contains(key, "@"):
		return "编号里有电子邮箱"
	case telephone.MatchString(strings.NewReplacer("-", "", ".", "", "—", "").Replace(key)):
		return "编号里有像电话号码的数字"
	}
	return ""
}

// telephone is a mobile number, or one with an area code.
var telephone = regexp.MustCompile(`(?:^|[^0-9])(?:(?:00)?86)?(?:1[3-9][0-9]{9}|0[0-9]{9,11})(?:$|[^0-9])`)
