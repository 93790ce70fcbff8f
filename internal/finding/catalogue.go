package finding

import "fmt"

// Entry is what the catalogue says of a code.
type Entry struct {
	Code     Code
	Severity Severity
	// Title is the finding's short name on screen.
	Title string
	// Message and Hint are templates; {value}, {indicator} and the words of a
	// finding fill their blanks.
	Message, Hint string
	// Bad is a cell that raises the finding, Good what should stand instead.
	Bad, Good string
	// Clause is the article or the part of the contract behind it.
	Clause string
	// Minor findings are shown on screen by their places alone.
	Minor bool
}

// Catalogue lists every finding, the gravest first: what keeps a whole file
// from being graded, then a sheet, then a practitioner, then warnings.
var catalogue = []Entry{
	{UnreadableWorkbook, Error, "工作簿无法读取",
		"不能作为工作簿读取：{reason}",
		"请用 WPS 或 Excel 打开原文件，确认内容完整后另存为“Excel 工作簿 (*.xlsx)”再交",
		"没有传完的文件", "能用 WPS 或 Excel 正常打开的 .xlsx 文件", "第十一条", false},
	{LegacyXLS, Error, "文件格式不对",
		"文件格式不对：{reason}",
		"请用 WPS 或 Excel 打开后另存为“Excel 工作簿 (*.xlsx)”再交；只改扩展名没有用",
		"名册.xls", "名册.xlsx（另存为得到）", "第十一条", false},
	{EncryptedWorkbook, Error, "工作簿有密码",
		"打不开：{reason}",
		"请取消密码后再交，或在命令中用 --password 给出正确的密码",
		"设了打开密码的文件", "取消密码后保存的文件", "第十一条", false},
	{NoDataSheet, Error, "没有填报表",
		"没有一张工作表的前 20 行里有可以辨认的表头",
		"请使用模板的表头：县（市）区、学校、姓名、身份证件号码和 44 项指标（如“1.遵循基本法律法规”）",
		"表头被删去的工作簿", "保留模板表头的工作簿", "第十一条", false},
	{RubricMismatch, Error, "模板版本不符",
		"模板按另一版评分标准（{value}）发放，现在使用的是 {wanted}",
		"请领取现行模板重新填报；模板是另一份评分标准的，用 --rubric 指定那一份；是按县（市）区细则做的，用 --overlay 给出细则",
		"用旧版模板填报", "用现行模板填报", "第十三条", false},
	{YearMismatch, Error, "年度不符",
		"模板是 {value} 年度的，现在评的是 {wanted} 年度",
		"请改用 {wanted} 年度的模板填报，或用 --year 指定模板的年度",
		"去年的模板", "当年的模板", "第十六条", false},
	{MissingColumn, Error, "缺少列",
		"表头缺少“{column}”列",
		"请在表头行补上“{column}”一列并填写",
		"没有“姓名”列", "表头里有“姓名”列", "第十一条", false},
	{DuplicateColumn, Error, "列重复",
		"表头“{value}”与 {other} 的“{otherHeader}”重复，不知以哪一列为准",
		"请核对这两列的内容：如果其中一列其实是别的列（例如表头被覆盖），请改正它的表头；确实重复的，只保留一列“{column}”",
		"两列“姓名”", "一列“姓名”", "第十一条", false},
	{ColumnMismatch, Error, "表头序号与名称不符",
		"表头“{value}”的序号与名称对不上：第 {number} 项是“{name}”",
		"请按模板改正表头，例如“{label}”",
		"5.遵循基本法律法规", "1.遵循基本法律法规", "附件", false},
	{MissingIdentity, Error, "缺少身份信息",
		"“{column}”没有填写",
		"请填写“{column}”",
		"（空白）", "张三", "第九条", false},
	{BadID, Error, "身份证件号码有误",
		"身份证件号码“{value}”{defect}",
		"请对照证件核对 18 位身份证件号码；不是居民身份证的，请在“证件类型”列写明证件",
		"少一位的号码", "与证件一致的 18 位号码", "第九条", false},
	{IDPrecisionLost, Error, "身份证件号码已失真",
		"身份证件号码是以数字保存的：长号码的末几位已经变成 0，开头的 0 也会丢失，无法复原",
		"请先把该单元格格式设为“文本”，再对照证件重新输入 18 位号码",
		"2.30717E+17", "以文本保存的 18 位号码", "第九条", false},
	{DuplicatePractitioner, Error, "人员重复",
		"身份证件号码“{value}”重复出现，另见{others}",
		"每人只能由人事关系所在单位填报一次：请核对号码是否填错；确属同一人的，只保留一处",
		"同一号码出现两次", "每个号码一次", "第十一条", false},
	{UnknownCounty, Error, "县（市）区无法识别",
		"“{value}”不在县（市）区名单上",
		"请改填{counties}",
		"伊美县", "伊美区", "第二条", false},
	{MissingAnswer, Error, "没有填报",
		"第 {indicator} 项“{name}”没有填报",
		"空白不按 0 分计；请填{allowed}{statement}",
		"（空白）", "是", "附件", false},
	{NotApplicable, Error, "不适用",
		"第 {indicator} 项“{name}”填了“不适用”，评分标准没有规定不适用如何计分",
		"请按实际情况填{allowed}{statement}；确实无法适用的，请报主管教育部门依第二十一条制定细则",
		"不适用", "是", "第二十一条", false},
	{UnknownAnswer, Error, "填报无法识别",
		"第 {indicator} 项“{name}”填了“{value}”，无法识别",
		"请填{allowed}{statement}",
		"基本符合", "是", "附件", false},
	{OutOfRange, Error, "数值超出范围",
		"第 {indicator} 项“{name}”填了“{value}”，超出范围",
		"请填{allowed}",
		"120%", "98%", "附件", false},
	{AmbiguousRate, Error, "出席率不明确",
		"第 {indicator} 项“{name}”填了 1，不知是 1% 还是 100%",
		"请写明百分号：全勤填 100%，百分之一填 1%",
		"1", "100%", "附件", false},
	{TooPrecise, Error, "小数过多",
		"第 {indicator} 项“{name}”填了“{value}”，小数超过 {decimals} 位",
		"请填{allowed}",
		"4.125", "4.13", "附件", false},
	{CellError, Error, "单元格出错",
		"“{column}”的单元格显示错误值 {value}",
		"请改正公式，或直接填{allowed}{statement}",
		"#N/A", "是", "第十一条", false},
	{FormulaWithoutValue, Error, "公式没有结果",
		"“{column}”是公式，但文件里没有保存计算结果",
		"请用 WPS 或 Excel 打开、重新计算并保存，或直接填{allowed}{statement}；如果放的是图片，请删去图片，改填文字",
		"没有保存结果的公式", "是", "第十一条", false},

	{PolarityDoubt, Warning, "疑似填反",
		"第 {indicator} 项“{name}”：{total} 人中有 {count} 人填“{answer}”",
		"填“是”表示符合评分说明（{meaning}），请核对是否填反",
		"全校第 6 项都填“否”", "没有陋习的填“是”", "附件", false},
	{UniformAnswers, Warning, "填报全部相同",
		"这张表的 {total} 人，各项填报完全相同",
		"请核对是否逐人如实填报",
		"整张表复制同一行", "逐人填报", "第四条", false},
	{RecordContradictsAnswer, Warning, "与信用信息矛盾",
		"{record}，“{group}”各项却都是满分",
		"请核对第 {from} 至 {to} 项的填报，或核对{source}",
		"有违规违纪记录而各项都填“是”", "与记录一致的填报", "第十条", false},
	{AwardWithoutRecord, Warning, "荣誉没有依据",
		"第 {indicator} 项“{name}”填了“{value}”，“信用信息”表里没有支持它的记录",
		"请在“信用信息”表补上该项荣誉（认定部门、文号、日期），或改正填报",
		"填“一等奖”而没有记录", "补上获奖记录", "第十条", false},
	{UnmatchedRecord, Warning, "信用信息对不上人",
		"这一行信用信息的身份证件号码“{value}”与填报表中的人对不上",
		"请核对身份证件号码（须为文本）；不是本单位人员的，请删去这一行",
		"号码写错的记录", "号码与填报表一致", "第九条", false},
	{BadRecord, Warning, "信用信息有误",
		"信用信息有误：{reason}",
		"请更正“信用信息”表：{remedy}",
		"类别填“表扬”", "类别填“荣誉表彰”", "第十条", false},
	{NotReviewed, Warning, "未审核",
		"教育部门和营商部门还没有都审核通过（{value}）",
		"请在“填报与审核”栏写明审核人、日期和意见，两个部门都通过后再评分",
		"教育部门尚未审核", "教育部门、营商部门审核通过", "第十一条", false},
	{FractionRate, Warning, "小数按比率计",
		"第 {indicator} 项“{name}”填了 {value}，按 {percent} 计",
		"如果不是这个意思，请写成百分数，例如 {percent}",
		"0.96", "96%", "附件", false},
	{TinyRate, Warning, "出席率不到 1%",
		"第 {indicator} 项“{name}”填了“{value}”，按 {percent} 计",
		"出席率很少这样低：如果是百分之九十几，请写成 95% 这样的百分数",
		"0.95%", "95%", "附件", false},
	{OtherDocument, Warning, "证件类型不认识",
		"证件类型“{value}”不认识，身份证件号码没有核对",
		"居民身份证请填“居民身份证”或留空；其他证件请写证件的全称，如“护照”",
		"证件", "居民身份证", "第九条", false},
	{NotText, Warning, "不是文字",
		"“{column}”的单元格{found}，不是文字",
		"请先把单元格格式设为“文本”，再重新输入{typed}",
		"3月2日（本来是 3-2）", "3-2（文本）", "第九条", false},
	{LostDropdown, Warning, "下拉选项没有了",
		"{columns}的下拉选项没有了（共 {count} 格，首见 {cell}）：粘贴或在第一个人上面插入行会这样，填错时就不再提醒",
		"请逐格核对；可从模板中把这一列的空白格复制、选择性粘贴“有效性验证”恢复，以后粘贴时用“选择性粘贴—数值”",
		"从别的表格整块粘贴", "选择性粘贴—数值", "附件", false},
	{SameFile, Warning, "文件重复",
		"与“{value}”内容完全相同",
		"同一个工作簿交了两份，请移走一份",
		"某校 - 副本.xlsx", "（移走）", "第十一条", false},
	{SeveralAwards, Warning, "填了几个奖项",
		"第 {indicator} 项“{name}”填了“{value}”，只按最高的“{counted}”计分",
		"只填最高的一项即可",
		"二等奖、三等奖", "二等奖", "附件", true},
	{UnknownColumn, Warning, "多余的列",
		"“{value}”列不是填报内容，没有读取",
		"不需要的列可以删去；如果是填报内容，请按模板改正表头",
		"序号", "（删去）", "附件", true},
	{HiddenData, Warning, "有隐藏内容",
		"{what}是隐藏的，其中的内容仍然读取",
		"请取消隐藏，核对后再交",
		"隐藏的行", "全部显示", "第四条", true},
	{TotalsRow, Warning, "合计行",
		"第 {row} 行是合计行（“{value}”），没有评分",
		"合计行可以删去",
		"合计", "（删去）", "第十一条", true},
	{NoteRow, Warning, "说明行",
		"第 {row} 行没有身份证件号码，也没有任何填报（“{value}”），按说明行跳过",
		"如果这一行是教育从业人员，请补填身份证件号码和各项填报",
		"填表人：……", "（写在表外）", "第十一条", false},
	{NoPractitioner, Warning, "没有填报人员",
		"没有填报任何人员",
		"请核对交来的是否是填好的工作簿：每人一行，填在表头之下",
		"空白模板", "每人一行", "第十一条", false},
	{OwnOutput, Warning, "本程序的结果",
		"是本程序写出的{kind}，不是填报工作簿，已跳过",
		"结果文件请与填报工作簿分开存放",
		"某校-评分.xlsx", "某校.xlsx", "第十一条", true},
}

var byCode = func() map[Code]Entry {
	m := make(map[Code]Entry, len(catalogue))
	for _, entry := range catalogue {
		m[entry.Code] = entry
	}
	return m
}()

// Catalogue is every entry, the gravest first.
func Catalogue() []Entry { return append([]Entry(nil), catalogue...) }

// Find is the catalogue's entry of a code. Every code has one; asking for
// another is a mistake in the program.
func Find(code Code) Entry {
	entry, known := byCode[code]
	if !known {
		panic(fmt.Sprintf("finding: no entry for code %q", code))
	}
	return entry
}

// Gravity is the code's place in the catalogue: the smaller, the graver.
func Gravity(code Code) int {
	for i, entry := range catalogue {
		if entry.Code == code {
			return i
		}
	}
	return len(catalogue)
}
