package template

import (
	"fmt"
	"slices"
	"strings"

	"credit/internal/points"
	"credit/internal/rubric"
	"credit/internal/submission"
)

func guideHeading(o Options) []string {
	own := ""
	for _, one := range o.overlays() {
		own += "；" + one.Name()
	}
	return []string{
		"教育从业人员执业信用填报工作簿：填表说明" + o.issued(),
		"依据：《" + o.Rubric.Title + "》（" + o.Rubric.Document + "，" + strings.Join(o.Rubric.Issuers, "、") + "）及附件《" + o.Rubric.Appendix +
			"》" + own + "。由教育从业人员所在单位采集、录入，主管教育部门、营商部门审核（第十一条）。",
	}
}

// sheetName is a sheet as texts name it.
func sheetName(name string) string { return "“" + name + "”" }

func howToFill(r *rubric.Rubric) []string {
	steps := []string{
		"打开下方的" + sheetName(submission.DataSheet) + "表，每人填一行。表头不要改，也不要删除列；列的先后可以调整。",
		"先填姓名、身份证件号码等基本情况。证件号码按文本填写，18 位一位不少；从别的表复制时，请用“选择性粘贴—数值”，以免冲掉下拉列表和格式。",
		"再逐项填报：点选单元格会显示评分说明和可填内容，从下拉列表里选即可。每一项都要填，空着的不会按 0 分计，而是不能评分。",
	}
	steps = append(steps, contraryTitles(r)...)
	if texts := rateTitles(r); texts != "" {
		steps = append(steps, texts+"填百分数，如 96.5%；不要四舍五入"+closeCall(r)+"。")
	}
	steps = append(steps, measureTitles(r)...)
	never := "，不要填“" + submission.NotApplicable + "”"
	if how := howToExcuse(r); how != "" {
		steps, never = append(steps, how), ""
	}
	return append(steps,
		"预备的行不够时，选中最后一个预备行整行复制，在下面插入。中间空着的行不影响。",
		"不要合并单元格，不要加合计行"+never+"；情况特殊的写在"+remarkHeader+"里，并向主管教育部门说明。")
}

// contraryTitles warn of titles that sound the other way round (reading 11).
func contraryTitles(r *rubric.Rubric) []string {
	var labels []string
	answer := ""
	for i := range r.Indicators {
		if n := &r.Indicators[i]; soundsContrary(r, n) {
			labels, answer = append(labels, "“"+n.Label()+"”"), best(n)
		}
	}
	if len(labels) == 0 {
		return nil
	}
	return []string{"特别注意：" + strings.Join(labels, "、") + "的标题听起来和评分说明相反。填“" + answer +
		"”一律表示符合评分说明（没有不良情况），不要填反。"}
}

func rateTitles(r *rubric.Rubric) string {
	var labels []string
	for i := range r.Indicators {
		if n := &r.Indicators[i]; n.Kind == rubric.Rate {
			labels = append(labels, "“"+n.Label()+"”")
		}
	}
	return strings.Join(labels, "、")
}

// measureTitles say of numbers that are scored by bands that they are no
// points.
func measureTitles(r *rubric.Rubric) (lines []string) {
	for i := range r.Indicators {
		if n := &r.Indicators[i]; n.Kind == rubric.Measure {
			lines = append(lines, fmt.Sprintf("“%s”填%s，由程序按档计分；不要填分值，不要四舍五入。", n.Label(), submission.Allowed(n)))
		}
	}
	return lines
}

// closeCall is a rate that rounding would lift over a line.
func closeCall(r *rubric.Rubric) string {
	for i := range r.Indicators {
		n := &r.Indicators[i]
		if n.Kind != rubric.Rate || n.Bands[0].From == nil {
			continue
		}
		line := n.Bands[0].From.Shift(2)
		if below, ok := line.Points(); ok && below > points.Unit/20 {
			return "，" + (below - points.Unit/25).String() + "% 不要写成 " + line.String() + "%"
		}
	}
	return ""
}

func aboutPreview(r *rubric.Rubric) []string {
	lines := []string{
		"一行开始填以后，还没填的格子是黄色，填错的格子是红色；填好、改对后颜色自动消失。没有颜色不等于没有问题，报送前后都会再核对。",
		"表右边以“" + strings.TrimSuffix(submission.PreviewPrefix, "：") + "”开头的列自动计算：还缺几项、各一级指标得分、综合得分和对应的等级。不要改动这些列，它们不作为填报内容读取。",
		"预览仅供填报时核对，不是评分结果；信用等级以审核后的评分为准。" + r.Notice.Text,
	}
	if r.AllowsNotApplicable() {
		lines = slices.Insert(lines, 2, "细则允许填“"+submission.NotApplicable+"”的，预览的得分先按 0 分合计；按细则怎样折算、是什么等级，以评分结果为准，预览只显示“"+byOwnRules+"”。岗位、学校与细则写的不一致时，“"+submission.NotApplicable+"”显示为红色。")
	}
	return lines
}

func aboutRecords() []string {
	return []string{
		"填县（市）区党委政府及部门以上认证的信息：与师德师风密切相关的荣誉（荣誉表彰）、急难险重专项任务（专项任务）、诚实守信、见义勇为、志愿服务等（其他），以及违反新时代教师职业行为十项准则等（违规违纪）。",
		"每条一行，写明身份证件号码、名称、认定部门、文号和日期；填报了荣誉、获奖的，请把证明它的信息列在这里，并在“指标”列选所证明的那一项。",
		"违规违纪信息同样要填，不得瞒报（第二十条）。信用信息本身不加分、不扣分，用来核对填报。",
	}
}

func howToSend() []string {
	return []string{
		"填完后检查：没有黄色、红色的格子，预览列显示不缺项。",
		"在本表“" + submission.ReviewTitle + "”处填写填报人、单位负责人的姓名和日期，保存为 .xlsx（WPS 里选“Microsoft Excel 文件”），不要另存为 .xls、.et 或 .csv，不要改用旧年度的模板。",
		"工作簿含身份证件号码等个人信息，请只通过主管教育部门指定的渠道报送，不要发到工作群，不要留在公用电脑上（第八条）。",
		"退回的工作簿按批注逐处修改，改好后重新报送。",
	}
}

// rights tell in short what articles 8, 9, 11, 14, 15, 17, 18 and 20 say of
// the data and of those it is about; grades and terms where the rubric has
// them.
func rights(r *rubric.Rubric) []string {
	return []string{
		"采集的内容：身份证件、执业资格、岗位、年度考核、师德考核等基本信息，以及执业信用信息（第九条）。不得泄露与执业信用无关的个人隐私（第八条）。",
		"怎样使用：用人单位在招聘录用、评价考核、职务晋升、评优评先、重点人才培养中可以参考（第十四条）；执业信用信息不能作为奖惩的直接依据（第十五条）。",
		"知情和查询：教育从业人员对本人的执业信用信息有知情权和查询权" + told(r.Rights) + "。",
		"更正：认为信用信息记载错误、遗漏或者侵犯个人隐私的，可以向主管教育部门和营商部门书面申请更正" + correctedWithin(r.Rights) + "。",
		"修复：" + repaired(r.Rights) + "。",
		"责任：不得提供虚假信息、故意瞒报，不得违规发布、删除或者篡改信用信息和评价结果；一经发现，依法追究责任（第二十条）。",
	}
}

// told is whom the unit tells of the result (article 17).
func told(rights *rubric.Rights) string {
	if rights == nil || len(rights.Told.Grades) == 0 {
		return "（第十七条）"
	}
	return "；评为 " + rights.Told.Text() + "的，由所在单位将结果及时告知本人（" + rights.Told.Clause + "）"
}

// correctedWithin is the term for a correction (article 17).
func correctedWithin(rights *rubric.Rights) string {
	if rights == nil {
		return "（第十七条）"
	}
	return fmt.Sprintf("；自收到申请之日起 %d 个工作日内处理，并书面告知申请人（%s）", rights.Correction.WorkingDays, rights.Correction.Clause)
}

// repaired is who may apply for repair, and when not (article 18).
func repaired(rights *rubric.Rights) string {
	const may = "依法纠正失信行为、消除不良影响后，可以向作出评价的教育部门、营商部门申请信用修复"
	if rights == nil || len(rights.Repair.Grades) == 0 {
		return may + "（第十八条）"
	}
	return fmt.Sprintf("评为 %s的，%s；被认定失信未满 %d 个月，或者在修复期内再次失信的，不予修复（%s）",
		rights.Repair.Text(), may, rights.Repair.Months, rights.Repair.Clause)
}
