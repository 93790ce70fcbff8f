package practitioner

// ResidentID is the 证件类型 that is meant where none is given.
const ResidentID = "居民身份证"

// Practitioner is who a row of a submission is about (article 9's basic data).
type Practitioner struct {
	// County is the canonical county, or the text found where it is unknown.
	County string
	// CountyIndex is the county's place in the rubric's list, -1 where it is
	// unknown.
	CountyIndex int
	School      string
	Name        string
	Document    string // 证件类型
	ID          ID
	Certificate string // 资格证号
	Post        string // 岗位
	Annual      string // 年度考核
	Ethics      string // 师德考核
	Remark      string // 备注
}
