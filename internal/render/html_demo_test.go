package render_test

import (
	"fmt"
	"os"
	"testing"

	"credit/internal/graded"
	"credit/internal/points"
	"credit/internal/render"
	"credit/internal/sheet"
)

var demoCounties = []string{
	"云海区", "东岭区", "西湾区", "南屏县", "北川县", "清河县", "石门县", "龙泉市", "白马县", "金沙县", "直属学校",
}

// demoDocument is a report as a city publishes one: a wide table with its
// chart, indicators by county, people with long texts, a page of text.
func demoDocument() render.Document {
	return render.Document{
		Title:    "云海市教育从业人员信用评价汇总",
		Subtitle: "2026 年度 · 各县（市）区信用等级分布",
		Facts: [][2]string{
			{"年度", "2026"}, {"评分标准", "教育从业人员信用评价管理办法（试行）第 1 版，44 项，满分 100 分"},
			{"合计核对", "读到 4198 人 = 已评分 4110 人 + 未评分 88 人；各县（市）区之和与全市一致"},
			{"数据来源", "评分工作簿 212 个，没有读出 0 个"},
		},
		Pages: []sheet.Page{demoByCounty(), demoIndicators(), demoPeople(), demoChange(), demoRules()},
		Foot: []string{
			"本结果依第十四条公示前应告知本人；本人有异议的，可在告知之日起 15 个工作日内依第十五条申请复核。",
			"本页含个人信息，只供评价工作使用，不得在网上公开。",
		},
	}
}

func demoByCounty() sheet.Page {
	columns := []sheet.Column{
		{Header: "县（市）区", Width: 13, Style: sheet.CenterText}, {Header: "人数", Width: 8, Style: sheet.CountCell},
		{Header: "未评分", Width: 8, Style: sheet.CountCell},
	}
	for _, g := range []string{"A", "B", "C", "D", "E"} {
		columns = append(columns, sheet.Column{Group: "信用等级（人）", Header: g, Width: 7, Style: sheet.CountCell})
	}
	columns = append(columns, sheet.Column{Header: "直接判级", Width: 9, Style: sheet.CountCell})
	for _, name := range []string{"平均分", "中位数", "下四分位数", "上四分位数"} {
		columns = append(columns, sheet.Column{Group: "综合得分", Header: name, Width: 9, Style: sheet.TotalCell})
	}
	for _, g := range []string{"A", "B", "C", "D", "E"} {
		columns = append(columns, sheet.Column{Group: "占已评分", Header: g + " 占比", Width: 9, Style: sheet.ShareCell})
	}
	p := sheet.Page{Layout: sheet.Layout{
		Name: "按县（市）区", Columns: columns, FreezeColumns: 1,
		Chart: &sheet.Chart{
			Kind: sheet.StackedShare, Title: "各县（市）区信用等级分布（占已评分）", Series: []int{3, 4, 5, 6, 7},
			Rows: len(demoCounties) + 1, Colours: graded.GradeColours(5),
		},
	}, Notes: []string{"占比按已评分的人数计算，四舍五入到一位小数，合计可能不是 100%。", "中位数、四分位数按综合得分从低到高排列取得。"}}
	var sums [6]int
	for i, county := range demoCounties {
		n := [6]int{3 + i, 90 + 17*i, 120 + 23*i%90, 40 + 7*i, 9 + i%5*4, i % 4}
		if county == "金沙县" {
			n = [6]int{12}
		}
		for j := range n {
			sums[j] += n[j]
		}
		p.Add(demoFigures(county, n, 8100+i*37)...)
	}
	total := demoFigures("全市", sums, 8290)
	for i := range total {
		total[i] = total[i].AsBold()
	}
	p.Add(total...)
	return p
}

func demoFigures(name string, n [6]int, mean int) []sheet.Value {
	rated := n[1] + n[2] + n[3] + n[4] + n[5]
	row := []sheet.Value{sheet.TextValue(name), sheet.CountValue(rated + n[0]), sheet.CountValue(n[0])}
	for _, count := range n[1:] {
		row = append(row, sheet.CountValue(count))
	}
	row = append(row, sheet.CountValue(n[5]))
	for _, p := range []int{mean, mean + 120, mean - 640, mean + 655} {
		if rated == 0 {
			row = append(row, sheet.Empty())
		} else {
			row = append(row, sheet.PointsValue(points.Points(p)))
		}
	}
	for _, count := range n[1:] {
		row = append(row, sheet.ShareValue(count, rated))
	}
	return row
}

func demoIndicators() sheet.Page {
	columns := []sheet.Column{
		{Header: "序号", Width: 6, Style: sheet.CountCell}, {Header: "三级指标", Width: 22, Wrap: true},
		{Header: "分值", Width: 7, Style: sheet.PointCell}, {Header: "失分人数", Width: 9, Style: sheet.CountCell},
		{Header: "失分面", Width: 9, Style: sheet.ShareCell}, {Header: "平均失分", Width: 9, Style: sheet.PointCell},
	}
	for _, county := range demoCounties {
		columns = append(columns, sheet.Column{Group: "各县（市）区平均失分", Header: county, Width: 10, Style: sheet.PointCell})
	}
	p := sheet.Page{Layout: sheet.Layout{
		Name: "失分最多的指标", Heading: []string{"44 项三级指标失分情况", "由多到少排列；平均失分按已评分的人数计算。"}, Columns: columns, FreezeColumns: 2,
		Chart: &sheet.Chart{Kind: sheet.Bars, Title: "各项平均失分", Categories: 1, Series: []int{5}, Rows: 44},
	}}
	names := []string{"爱国守法", "为人师表", "继续教育学时", "教学常规检查", "廉洁从教", "学生评价", "安全责任落实情况", "专业技术职务任职年限与履职考核"}
	for i := range 44 {
		row := []sheet.Value{
			sheet.CountValue(i + 1), sheet.TextValue(fmt.Sprintf("%d %s", i+1, names[i%len(names)])), sheet.PointsValue(points.Points(100 + i%4*50)),
			sheet.CountValue(900 - 20*i), sheet.ShareValue(900-20*i, 4110), sheet.PointsValue(points.Points((44 - i) * (44 - i) / 12)),
		}
		for j := range demoCounties {
			row = append(row, sheet.PointsValue(points.Points((44-i)*(38+j)/12)))
		}
		p.Add(row...)
	}
	return p
}

func demoPeople() sheet.Page {
	low := 20 * points.Unit
	p := sheet.Page{Layout: sheet.Layout{
		Name: "D、E 级人员", FreezeColumns: 2, Columns: []sheet.Column{
			{Header: "姓名", Width: 9, Style: sheet.CenterText}, {Header: "身份证件号码", Width: 20, Style: sheet.CodeText},
			{Header: "学校", Width: 22, Wrap: true}, {Header: "思想素质", Width: 9, Style: sheet.PointCell},
			{Header: "综合得分", Width: 9, Style: sheet.TotalCell}, {Header: "信用等级", Width: 9, Style: sheet.CenterText},
			{Header: "直接判级", Width: 10, Style: sheet.CenterText, Wrap: true}, {Header: "失分：第几项（填报）少几分", Width: 46, Wrap: true},
		},
		Highlights: []sheet.Highlight{
			{Column: 6, NotEmpty: true, Fill: "F8CBAD", Ink: "9C0006", Bold: true, From: 6, To: 6},
			{Column: 5, Equals: "E", Fill: "F8CBAD", Ink: "9C0006", Bold: true, From: 4, To: 5},
			{Column: 5, Equals: "D", Fill: "FFE699", Ink: "7F6000", Bold: true, From: 4, To: 5},
			{Column: 3, LessThan: &low, Fill: "F8CBAD", Ink: "9C0006", Bold: true, From: 3, To: 3},
		},
	}}
	for i := range 30 {
		grade, direct := "D", sheet.Empty()
		if i%3 == 0 {
			grade, direct = "E", sheet.TextValue("思想素质")
		}
		p.Add(sheet.TextValue([]string{"张三丰", "欧阳修远", "李四"}[i%3]), sheet.TextValue(fmt.Sprintf("532901********%04d", 1000+i)),
			sheet.TextValue(demoCounties[i%11]+"第"+fmt.Sprint(i+1)+"中学"), sheet.PointsValue(points.Points(1850+i%3*300)),
			sheet.PointsValue(points.Points(5500+i*10)), sheet.TextValue(grade), direct,
			sheet.TextValue("3（不合格）少 2 分；7（无）少 1.5 分；12（未参加）少 1 分；18（旷课 3 次）少 3 分；25（无）少 2 分；31（一般）少 0.5 分"))
	}
	return p
}

func demoChange() sheet.Page {
	p := sheet.Page{Layout: sheet.Layout{
		Name: "与上年度比较", FreezeColumns: 1, Columns: []sheet.Column{
			{Header: "县（市）区", Width: 13, Style: sheet.CenterText}, {Header: "2025 年平均分", Width: 12, Style: sheet.TotalCell},
			{Header: "2026 年平均分", Width: 12, Style: sheet.TotalCell}, {Header: "变化", Width: 9, Style: sheet.ChangeCell},
		},
		Chart: &sheet.Chart{Kind: sheet.Bars, Title: "平均分的变化", Series: []int{3}, Rows: 11},
	}}
	for i, county := range demoCounties {
		a, b := points.Points(8100+i*31), points.Points(8300-i*20)
		p.Add(sheet.TextValue(county), sheet.PointsValue(a), sheet.PointsValue(b), sheet.PointsValue(b-a))
	}
	return p
}

func demoRules() sheet.Page {
	p := sheet.Page{Layout: sheet.Layout{Name: "评分说明", Plain: true, Columns: []sheet.Column{{Header: "项目", Width: 18}, {Header: "内容", Width: 74, Wrap: true}}}}
	for _, line := range [][2]string{
		{"说明", "本工作簿由程序按评分标准计算，人名、学校等照填报工作簿原样抄录。等级：A 90 分及以上，B 80 至 90，C 70 至 80，D 60 至 70，E 不满 60；思想素质不满 20、业务工作不满 15、工作业绩不满 25 的，依第十三条直接判为 E 级。"},
		{"年度", "2026"}, {"评分标准校验值", "9b74c9897bac770ffc029102a200c5de9b74c9897bac770ffc029102a200c5de9b74c9897bac770ffc029102a200c5de"}, {"程序", "credit 1.4.0"},
	} {
		p.Add(sheet.TextValue(line[0]), sheet.TextValue(line[1]))
	}
	return p
}

// The demo is written where HTML_DEMO says, to be looked at.
func TestADemoDocumentIsWritten(t *testing.T) {
	name := os.Getenv("HTML_DEMO")
	if name == "" {
		t.Skip("HTML_DEMO names no file")
	}
	file, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := render.HTML(file, demoDocument()); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
}
