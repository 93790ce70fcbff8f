package submission

import (
	"regexp"
	"strconv"

	"credit/internal/fold"
	"credit/internal/rubric"
)

// field is an identity column of the contract.
type field int

// The identity columns, in the contract's order.
const (
	county field = iota
	school
	name
	document
	id
	certificate
	post
	annual
	ethics
	remark
	fieldCount
)

// fields are the canonical headers, what else is accepted, and whether a
// sheet needs them.
var fields = [fieldCount]struct {
	header string
	also   []string
	needed bool
}{
	county:      {"县（市）区", []string{"县区", "所属县区", "县市区"}, true},
	school:      {"学校", []string{"学校名称", "单位", "单位名称", "所在单位"}, true},
	name:        {"姓名", []string{"教师姓名"}, true},
	document:    {"证件类型", nil, false},
	id:          {"身份证件号码", []string{"身份证号", "身份证号码", "证件号码"}, true},
	certificate: {"资格证号", []string{"教师资格证号", "教师资格证号码"}, false},
	post:        {"岗位", []string{"岗位类别"}, false},
	annual:      {"年度考核", []string{"年度考核结果"}, false},
	ethics:      {"师德考核", []string{"师德考核结果"}, false},
	remark:      {"备注", nil, false},
}

// target is what a column holds: an identity field, an indicator, or neither.
type target struct {
	kind targetKind
	// index is the field or the indicator's index.
	index int
	// claimed is, for a mismatch, the indicator whose number the header
	// bears; index is then the one it names, or -1.
	claimed int
}

type targetKind uint8

const (
	unknownTarget targetKind = iota
	fieldTarget
	indicatorTarget
	mismatchTarget
	// ignoredTarget is passed over without a word: the live preview; in a
	// roster whatever does not say who somebody is.
	ignoredTarget
)

// isRead reports a column whose cells are read, or would be but for its
// header.
func (t target) isRead() bool { return t.kind != unknownTarget && t.kind != ignoredTarget }

// headers knows every accepted form of every header.
type headers struct {
	fields     map[string]field
	indicators map[string]int // folded name → index
	count      int
}

func newHeaders(r *rubric.Rubric) headers {
	h := headers{fields: map[string]field{}, indicators: map[string]int{}, count: len(r.Indicators)}
	for f := range fieldCount {
		h.fields[fold.Key(fields[f].header)] = f
		for _, also := range fields[f].also {
			h.fields[fold.Key(also)] = f
		}
	}
	for i, indicator := range r.Indicators {
		h.indicators[fold.Key(indicator.Name)] = i
	}
	return h
}

// numbered is a header that begins with a number: 1.名称, 1、名称,
// （1）名称, 1 名称, 第1项, 指标1.
var numbered = regexp.MustCompile(`^(第|指标|\()?([0-9]+)(项)?([.、):]*)(.*)$`)

// match says what a header stands for.
func (h headers) match(text string) target {
	key := fold.Key(text)
	if key == "" {
		return target{}
	}
	if f, known := h.fields[key]; known {
		return target{kind: fieldTarget, index: int(f)}
	}
	if i, known := h.indicators[key]; known {
		return target{kind: indicatorTarget, index: i}
	}
	parts := numbered.FindStringSubmatch(key)
	if parts == nil {
		return target{}
	}
	number, err := strconv.Atoi(parts[2])
	before, item, separator, rest := parts[1], parts[3] != "", parts[4] != "", parts[5]
	if err != nil || number < 1 || number > h.count {
		if named, known := h.indicators[rest]; known {
			// There is no such number: all there is to say is the name's.
			return target{kind: mismatchTarget, index: named, claimed: named}
		}
		return target{}
	}
	worded := before == "第" && item || before == "指标" && !item
	if rest == "" {
		if worded {
			return target{kind: indicatorTarget, index: number - 1}
		}
		return target{}
	}
	if before == "第" && !item || before != "第" && item {
		return target{}
	}
	named, known := h.indicators[rest]
	switch {
	case known && named == number-1:
		return target{kind: indicatorTarget, index: named}
	case known:
		return target{kind: mismatchTarget, index: named, claimed: number - 1}
	case separator || worded || spaced(text):
		return target{kind: mismatchTarget, index: -1, claimed: number - 1}
	}
	return target{}
}

// spaced reports a header whose number is followed by a space: the space is
// its separator.
func spaced(text string) bool {
	return spaceAfterNumber.MatchString(text)
}

var spaceAfterNumber = regexp.MustCompile(`^\p{Z}*[0-9０-９]{1,2}[\p{Z}\s]`)
