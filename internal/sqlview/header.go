package sqlview

import (
	"fmt"
	"strings"
)

// Header is the comment before the view: which rules it is, what it needs and
// what it gives.
func (v *view) Header() string {
	lines := []string{
		fmt.Sprintf("评分标准：%s，版本 %s，SHA-256 %s", v.ID, v.Edition, v.SHA256),
		fmt.Sprintf("依据：%s（%s），%s", v.Title, v.Document, v.Clause),
		fmt.Sprintf("自 %s 起施行。由 credit %s 的 rubric sql 写出；改规则请改评分标准文件再写一次，不要改这里。", v.Effective, v.Version),
		"",
		fmt.Sprintf("%s（%s）", v.Notice.Text, v.Notice.Clause),
		"",
	}
	lines = append(lines, v.about()...)
	lines = append(lines,
		"",
		"填报表 "+v.Table+"，一行是一个人对一项指标的填报：",
		"  practitioner  人员的唯一编号",
		fmt.Sprintf("  indicator     整数，指标序号 1 至 %d", len(v.Indicators)),
		"  answer        文本，填报原文，如 是、否、96.5%、本科、一等奖；空白或 NULL 是没有填报",
		"列名不同的，先建一个改列名的视图，再用 --table 指定它。一个人一行都没有的，本视图看不到。",
		"",
		"视图 "+v.View+"，每人一行：",
		"  status        graded 已评分；held 暂不评分，原因见 findings，其余各列为 NULL",
		"  findings      问题代码，各一次，按字母排列，逗号分隔：",
		"                missing-answer 没有填报（或缺这一项的行），unknown-answer 无法识别，",
		"                not-applicable 不适用，out-of-range 超出范围，ambiguous-rate 出席率填 1，",
		"                too-precise 小数过多，duplicate-practitioner 同一项有两行以上，",
		"                column-mismatch 指标序号不存在，missing-identity 人员编号空白",
		"  total         综合得分；grade 信用等级；grade_by_total 只按综合得分的等级",
		"  direct        直接判级的一级指标；lost 失分：第几项（填报）少几分")
	for i, s := range v.Sections {
		lines = append(lines, fmt.Sprintf("  s%-2d           %s", i+1, s.Name))
	}
	lines = append(lines,
		fmt.Sprintf("  total_x100、s1_x100…、p1_x100…p%d_x100  以百分之一分为单位的整数：200 就是 2 分；", len(v.Indicators)),
		"                求和、求平均请用这些列，不会有误差",
		fmt.Sprintf("写法与 credit score 读文本单元格时相同；超过 %d 个字的填报、靠组合字符拼成的写法按无法识别", MostCharacters),
		"处理。身份证号码、重复人员、信用信息和各种警告（如小数按比率计）不在此核对。",
		"",
		"用法：先执行本文件，再",
		"  SELECT practitioner, total, grade, direct, lost FROM "+v.View+" WHERE status = 'graded';",
		"  SELECT practitioner, findings FROM "+v.View+" WHERE status = 'held';",
		"换新版时先 DROP VIEW "+v.View+";")
	var b strings.Builder
	for _, line := range lines {
		b.WriteString(strings.TrimRight("-- "+comment(line), " ") + "\n")
	}
	return b.String()
}
