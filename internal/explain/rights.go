package explain

// Right is what somebody may do about a result, or what others may not do with
// it.
type Right struct {
	// Key names the right for programs: know, told, correct, repair, no-repair,
	// renew, reference, report.
	Key string
	// Title and Text are for people, Clause is the article.
	Title, Text, Clause string
}

// The wording stands here alone: explanations and letters say the same.
func know() Right {
	return Right{"know", "知情和查询", "您有权知道并查询本人的执业信用信息，包括每一项的填报、得分和等级的依据。", "第十七条"}
}

func told() Right {
	return Right{"told", "告知", "评价为 D 级、E 级的，由所在单位将评价结果及时告知本人。", "第十七条"}
}

func correct() Right {
	return Right{"correct", "申请更正", "您认为记载有错误、遗漏，或者侵犯个人隐私的，可以向主管教育部门和营商部门书面提出更正申请；" +
		"两部门应在收到书面申请之日起 15 个工作日内予以处理，并将处理情况书面告知您。", "第十七条"}
}

func repair() Right {
	return Right{"repair", "申请信用修复", "评定为 C 级、D 级的，依法纠正失信行为、消除不良影响后，可以按程序向作出信用评价的教育部门、营商部门" +
		"提出信用修复申请，是否修复由两部门决定。被认定为失信行为之日起未满 3 个月的，或者在信用修复期内再次发生失信行为的，不予修复，" +
		"并告知本人及所在单位。没有失信行为记录在案的，没有可以修复的内容（解读 9）。", "第十八条"}
}

func noRepair() Right {
	return Right{"no-repair", "不适用信用修复", "信用修复只适用于 C 级、D 级，E 级不在其列。认为记载有误的，可以申请更正（第十七条）；" +
		"此外等级随下一年度的评价重新评定（第十六条）。", "第十八条、第十六条"}
}

func renew() Right {
	return Right{"renew", "每年更新", "评价结果每年更新 1 次，一般与年度考核同步进行；本结果只说明本年度。", "第十六条"}
}

func reference() Right {
	return Right{"reference", "仅供参考", "本结果仅供参考，不作为对教育从业人员奖惩的直接依据。", "第十四条、第十五条"}
}

func report() Right {
	return Right{"report", "实名举报", "发现执业信用信息弄虚作假的，任何单位和个人可以向教育部门、营商部门实名举报；两部门在接到材料之日起 " +
		"30 个工作日内核查处理并告知举报人（不能作出决定的可延长 10 日，并说明理由），举报人的信息依法保密。", "第十九条"}
}

// Rights are what applies to somebody of a grade (articles 14 to 19): repair is
// for C and D alone; D and E are told.
func Rights(grade string) []Right {
	rights := []Right{know()}
	if grade == "D" || grade == "E" {
		rights = append(rights, told())
	}
	rights = append(rights, correct())
	switch grade {
	case "C", "D":
		rights = append(rights, repair())
	case "E":
		rights = append(rights, noRepair())
	}
	return append(rights, renew(), reference(), report())
}

// HeldRights are what applies to somebody who was held back: there is no grade
// to repair or to be told of.
func HeldRights() []Right {
	return []Right{know(), correct(), report()}
}
