package articles

// list is made anew for each caller. An entry names only commands and scripts
// that exist: a test holds it.
func list() []Entry {
	return []Entry{
		{
			Subject: Words{"目的和依据", "purpose and grounds"},
			Served:  Words{"每个评分工作簿都写明依据、条款和解读；`credit rubric show` 列出全部，`credit rubric articles` 逐条对照", "every graded workbook states the regulation, clauses and readings; `credit rubric show` prints them all, `credit rubric articles` this table"},
			Shown:   []string{"rubric_show", "rubric_articles", "score_a_year"},
			People:  Words{"条例、上位文件的适用", "how statutes above it apply"},
		},
		{
			Subject: Words{"适用的学校", "which schools"},
			Served:  Words{"`credit template`、`credit score`：县（市）区名单在评分标准里，不在名单上的不评分", "`credit template`, `credit score`: the counties stand in the rubric, who is in none of them is held back"},
			Shown:   []string{"template_one", "score_identity"},
			People:  Words{"哪些学校在范围之内", "which schools are in its scope"},
		},
		{
			Subject: Words{"教育从业人员", "education practitioners"},
			Served:  Words{"`credit validate --roster`、`credit score --roster`：名册与填报对照", "`credit validate --roster`, `credit score --roster`: who ought to be rated against who was sent in"},
			Shown:   []string{"validate_roster"},
			People:  Words{"谁列入名册", "who belongs on the roster"},
		},
		{
			Subject: Words{"依法、真实、公平、安全、动态", "lawful, true, fair, safe, kept current"},
			Served:  Words{"同一份规则评所有的人，每一分都有条款；`credit validate` 提醒可疑的填报", "one set of rules for everybody, a clause for every point; `credit validate` warns of doubtful answers"},
			Shown:   []string{"score_same_bytes", "score_guards", "rubric_show"},
			People:  Words{"填报是否属实", "whether answers are true"},
		},
		{
			Subject: Words{"信用平台", "the platform"},
			Served:  Words{"`credit export`：列名固定，供平台导入；`credit rubric sql`：填报已在数据库里的，用一个视图评分", "`credit export`: fixed columns, to be taken into the platform; `credit rubric sql`: a view that scores answers in a database"},
			Shown:   []string{"export_list", "export_formats", "rubric_sql"},
			People:  Words{"平台的开设、导入和管理", "running the platform and importing into it"},
		},
		{
			Subject: Words{"建设主体的责任", "who is responsible"},
			Served:  Words{"`credit template` 有“填报与审核”一栏，`credit score --reviewed` 只评两个部门审核通过的", "`credit template` has a review block, `credit score --reviewed` grades only what both departments passed"},
			Shown:   []string{"score_reviewed"},
			People:  Words{"学校和两个部门各自履行责任", "schools and both departments do their part"},
		},
		{
			Subject: Words{"信息共享", "sharing"},
			Served:  Words{"`credit export`；`credit summary --public` 供公布，不能推出个人", "`credit export`; `credit summary --public` for publication, from which nobody can be worked out"},
			Shown:   []string{"export_formats", "summary_public"},
			People:  Words{"与哪些系统共享、联动", "with whom it is shared"},
		},
		{
			Subject: Words{"信息安全，不泄露个人隐私", "no private data leaks"},
			Served:  Words{"屏幕、汇总、对比、清单只显示证件号码后四位，不联网；完整号码只在评分工作簿、办理台账、退回学校的填报表和模板里，或用 `credit export --unmask` 等另要", "masked on screens, in summaries, comparisons and manifests, no network; whole numbers only in graded workbooks, the register, what goes back to the school, or by `credit export --unmask` and the like"},
			Shown:   []string{"score_masked", "export_masked", "explain_paper"},
			People:  Words{"文件的保管和分发", "keeping and passing on the files"},
		},
		{
			Subject: Words{"基本信息", "basic data"},
			Served:  Words{"`credit template`、`credit validate`；评分工作簿保留全部", "`credit template`, `credit validate`; graded workbooks hold all of it"},
			Shown:   []string{"template_one", "score_identity"},
			People:  Words{"登记和核实", "recording and verifying them"},
		},
		{
			Subject: Words{"信用信息", "credit records"},
			Served:  Words{"`credit template` 有“信用信息”表，`credit score` 与填报对照，只提醒，不加分、不扣分", "`credit template` has the sheet 信用信息, `credit score` holds answers against it: warnings, no points"},
			Shown:   []string{"score_records"},
			People:  Words{"县级以上的认证", "certification by county authorities or above"},
		},
		{
			Subject: Words{"单位采集，部门审核", "collected by the unit, reviewed by two departments"},
			Served:  Words{"`credit validate` 上报前核对；`credit score --reviewed`、`credit score --roster`", "`credit validate` before sending in; `credit score --reviewed`, `credit score --roster`"},
			Shown:   []string{"validate_findings", "score_reviewed", "validate_roster"},
			People:  Words{"采集、录入、审核", "collecting, entering, reviewing"},
		},
		{
			Subject: Words{"信用等级分五级", "five grades"},
			Served:  Words{"`credit score`、`credit summary`", "`credit score`, `credit summary`"},
			Shown:   []string{"score_a_year", "summary_by_county"},
			People:  Words{"认定信用信息", "establishing the records"},
		},
		{
			Subject: Words{"得分、等级、直接判级", "points, grades, direct grading"},
			Served:  Words{"`credit score`、`credit explain`；规则见 `credit rubric show`", "`credit score`, `credit explain`; the rules by `credit rubric show`"},
			Shown:   []string{"score_answers", "explain_why", "rubric_show"},
			People:  Words{"如实填报 44 项", "answering the 44 indicators truly"},
		},
		{
			Subject: Words{"参考依据", "a reference"},
			Served:  Words{"有等级的工作簿、页面和屏幕都写明（`credit export` 的 CSV、JSON 只有数据）；`credit notice`", "every workbook, page and screen with a grade says so (the CSV and JSON of `credit export` are data alone); `credit notice`"},
			Shown:   []string{"notice_letters", "explain_paper"},
			People:  Words{"怎样参考", "how it is taken into account"},
		},
		{
			Subject: Words{"不作奖惩的直接依据", "no direct basis for reward or punishment"},
			Served:  Words{"有等级的工作簿、页面和屏幕都写明（`credit export` 的 CSV、JSON 只有数据）；`credit notice`", "every workbook, page and screen with a grade says so (the CSV and JSON of `credit export` are data alone); `credit notice`"},
			Shown:   []string{"notice_letters", "summary_html"},
			People:  Words{"激励、惩戒、监管措施", "incentives, sanctions, supervision"},
		},
		{
			Subject: Words{"每年更新", "renewed every year"},
			Served:  Words{"`credit score --year`、`credit diff`", "`credit score --year`, `credit diff`"},
			Shown:   []string{"score_year", "diff_years"},
			People:  Words{"与年度考核同步安排", "timing it with the yearly assessment"},
		},
		{
			Subject: Words{"知情、查询、告知、更正", "know, query, be told, have corrected"},
			Served:  Words{"`credit explain`、`credit notice`、`credit case`、`credit score --corrections`", "`credit explain`, `credit notice`, `credit case`, `credit score --corrections`"},
			Shown:   []string{"explain_why", "notice_letters", "case_states", "case_letters", "score_corrections"},
			People:  Words{"送达，更正与否的决定", "serving letters, deciding on corrections"},
		},
		{
			Subject: Words{"信用修复", "repair"},
			Served:  Words{"`credit case`、`credit score --corrections`", "`credit case`, `credit score --corrections`"},
			Shown:   []string{"case_states", "score_corrections_register", "score_corrections_repair"},
			People:  Words{"认定失信行为，修复与否的决定", "establishing breaches, deciding on repairs"},
		},
		{
			Subject: Words{"实名举报，保护举报人", "reports, and who made them"},
			Served:  Words{"`credit case`：只记编号、日期和状态", "`credit case`: numbers, dates and states only"},
			Shown:   []string{"case_reporters", "case_letters"},
			People:  Words{"核查处理，保护举报人", "investigating, protecting reporters"},
		},
		{
			Subject: Words{"不得虚假、瞒报、删除、篡改", "no false, hidden, deleted or altered records"},
			Served:  Words{"`credit seal`、`credit verify`、`credit score --corrections`", "`credit seal`, `credit verify`, `credit score --corrections`"},
			Shown:   []string{"seal_sign", "verify_changes", "verify_inputs", "score_corrections_refusals", "results_corrected"},
			People:  Words{"保管密钥，追究责任", "keeping the keys, holding people to account"},
		},
		{
			Subject: Words{"县（市）区实施细则", "counties' own rules"},
			Served:  Words{"`credit score --overlay`、`credit template --overlay` 加上有文号的细则，只改写明的；`credit rubric check` 检查并推算各类人员能得多少分，`credit simulate` 试算改动的后果；`credit rubric show --overlay`、`credit rubric diff`、`credit score --rubric`", "`credit score --overlay` and `credit template --overlay` lay rules with a document number over the rubric, which change only what they name; `credit rubric check` checks them and works out what each kind of staff can reach, `credit simulate` shows what a change would do; `credit rubric show --overlay`, `credit rubric diff`, `credit score --rubric`"},
			Shown:   []string{"score_overlay", "template_overlay", "rubric_check", "simulate_overlay", "simulate_moves", "rubric_show", "rubric_diff", "score_rubric"},
			People:  Words{"制定细则并发文", "making the rules and issuing them"},
		},
		{
			Subject: Words{"施行日期", "in force"},
			Served:  Words{"评分标准写明施行日期，`credit rubric show` 列出，`credit score --year` 按当年有效的评分", "the rubric holds its dates, `credit rubric show` prints them, `credit score --year` takes the rules in force"},
			Shown:   []string{"overlay_dates", "rubric_show"},
			People:  Words{"公布", "publication"},
		},
	}
}
