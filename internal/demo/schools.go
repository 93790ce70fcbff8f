package main

import (
	"fmt"
	"strings"

	"credit/internal/demo/year"
	"credit/internal/rubric"
)

// schools are all of them, by county in the rubric's order.
var schools = []year.School{
	{County: "伊美区", Name: "伊美区松涛小学", Kind: year.Primary, Size: 16},
	{County: "伊美区", Name: "伊美区晨光初级中学", Kind: year.Middle, Size: 20},
	{County: "伊美区", Name: "伊美区蓝莓果幼儿园", Kind: year.Kindergarten, Size: 10},
	{County: "乌翠区", Name: "乌翠区红枫叶小学", Kind: year.Primary, Size: 14},
	{County: "乌翠区", Name: "乌翠区小云杉幼儿园", Kind: year.Kindergarten, Size: 9},
	{County: "友好区", Name: "友好区白桦林小学", Kind: year.Primary, Size: 14},
	{County: "友好区", Name: "友好区林海潮初级中学", Kind: year.Middle, Size: 15},
	{County: "嘉荫县", Name: "嘉荫县江畔小学", Kind: year.Primary, Size: 13},
	{County: "嘉荫县", Name: "嘉荫县界江高级中学", Kind: year.High, Size: 15},
	{County: "汤旺县", Name: "汤旺县石上松小学", Kind: year.Primary, Size: 12},
	{County: "汤旺县", Name: "汤旺县石上松初级中学", Kind: year.Middle, Size: 12},
	{County: "丰林县", Name: "丰林县红松果小学", Kind: year.Primary, Size: 13},
	{County: "丰林县", Name: "丰林县红松果幼儿园", Kind: year.Kindergarten, Size: 8},
	{County: "大箐山县", Name: "大箐山县箐溪学校", Kind: year.Middle, Size: 15},
	{County: "南岔县", Name: "南岔县杉岭小学", Kind: year.Primary, Size: 14},
	{County: "南岔县", Name: "南岔县杉岭高级中学", Kind: year.High, Size: 15},
	{County: "金林区", Name: "金林区金雀小学", Kind: year.Primary, Size: 12},
	{County: "金林区", Name: "金林区金雀幼儿园", Kind: year.Kindergarten, Size: 7},
	{County: "铁力市", Name: "铁力市稻香里小学", Kind: year.Primary, Size: 16},
	{County: "铁力市", Name: "铁力市稻香里初级中学", Kind: year.Middle, Size: 16},
	{County: "铁力市", Name: "铁力市兴林职业技术学校", Kind: year.Vocational, Size: 12},
	{County: "市直学校", Name: "伊春市青松岭高级中学", Kind: year.High, Size: 22},
	{County: "市直学校", Name: "伊春市心灯特殊教育学校", Kind: year.Special, Size: 14},
	{County: "市直学校", Name: "伊春市林苑职业技术学校", Kind: year.Vocational, Size: 16},
	{County: "市直学校", Name: "伊春市晨星实验小学", Kind: year.Primary, Size: 18},
	{County: "市直学校", Name: "伊春市小火炬幼儿园", Kind: year.Kindergarten, Size: 10},
}

const fictions = "示例数据：学校、人员、证件号码、文号均为虚构"

// headingOf is the title of a year's sheets.
func headingOf(of int) string {
	return fmt.Sprintf("%d年度教育从业人员执业信用评价填报表", of)
}

// The canonical identity columns, and those of people with their own ways.
var (
	canonical = [][2]string{
		{"序号", "序号"}, {"县（市）区", "县（市）区"}, {"学校", "学校"}, {"姓名", "姓名"}, {"证件类型", "证件类型"},
		{"身份证件号码", "身份证件号码"}, {"资格证号", "资格证号"}, {"岗位", "岗位"}, {"年度考核", "年度考核"},
		{"师德考核", "师德考核"}, {"备注", "备注"}}
	brief = [][2]string{
		{"县（市）区", "县(市)区"}, {"学校", "学校名称"}, {"姓名", "姓　名"}, {"身份证件号码", "身份证号码"},
		{"岗位", "岗位类别"}, {"年度考核", "年度考核结果"}, {"师德考核", "师德考核结果"}}
	spaced = [][2]string{
		{"序号", "序号"}, {"县（市）区", "所属县区"}, {"学校", "单位名称"}, {"姓名", "教师姓名"}, {"身份证件号码", "身份证号"},
		{"资格证号", "教师资格证号"}, {"任教学科", "任教学科"}, {"岗位", "岗 位"}, {"年度考核", "年度\n考核"}, {"师德考核", "师德\n考核"}, {"备注", "备 注"}}
	turned = [][2]string{
		{"姓名", "姓名"}, {"身份证件号码", "证件号码"}, {"岗位", "岗位"}, {"县（市）区", "县市区"}, {"学校", "所在单位"},
		{"年度考核", "年度考核"}, {"师德考核", "师德考核"}, {"备注", "备注"}}
)

func asItIs(text string) string { return text }

// spacedID groups an ID number as people do on paper, with a small x.
func spacedID(number string) string {
	if len(number) != 18 {
		return number
	}
	return number[:6] + " " + number[6:14] + " " + strings.ToLower(number[14:])
}

func separated(separator string) func(*rubric.Indicator) string {
	return func(n *rubric.Indicator) string {
		return strings.TrimSuffix(n.Label(), "."+n.Name) + separator + n.Name
	}
}

// forms are the data sheets of the first year.
func forms() []form {
	heading := headingOf(year.First)
	label := func(n *rubric.Indicator) string { return n.Label() }
	name := func(n *rubric.Indicator) string { return n.Name }
	yes, tick := [2]any{"是", "否"}, [2]any{"√", "×"}
	list := []form{
		{sheet: "填报表", titles: []string{heading, fictions}, counties: []string{"伊美区", "乌翠区", "友好区"},
			identity: canonical, label: label, pairs: [][2]any{yes}, rate: asPercentCell},
		{sheet: "嘉荫县", counties: []string{"嘉荫县"},
			identity: brief, label: label, pairs: [][2]any{tick, {"✓", "✗"}}, rate: asPercentText},
		{sheet: "汤旺、丰林、大箐山", titles: []string{heading}, counties: []string{"汤旺县", "丰林县", "大箐山县"},
			identity: canonical, label: label, pairs: [][2]any{yes, {"Y", "N"}}, rate: asPlainNumber,
			merged: true, grouped: true},
		{sheet: "南岔县", titles: []string{"南岔县" + heading}, counties: []string{"南岔县"},
			identity: spaced, label: separated("、\n"), pairs: [][2]any{{"符合", "不符合"}, {"是（符合）", "否（不符合）"}},
			rate: asWideText, county: func(name string) string { return "黑龙江省伊春市" + name }},
		{sheet: "金林区", counties: []string{"金林区"},
			identity: turned, label: name, pairs: [][2]any{{1, 0}}, rate: asMixed,
			county: func(name string) string { return strings.TrimSuffix(name, "区") }, id: spacedID},
		{sheet: "铁力市", titles: []string{heading + "（铁力市）"}, counties: []string{"铁力市"},
			identity: canonical, label: separated(" "), pairs: [][2]any{{true, false}, {"对", "错"}, yes},
			rate: asPercentCell, filter: true},
		{sheet: "填报表（市直）", titles: []string{heading + "（市直学校）"}, counties: []string{"市直学校"},
			identity: canonical, label: separated("）"), pairs: [][2]any{yes, tick, {"yes", "no"}}, rate: asPercentCell,
			county: func(string) string { return "市直" }, subtotals: true},
	}
	for i := range list {
		if list[i].county == nil {
			list[i].county = asItIs
		}
		if list[i].id == nil {
			list[i].id = asItIs
		}
	}
	return list
}

var widths = map[string]float64{
	"序号": 6, "县（市）区": 13, "学校": 25, "姓名": 10, "证件类型": 12, "身份证件号码": 22, "资格证号": 20,
	"岗位": 11, "年度考核": 11, "师德考核": 11, "备注": 15, "任教学科": 10,
}
