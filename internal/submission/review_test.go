package submission_test

import (
	"fmt"
	"strings"
	"testing"

	"credit/internal/finding"
	"credit/internal/rubric/rubrictest"
	"credit/internal/sheet"
	"credit/internal/sheet/sheettest"
	"credit/internal/submission"
)

// guide is a sheet with the review block as the template has it: the first
// column over two, the opinion over two, boxes merged; four lines of name |
// date | opinion.
func guide(title string, steps ...string) sheettest.Sheet {
	text := "== " + title + "\n1: 2026 年度填报说明\n3: 一、填报与审核（第六条、第十一条）\n4: 填报与审核 | | 姓名 | 日期 | 意见 |\n"
	for i, role := range submission.ReviewRoles {
		cells := "||"
		if i < len(steps) {
			cells = steps[i]
		}
		parts := strings.Split(cells, "|")
		text += fmt.Sprintf("%d: %s | | %s | %s | %s |\n", 5+i, role, parts[0], parts[1], parts[2])
	}
	s := sheettest.Parse(text + "10: 二、怎样填\n1 | 每人一行")[0]
	for _, ref := range []string{"A1:F1", "A3:F3"} {
		s.Info.Merges = append(s.Info.Merges, sheettest.Range(ref))
	}
	for row := 4; row <= 8; row++ {
		s.Info.Merges = append(s.Info.Merges, sheet.Range{Top: row, Left: 1, Bottom: row, Right: 2}, sheet.Range{Top: row, Left: 5, Bottom: row, Right: 6})
	}
	return s
}

func reviewOf(t *testing.T, sheets ...sheettest.Sheet) submission.Review {
	t.Helper()
	r := rubrictest.Load(t)
	o := read(t, r, append(sheettest.Book{sheetOf(columns(r), teacher(r, 1))}, sheets...))
	same(t, "findings", codesOf(o.all()), nil)
	for _, e := range o.entries {
		if e.Review.Text() != o.report.Review.Text() || e.Review.Reviewed() != o.report.Review.Reviewed() {
			t.Errorf("a practitioner is told %s, the report says %s", e.Review.Text(), o.report.Review.Text())
		}
	}
	return o.report.Review
}

// The block says in one line how far the submission has come.
func TestTheReviewIsSaidInOneLine(t *testing.T) {
	t.Parallel()
	const filled = "王敏|2026-05-20|"
	for _, c := range []struct {
		steps    []string
		text     string
		reviewed bool
	}{
		{nil, "填报人、单位负责人未填，教育部门、营商部门尚未审核", false},
		{texts(filled), "填报人已填，单位负责人未填，教育部门、营商部门尚未审核", false},
		{texts(filled, filled), "填报人、单位负责人已填，教育部门、营商部门尚未审核", false},
		{texts(filled, filled, "李红|2026-05-21|通过"), "填报人、单位负责人已填，教育部门审核通过，营商部门尚未审核", false},
		{texts(filled, filled, "李红|2026-05-21|通过", "赵强|2026年5月22日|同意"), "填报人、单位负责人已填，教育部门、营商部门审核通过", true},
		{texts("||", "||", "李红|2026-05-21|通过", "赵强|2026-05-22|通过"), "填报人、单位负责人未填，教育部门、营商部门审核通过", true},
		{texts(filled, filled, "李红|2026-05-21|通过", "赵强|2026-05-22|退回：第 3 行号码有误"), "填报人、单位负责人已填，教育部门审核通过，营商部门已退回", false},
		{texts(filled, filled, "李红||通过", "|#46164@|通过"), "填报人、单位负责人已填，教育部门审核没有填全（填表说明!D7 请写日期，如 2026-11-20），营商部门审核没有填全（填表说明!C8 请写姓名）", false},
		{texts(filled, "王敏||", "李红|2026-05-21|", "赵强|5月|请补充"), "填报人已填，单位负责人没有填全（填表说明!D6 请写日期，如 2026-11-20），教育部门审核没有填全（填表说明!E7 请写“通过”或“退回”），营商部门审核没有填全（填表说明!D8 的日期请写成 2026-11-20；E8 的意见请写明“通过”或“退回”）", false},
	} {
		review := reviewOf(t, guide("填表说明", c.steps...))
		if !review.Found || review.Text() != c.text || review.Reviewed() != c.reviewed {
			t.Errorf("%q: %s, reviewed %v", c.steps, review.Text(), review.Reviewed())
		}
	}
}

// A day may be a date cell or a text in one of the usual forms; what is no
// day leaves the step incomplete.
func TestTheDayOfAReviewIsARealDay(t *testing.T) {
	t.Parallel()
	for cell, want := range map[string]string{
		"#46164@": "2026-05-22", "=#46164.5@": "2026-05-22", "2026-05-22": "2026-05-22", "2026/5/22": "2026-05-22", "2026.5.22": "2026-05-22",
		"2026年5月22日": "2026-05-22", "２０２６年５月２２日": "2026-05-22", `" 2026 年 5 月 22 日 "`: "2026-05-22", "2026-05-22 10:30": "2026-05-22",
		"#46164": "", "2026-02-30": "", "2026-13-01": "", "2026年5月": "", "5月22日": "", "今天": "", "#5@": "", "20260522": "", "0226-05-22": "", "!#N/A": "",
	} {
		review := reviewOf(t, guide("填表说明", "王敏|"+cell+"|"))
		step := review.Steps[0]
		if done := step.State == submission.Done; done != (want != "") || done && step.Date != want {
			t.Errorf("%s: %+v", cell, step)
		}
	}
}

// A department's opinion must say that the submission has passed; any that
// sends it back does so without a name too; anything else is for people.
func TestAnOpinionPassesSendsBackOrIsUnclear(t *testing.T) {
	t.Parallel()
	for state, list := range map[submission.StepState][]string{
		submission.Done:       texts("通过", "同意", "审核通过", "同意上报", "情况属实", "情况属实，同意上报。", "经审核，情况属实，同意", "已审核通过", "经核实无误", " 通 过 ", "同意！", "审核结果：属实"),
		submission.Returned:   texts("退回", "不通过", "不同意", "未通过", "退回修改", "经审核，不通过", "不属实", "驳回", "审核未通过，退回", "不予通过"),
		submission.Incomplete: texts("", "√", "已审核", "经审核", "拟通过", "待通过", "请核实后通过", "基本属实", "通过（除第 3 行）", "张三不在本校", "#1", "!TRUE"),
	} {
		for _, opinion := range list {
			step := reviewOf(t, guide("填表说明", "||", "||", "李红|2026-05-21|"+opinion)).Steps[2]
			if step.State != state {
				t.Errorf("%q: %+v", opinion, step)
			}
		}
	}
	if step := reviewOf(t, guide("填表说明", "||", "||", "||退回")).Steps[2]; step.State != submission.Returned {
		t.Errorf("sent back without a name: %+v", step)
	}
	// For those who fill in an opinion is optional, whatever it says.
	if step := reviewOf(t, guide("填表说明", "王敏|2026-05-21|无")).Steps[0]; step.State != submission.Done {
		t.Errorf("%+v", step)
	}
	// A picture is a signature.
	if step := reviewOf(t, guide("填表说明", `"=DISPIMG(\"ID_1\",1)"|2026-05-21|`)).Steps[0]; step.State != submission.Done || step.Name != "（图片）" {
		t.Errorf("%+v", step)
	}
}

// The block is found on any sheet that is no data sheet, on 填表说明 first; a
// workbook without one says so.
func TestTheBlockIsFoundOnAnySheet(t *testing.T) {
	t.Parallel()
	if review := reviewOf(t); review.Found || review.Reviewed() || review.Text() != "没有“填报与审核”栏" || len(review.Steps) != 4 {
		t.Errorf("%+v", review)
	}
	if review := reviewOf(t, guide("审核表", "王敏|2026-05-20|")); !review.Found || review.Steps[0].Name != "王敏" {
		t.Errorf("%+v", review)
	}
	if review := reviewOf(t, guide("审核表", "王敏|2026-05-20|"), guide("填表 说明", "李红|2026-05-20|")); review.Steps[0].Name != "李红" {
		t.Errorf("%+v", review)
	}
	lacking := guide("填表说明")
	lacking.Rows[2].Cells = lacking.Rows[2].Cells[:3] // no 意见
	if review := reviewOf(t, lacking); review.Found {
		t.Errorf("%+v", review)
	}
	if review := (submission.Review{}); review.Reviewed() || review.Text() != "没有“填报与审核”栏" {
		t.Error("the zero review")
	}
}

// What contradicts itself, is hidden or is signed by nobody has not passed:
// people have to look.
func TestADoubtfulReviewHasNotPassed(t *testing.T) {
	t.Parallel()
	const school, passed, back = "王敏|2026-05-20|", "李强|2026-05-21|通过", "李强|2026-05-22|退回"
	good := func() sheettest.Sheet { return guide(submission.GuideSheet, school, school, passed, passed) }
	if !reviewOf(t, good()).Reviewed() {
		t.Fatal("the sound block has not passed")
	}
	again := good()
	row := sheettest.Row(9, "教育部门审核", "", "李强", "2026-05-22", "不通过")
	again.Rows = append(again.Rows[:len(again.Rows)-2:len(again.Rows)-2], row)
	hidden, hiddenRow, hiddenColumn := good(), good(), good()
	hidden.Info.Hidden = true
	for i := range hiddenRow.Rows {
		hiddenRow.Rows[i].Hidden = hiddenRow.Rows[i].Number == 7
	}
	hiddenColumn.Info.HiddenColumns = []sheet.Span{{First: 5, Last: 6}}
	twoOpinions := good()
	twoOpinions.Info.Merges = nil
	for i := range twoOpinions.Rows {
		if twoOpinions.Rows[i].Number == 7 {
			twoOpinions.Rows[i].Cells = append(twoOpinions.Rows[i].Cells, sheet.Cell{Column: 6, Kind: sheet.Text, Text: "退回"})
		}
	}
	for name, sheets := range map[string][]sheettest.Sheet{
		"twice":          {again},
		"two sheets":     {good(), guide(submission.GuideSheet+" ", school, school, passed, back)},
		"hidden sheet":   {hidden},
		"hidden row":     {hiddenRow},
		"hidden column":  {hiddenColumn},
		"two opinions":   {twoOpinions},
		"signed by none": {guide(submission.GuideSheet, school, school, "/|2026-05-21|通过", passed)},
		"signed 无":       {guide(submission.GuideSheet, school, school, "无|2026-05-21|通过", passed)},
	} {
		if review := reviewOf(t, sheets...); review.Reviewed() {
			t.Errorf("%s: %s", name, review.Text())
		}
	}
}

// Something filled down a whole sheet is not reported a million times.
func TestSkippedRowsAreNamedSoFar(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	s := sheetOf(columns(r), teacher(r, 1))
	const rows = 3000
	for i := range rows {
		s.Rows = append(s.Rows, sheettest.Row(10+i, "伊美区", "第一小学"))
	}
	o := read(t, r, sheettest.Book{s})
	notes := o.find(finding.NoteRow)
	if len(notes) > 600 || o.report.Skipped != rows {
		t.Fatalf("%d findings for %d skipped rows", len(notes), o.report.Skipped)
	}
	if last := notes[len(notes)-1]; !strings.Contains(last.Message(), "另有 2500 行") {
		t.Errorf("the last one says %s", last.Message())
	}
}
