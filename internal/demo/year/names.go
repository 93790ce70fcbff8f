package year

import "strings"

// Surnames stand as often as they are common.
var surnames = strings.Fields(`
	王 王 王 王 李 李 李 李 张 张 张 张 刘 刘 刘 陈 陈 杨 杨 赵 赵 孙 孙 周 徐 朱 马 高 高 林 郭 何 罗 梁 宋 郑
	谢 韩 韩 唐 冯 于 于 董 程 曹 袁 邓 许 傅 沈 曾 彭 吕 苏 卢 蒋 蔡 贾 丁 魏 薛 叶 阎 潘 杜 戴 夏 钟 汪 田 任 姜
	姜 范 方 石 姚 谭 廖 邹 熊 金 陆 郝 孔 白 崔 康 毛 邱 秦 江 史 顾 侯 邵 孟 龙 万 段 钱 汤 尹 欧阳 司马 那`)

var (
	womenFirst = strings.Fields("丽 秀 玉 春 晓 雪 淑 桂 海 文 思 雅 佳 静 美 艳 红 冬 立 慧 梦 欣 婷 凤 冰")
	womenLast  = strings.Fields("华 英 梅 兰 芳 霞 燕 娟 敏 萍 红 玲 娜 丽 杰 琳 颖 洁 慧 莹 雪 岩 波 宇 彤 妍 萌")
	menFirst   = strings.Fields("志 建 国 文 海 立 春 永 德 庆 晓 宏 俊 明 子 世 林 振 兴 长 树 松 成 向 天")
	menLast    = strings.Fields("强 军 伟 明 刚 勇 平 林 波 辉 涛 斌 峰 江 山 民 生 宇 鹏 超 森 龙 东 杰 岩 臣 洋")
)

// name makes up a name; one in six is of two characters.
func (m *Maker) name(woman bool) string {
	first, last := menFirst, menLast
	if woman {
		first, last = womenFirst, womenLast
	}
	name := m.pick(surnames)
	if !m.chance(1.0 / 6) {
		name += m.pick(first)
	}
	return name + m.pick(last)
}

var remarks = []string{"年内调入", "借调", "支教一年", "兼任备课组长", "产假 98 天", "走教", "轮岗交流", "返聘"}

// post draws what someone does at a school.
func (m *Maker) post(k Kind) string {
	posts := []string{"教师", "班主任", "管理人员", "教辅人员"}
	weights := []int{60, 26, 9, 5}
	if k == Kindergarten {
		posts[1], weights[3] = "主班教师", 12
	}
	return posts[m.weighted(weights)]
}
