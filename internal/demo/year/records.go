package year

import "fmt"

// occasion is what a made-up record calls itself, by the indicator it backs.
var occasions = map[int][]string{
	19: {"骨干教师", "学科带头人", "教学能手", "年级组长任职", "教研组长任职"},
	35: {"教学论文评选", "小课题研究评比", "教学案例评选", "校本教研成果评选"},
	43: {"创新教学设计评比", "自制教具评比", "微课制作评比", "跨学科实践案例评比"},
	44: {"优质课评选", "教学基本功评优", "主题班会评优", "作业设计评优"},
}

// otherRecords are those that back no indicator (article 10).
var otherRecords = []Record{
	{Category: "专项任务", Name: "控辍保学入户走访", Level: "县级"},
	{Category: "专项任务", Name: "送教上门", Level: "县级"},
	{Category: "专项任务", Name: "普通话测试考务", Level: "市级"},
	{Category: "其他", Name: "拾金不昧", Level: "校级"},
	{Category: "其他", Name: "无偿献血", Level: "市级"},
	{Category: "其他", Name: "课后服务志愿者", Level: "县级"},
}

var breaches = []string{"工作日午间饮酒，通报批评", "无故缺席政治业务学习，批评教育", "有偿家教线索查实，责令退还并检讨", "擅自停课调课，通报批评"}

// unbacked is how many of the honours have no record: the program is to find
// them.
const unbacked = 0.015

// records makes up what is on record of someone whose answers stand.
func (m *Maker) records(p *Person, s School) []Record {
	var list []Record
	for _, number := range m.rubric.Guards.Honours.Indicators {
		indicator := &m.rubric.Indicators[number-1]
		if earns(indicator, p.Answers[number-1]) == 0 || m.chance(unbacked) {
			continue
		}
		r := Record{Category: "荣誉表彰", Name: m.pick(occasions[number]), Indicator: number}
		if len(indicator.Answers) > 2 {
			r.Name += p.Answers[number-1]
		}
		r.Level = []string{"校级", "县级", "市级", "省级", "国家级"}[m.weighted([]int{42, 34, 18, 5, 1})]
		list = append(list, m.complete(r, s))
	}
	if m.chance(0.05) {
		list = append(list, m.complete(otherRecords[m.random.IntN(len(otherRecords))], s))
	}
	if m.hasBreach(p) {
		list = append(list, m.complete(Record{Category: "违规违纪", Name: m.pick(breaches), Level: "校级"}, s))
	}
	return list
}

// hasBreach draws a breach for some of those who lost points in the group it
// would contradict.
func (m *Maker) hasBreach(p *Person) bool {
	for _, i := range m.rubric.Groups[m.rubric.Guards.Conduct.Group].Indicators {
		if p.Answers[i] == "否" {
			return m.chance(0.25)
		}
	}
	return false
}

// complete fills in who decided on a record and when. The document numbers
// bear a made-up 示 so that nobody takes them for real ones.
func (m *Maker) complete(r Record, s School) Record {
	county := s.County
	if county == "市直学校" {
		county = "伊春市"
	}
	day := fmt.Sprintf("%d-%02d-%02d", m.year, 1+m.random.IntN(12), 1+m.random.IntN(28))
	number := 1 + m.random.IntN(80)
	r.Date = day
	switch r.Level {
	case "校级":
		r.Department = s.Name
	case "县级":
		r.Department, r.Document = county+"教育局", fmt.Sprintf("示教发〔%d〕%d号", m.year, number)
	case "市级":
		r.Department, r.Document = "伊春市教育局", fmt.Sprintf("伊示教发〔%d〕%d号", m.year, number)
	case "省级":
		r.Department, r.Document = "黑龙江省教育厅", fmt.Sprintf("黑示教函〔%d〕%d号", m.year, number)
	default:
		r.Department, r.Document = "教育部", fmt.Sprintf("示教函〔%d〕%d号", m.year, number)
	}
	return r
}
