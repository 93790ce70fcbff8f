package finding

import "strings"

// blanks are how a page about findings shows the blanks of their templates.
var blanks = strings.NewReplacer(
	"{value}", "……", "{indicator}", "N", "{name}", "指标名称", "{column}", "列名", "{reason}", "……", "{wanted}", "……",
	"{other}", "另一格", "{otherHeader}", "……", "{number}", "N", "{defect}", "……（位数、日期或校验码不对）",
	"{others}", "另一处", "{allowed}", "规定的填报", "{statement}", "", "{decimals}", "N", "{total}", "N", "{count}", "n",
	"{answer}", "否", "{record}", "有违规违纪记录或师德考核不合格", "{group}", "职业道德类", "{from}", "N", "{to}", "M",
	"{source}", "“信用信息”表", "{percent}", "N%", "{counted}", "最高的奖项", "{what}", "隐藏的行、列或工作表", "{row}", "N",
	"{remedy}", "按提示改正这一格", "{typed}", "原来的文字",
)

// Readable is a template of the catalogue with words for its blanks.
func Readable(template string) string { return blanks.Replace(template) }
