package submission_test

import (
	"strings"
	"testing"

	"credit/internal/finding"
	"credit/internal/rubric/rubrictest"
	"credit/internal/sheet/sheettest"
)

// The county that is missing is asked for with the counties there are.
func TestAHintSaysWhatToWrite(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	row := withoutCounty(teacher(r, 1))
	o := read(t, r, sheettest.Book{sheetOf(columns(r), row)})
	says(t, "a county", o.entries[0].Findings, finding.MissingIdentity, "", "没有填写", "请填写“伊美区”、“乌翠区”")
	for column, want := range map[string]string{
		labels(r)[0]: "或直接填“是”或“否”", labels(r)[5]: "或直接填“是”或“否”（评分说明：不酗酒闹事", labels(r)[2]: "或直接填 0% 至 100%", "姓名": "或直接填本人姓名", "县（市）区": "或直接填“伊美区”", "岗位": "或直接填岗位的名称",
	} {
		broken := one(t, r, texts("岗位"), person{column: "!#REF!"})
		says(t, column, broken.Findings, finding.CellError, "#REF!", "错误值 #REF!", "请改正公式，"+want)
		unsaved := one(t, r, texts("岗位"), person{column: "?"})
		says(t, column, unsaved.Findings, finding.FormulaWithoutValue, "", "没有保存计算结果", "重新计算并保存，"+want)
		says(t, column, unsaved.Findings, finding.FormulaWithoutValue, "", "", "；如果放的是图片，请删去图片，改填文字")
		picture := one(t, r, texts("岗位"), person{column: "!#NAME?"})
		says(t, column, picture.Findings, finding.CellError, "#NAME?", "", want)
	}
}

// Each defect of an ID number has advice of its own.
func TestEachDefectOfAnIDNumberHasItsOwnAdvice(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	sound := idNumber(1)
	hints := map[string]bool{}
	for _, wrong := range texts(sound[:17], "O"+sound[1:], sound[:10]+"0231"+sound[14:], sound[:17]+string('0'+(sound[17]-'0'+1)%10)) {
		e := one(t, r, nil, person{"身份证件号码": wrong})
		same(t, "findings", e.codes(), texts("bad-id"))
		hint := e.Findings[0].Hint()
		if hints[hint] || !strings.HasSuffix(hint, "；不是居民身份证的，请在“证件类型”列写明证件") {
			t.Errorf("%s", hint)
		}
		hints[hint] = true
	}
}

// A picture where a text about a person belongs is a warning.
func TestAPictureForATextIsAWarning(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	const picture = `="=DISPIMG(\"ID_A16C8CE6E39B4F25934D584A1C41E1E1\",1)"`
	for _, column := range texts("证件类型", "资格证号", "岗位", "年度考核", "师德考核", "备注") {
		e := one(t, r, texts(column), person{column: picture})
		says(t, column, e.Findings, finding.NotText, "图片", "“"+column+"”的单元格里是图片，不是文字", "请删去图片，改填文字：")
		same(t, column, codeTexts(e.held), nil)
	}
}

// What is no person is noted with the name that stands in the row.
func TestANoteRowShowsTheName(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	for shown, row := range map[string]map[string]string{
		"李四":         {"县（市）区": "伊美", "学校": "第一中学", "姓名": "李四"},
		"王五":         {"学校": "第一中学", "姓名": "王五"},
		"填表人： 赵六":    {"县（市）区": "填表人：", "姓名": "赵六"},
		"填表人：张三":     {"县（市）区": "填表人：张三"},
		"注：姓名须与证件一致": {"姓名": "注：姓名须与证件一致"},
	} {
		o := read(t, r, sheettest.Book{sheetOf(columns(r), teacher(r, 1), row)})
		if list := o.find(finding.NoteRow); len(list) != 1 || list[0].Value != shown {
			t.Errorf("%s: %+v", shown, list)
		}
	}
}

// An incomplete review names the cells, also where the block stands on another
// sheet and row.
func TestAnIncompleteReviewNamesItsCells(t *testing.T) {
	t.Parallel()
	s := guide("审核 表", "||", "||", "李红|9月|")
	for i := range s.Rows {
		s.Rows[i].Number += 2
	}
	for i := range s.Info.Merges {
		s.Info.Merges[i].Top, s.Info.Merges[i].Bottom = s.Info.Merges[i].Top+2, s.Info.Merges[i].Bottom+2
	}
	review := reviewOf(t, s)
	if want := "教育部门审核没有填全（审核 表!D9 的日期请写成 2026-11-20；E9 请写“通过”或“退回”）"; !strings.Contains(review.Text(), want) {
		t.Errorf("%s", review.Text())
	}
}
