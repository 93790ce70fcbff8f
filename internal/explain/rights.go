package explain

import (
	"fmt"

	"credit/internal/rubric"
)

// The keys of rights, for programs.
const (
	Know      = "know"
	Told      = "told"
	Correct   = "correct"
	Repair    = "repair"
	NoRepair  = "no-repair"
	Renew     = "renew"
	Reference = "reference"
	Report    = "report"
)

// Right is what somebody may do about a result, or what others may not do with
// it.
type Right struct {
	Key string
	// Title and Text are for people, Clause is the article.
	Title, Text, Clause string
}

// wording words the rights, with the grades and terms of the rubric; it stands
// here alone: explanations and letters say the same.
type wording struct{ rubric.Rights }

func (w wording) know() Right {
	return Right{Know, "知情和查询", "您有权知道并查询本人的执业信用信息，包括每一项的填报、得分和等级的依据。", w.Told.Clause}
}

func (w wording) told() Right {
	return Right{Told, "告知", "评价为 " + w.Told.Text() + "的，由所在单位将评价结果及时告知本人。", w.Told.Clause}
}

func (w wording) correct() Right {
	return Right{Correct, "申请更正", fmt.Sprintf("您认为记载有错误、遗漏，或者侵犯个人隐私的，可以向主管教育部门和营商部门书面提出更正申请；"+
		"两部门应在收到书面申请之日起 %d 个工作日内予以处理，并将处理情况书面告知您。", w.Correction.WorkingDays), w.Correction.Clause}
}

func (w wording) repair() Right {
	return Right{Repair, "申请信用修复", fmt.Sprintf("评定为 %s的，依法纠正失信行为、消除不良影响后，可以按程序向作出信用评价的教育部门、营商部门"+
		"提出信用修复申请，是否修复由两部门决定。被认定为失信行为之日起未满 %d 个月的，或者在信用修复期内再次发生失信行为的，不予修复，"+
		"并告知本人及所在单位。没有失信行为记录在案的，没有可以修复的内容（实施中的解读）。", w.Repair.Text(), w.Repair.Months), w.Repair.Clause}
}

func (w wording) noRepair(grade string) Right {
	return Right{NoRepair, "不适用信用修复", fmt.Sprintf("信用修复只适用于 %s，%s 级不在其列。认为记载有误的，可以申请更正（%s）；"+
		"此外等级随下一年度的评价重新评定（第十六条）。", w.Repair.Text(), grade, w.Correction.Clause), w.Repair.Clause + "、第十六条"}
}

func (w wording) renew() Right {
	return Right{Renew, "每年更新", "评价结果每年更新 1 次，一般与年度考核同步进行；本结果只说明本年度。", "第十六条"}
}

func (w wording) reference() Right {
	return Right{Reference, "仅供参考", "本结果仅供参考，不作为对教育从业人员奖惩的直接依据。", "第十四条、第十五条"}
}

func (w wording) report() Right {
	return Right{Report, "实名举报", fmt.Sprintf("发现执业信用信息弄虚作假的，任何单位和个人可以向教育部门、营商部门实名举报；两部门在接到材料之日起 "+
		"%d 个工作日内核查处理并告知举报人（不能作出决定的可延长 %d 日，并说明理由），举报人的信息依法保密。",
		w.Rights.Report.WorkingDays, w.Rights.Report.ExtensionDays), w.Rights.Report.Clause}
}

// RightsOf are what applies to somebody of a grade (articles 14 to 19).
func RightsOf(r *rubric.Rights, grade string) []Right {
	w := wording{*r}
	rights := []Right{w.know()}
	if w.Told.Has(grade) {
		rights = append(rights, w.told())
	}
	rights = append(rights, w.correct())
	switch {
	case w.Repair.Has(grade):
		rights = append(rights, w.repair())
	case w.Told.Has(grade):
		rights = append(rights, w.noRepair(grade))
	}
	return append(rights, w.renew(), w.reference(), w.report())
}

// HeldRights are what applies to somebody who was held back: there is no grade
// to repair or to be told of.
func HeldRights(r *rubric.Rights) []Right {
	w := wording{*r}
	return []Right{w.know(), w.correct(), w.report()}
}
