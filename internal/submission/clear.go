package submission

import (
	"strings"

	"credit/internal/finding"
	"credit/internal/sheet"
)

// subject is what a finding about a cell is about.
type subject struct {
	// text is 第 3 项“…” or “姓名”, allowed what may stand there.
	text, allowed string
	// format is the number format in which it can be typed.
	format string
	// spreads says that a merge counts for every row it spans.
	spreads bool
}

// explain gives a finding about a cell words of its own, and a value, where
// the catalogue's would leave its reader guessing: a cell that a merge covers,
// a picture, a date that the spreadsheet made of what was typed.
func (s *sheetReading) explain(f *finding.Finding, about subject, cell sheet.Cell) {
	say := func(value, message, hint string) {
		f.Value = value
		f.Words["message"], f.Words["hint"] = about.text+message, hint+"："+strings.TrimSpace(about.allowed)
	}
	switch {
	case f.Code == finding.CellError:
		if mayBePicture(cell) {
			f.Words["hint"] = "请改正公式，或直接填" + about.allowed + "；如果放的是图片，请删去图片，改填文字"
		}
	case f.Code == finding.FormulaWithoutValue:
	case isPicture(cell):
		say(pictureShown, "的单元格里是图片，不是文字", pictureHint)
	case cell.Date:
		moment := shownMoment(cell, s.info.From1904)
		say(moment, "被当成了日期（"+moment+"）", "请先把单元格格式设为“"+about.format+"”，再重新填写")
	case isEmpty(cell):
		merge, covered := s.covers.Over(f.Place.Row, f.Place.Column)
		switch {
		case covered && merge.Left < f.Place.Column:
			say("", "在合并单元格 "+merge.Name()+" 里，只算最左边的一列", "请取消合并，逐格填写")
		case covered && !about.spreads:
			say("", "在合并单元格 "+merge.Name()+" 里，只算第一行的人", "请取消合并，逐人填写")
		}
	}
}

// pictureShown is a picture as a value, pictureHint what to do with it.
const (
	pictureShown = "图片"
	pictureHint  = "请删去图片，改填文字"
)

// isPicture reports a picture that WPS embeds in a cell: its saved value is
// =DISPIMG("ID_…",1).
func isPicture(cell sheet.Cell) bool {
	return cell.Kind == sheet.Text && strings.Contains(cell.Text, "DISPIMG(")
}

// mayBePicture reports the error values that become of embedded pictures: that
// of WPS in Excel, and Excel's own in other programs.
func mayBePicture(cell sheet.Cell) bool { return cell.Text == "#NAME?" || cell.Text == "#VALUE!" }

// shownMoment is a date cell as a person sees it.
func shownMoment(cell sheet.Cell, from1904 bool) string {
	day, clock, ok := cell.Moment(from1904)
	if !ok {
		return shownValue(cell.Text)
	}
	return join(day, clock)
}

func join(day, clock string) string { return strings.TrimSpace(day + " " + clock) }

// typed guesses what somebody typed that became a date: 3-2 became the second
// of March, 2026-3 the first.
func typed(cell sheet.Cell, from1904 bool) string {
	day, clock, ok := cell.Moment(from1904)
	if !ok || day == "" || clock != "" {
		return ""
	}
	month, date := strings.TrimLeft(day[5:7], "0"), strings.TrimLeft(day[8:], "0")
	guess := "“" + month + "-" + date + "”"
	if date == "1" {
		guess += "或“" + day[:4] + "-" + month + "”"
	}
	return "（原来填的可能是" + guess + "）"
}
