package finding

import "strings"

// blanks are how a page about findings shows the blanks of their templates.
var blanks = strings.NewReplacer(
	"{value}", "……", "{indicator}", "N", "{name}", "指标名称", "{column}", "列名", "{label}", "N.指标名称", "{reason}", "……",
	"{wanted}", "……", "{other}", "C5", "{otherHeader}", "……", "{number}", "N", "{defect}", "的位数、日期或校验码不对",
	"{others}", "工作表“填报表”第 8 行", "{allowed}", "这一列规定的内容（提示里会逐一列出）", "{counties}", "名单上的县（市）区", "{statement}", "",
	"{meaning}", "模板里这一项上方的文字", "{decimals}", "N", "{total}", "N", "{count}", "n", "{answer}", "否",
	"{record}", "有违规违纪记录或师德考核不合格", "{group}", "相应二级指标", "{from}", "N", "{to}", "M", "{source}", "“信用信息”表、“师德考核”列",
	"{percent}", "N%", "{counted}", "一等奖", "{what}", "某行、某列或某张工作表", "{row}", "N", "{remedy}", "按提示改正这一格",
	"{found}", "被当成了日期，或里面是图片", "{typed}", "原来的文字；放了图片的，请删去图片，改填文字", "{columns}", "E 至 H 列", "{cell}", "E8",
	"{kind}", "结果工作簿",
)

// Readable is a template of the catalogue with words for its blanks.
func Readable(template string) string { return blanks.Replace(template) }
