package casefile

import (
	"fmt"
	"regexp"
	"strings"

	"credit/internal/fold"
	"credit/internal/practitioner"
	"credit/internal/sheet"
	"credit/internal/workday"
)

// numberHint says how a number is written.
const numberHint = "请先把单元格格式设为“文本”，再重新填写编号，如 更2026-001"

// number reads the 编号. What is wrong with it keeps nothing of the case from
// being computed.
func (r *rowReading) number() {
	text, cell := fold.Line(r.text(numberColumn)), r.cells[numberColumn]
	r.c.key = fold.Key(text)
	if r.c.key == "" {
		r.missing(numberColumn, "请给这个案件一个编号；这一行不是案件的，请删去")
		return
	}
	if found := disclosure(text); found != "" && r.form.kind == Report {
		r.fault(numberColumn, found, "编号只用来识别案件，请改写，如 举2026-001（"+secrecyRule+"）；这一行不是案件的，请删去")
		return
	}
	r.c.Number = practitioner.MaskWithin(text)
	switch {
	case cell.Kind == sheet.Number && cell.Date:
		r.fault(numberColumn, "编号被当成了日期，已经不是原来填写的", numberHint)
	case exponent.MatchString(r.c.key):
		if r.form.kind == Report {
			r.c.Number = "" // it may be a telephone number
		}
		r.fault(numberColumn, "编号被当成了数字（科学记数），已经不是原来填写的", numberHint)
	case r.c.Number != text:
		r.fault(numberColumn, "编号里有 15 位或更多的数字，会与身份证件号码混淆，只能遮住显示", "请改用短一些的编号，如 更2026-001")
	}
	r.once()
}

// exponent is a number of many digits as a spreadsheet keeps it.
var exponent = regexp.MustCompile(`^[0-9](?:\.[0-9]+)?e\+?[0-9]+$`)

// once notes a number that stands twice: in one sheet that is a fault, in two
// it is odd, for the sheets may be numbered each by itself.
func (r *rowReading) once() {
	key := string(r.form.kind) + " " + r.c.key
	if first := r.seen[key]; first != nil {
		first.twin, r.c.twin = true, true
		r.fault(numberColumn, "编号与第 "+itoa(first.Row)+" 行重复", "请给每个案件一个自己的编号")
		return
	}
	r.seen[key] = r.c
	for i := range forms {
		if other := r.seen[string(forms[i].kind)+" "+r.c.key]; other != nil && other != r.c {
			r.remind(fmt.Sprintf("编号 %s 在“%s”和“%s”里都有，最好各用各的编号", shown(r.c.Number), other.Sheet, r.name))
		}
	}
}

// noteWords are what rows that are no cases begin with.
var noteWords = []string{"合计", "总计", "小计", "共计", "填表", "制表", "审核", "备注", "说明", "注:", "注意", "单位负责人"}

// noCase tells a row that is none, but a header once more or a note under the
// table, in one fault; what such a row of reports says is not repeated.
func (r *rowReading) noCase() bool {
	headers, filled := 0, 0
	for _, h := range r.form.columns {
		if cell := r.cells[h.column]; !isNothing(cell) && cell.Kind != sheet.Blank {
			filled++
			if fold.Key(cell.Text) == fold.Key(h.text) {
				headers++
			}
		}
	}
	cell := r.cells[numberColumn]
	key := fold.Key(cell.Text)
	const fewest = 3
	switch {
	case headers >= fewest:
		r.fault(numberColumn, "这一行又是表头，不是案件", "请删去这一行")
	case cell.Kind == sheet.Text && beginsWith(key, noteWords) && !looksLikeDay(r.cells[receivedColumn]):
		r.fault(numberColumn, "这一行是合计、填表人、说明一类的，不是案件", "请删去，或写到别的工作表里")
	case cell.Kind == sheet.Text && filled == 1 && key != "":
		if r.form.kind != Report {
			r.c.Number = practitioner.MaskWithin(fold.Line(cell.Text))
		}
		r.fault(numberColumn, "这一行只填了编号一格", "是案件的，请把其余各格填上；不是案件的（说明、签名等），请删去")
	default:
		return false
	}
	r.c.broken[receivedColumn] = true // without which nothing is told of it
	return true
}

func looksLikeDay(cell sheet.Cell) bool {
	_, isDay := workday.Parse(cell.Text)
	return isDay || cell.Kind == sheet.Number
}

func beginsWith(text string, words []string) bool {
	for _, word := range words {
		if strings.HasPrefix(text, word) {
			return true
		}
	}
	return false
}
