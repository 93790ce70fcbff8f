package submission

import (
	"slices"
	"strconv"
	"strings"

	"credit/internal/finding"
	"credit/internal/fold"
	"credit/internal/practitioner"
	"credit/internal/rubric"
	"credit/internal/sheet"
)

func itoa(n int) string { return strconv.Itoa(n) }

// best is the index of the answer with the most points.
func best(answers []rubric.Answer) int {
	at := 0
	for i := range answers {
		if answers[i].Points > answers[at].Points {
			at = i
		}
	}
	return at
}

// counties knows every accepted form of every county (readings A36).
type counties struct {
	rubric rubric.Counties
	forms  map[string]int
	known  map[string]int // texts as found → index, -1 for none
}

func newCounties(c rubric.Counties) counties {
	k := counties{c, map[string]int{}, map[string]int{}}
	for i, county := range c.Names {
		for _, form := range append([]string{county.Name, county.Code}, county.Also...) {
			if form != "" {
				k.forms[fold.Key(form)] = i
			}
		}
	}
	return k
}

// find is the index of the county that a text means, or -1.
func (c counties) find(text string) int {
	if i, known := c.known[text]; known {
		return i
	}
	key, found := fold.Key(text), -1
	if i, known := c.forms[key]; known {
		found = i
	}
	for _, prefix := range c.rubric.Prefixes {
		key = strings.TrimPrefix(key, fold.Key(prefix))
		if i, known := c.forms[key]; known && found < 0 {
			found = i
		}
	}
	if len(c.known) < rememberedAnswers {
		c.known[strings.Clone(text)] = found
	}
	return found
}

func (c counties) allowed() string {
	names := make([]string, len(c.rubric.Names))
	for i, county := range c.rubric.Names {
		names[i] = county.Name
	}
	return joined(names)
}

// readIdentity reads who the row is about.
func (s *sheetReading) readIdentity(e *Entry) {
	e.ValidID = false
	e.Practitioner = practitioner.Practitioner{CountyIndex: -1, Document: practitioner.ResidentID}
	p := &e.Practitioner
	p.Name = s.fieldText(name) // first: findings bear it
	for f := range fieldCount {
		if s.fields[f] == 0 || !s.fieldStands(e, f) || f == name {
			continue
		}
		if f == id {
			s.readID(e)
			continue
		}
		text := s.fieldText(f)
		switch f {
		case county:
			s.readCounty(e, text)
		case school:
			p.School = text
		case document:
			if text != "" {
				p.Document = text
			}
		case certificate:
			p.Certificate = text
		case post:
			p.Post = text
		case annual:
			p.Annual = text
		case ethics:
			p.Ethics = text
		case remark:
			p.Remark = text
		}
	}
}

// fieldText is a field as a person reads it.
func (s *sheetReading) fieldText(f field) string {
	cell := &s.cells[f]
	switch {
	case isPicture(*cell):
		return ""
	case cell.Date:
		return shownMoment(*cell, s.info.From1904)
	case cell.Kind == sheet.Number:
		return readEntry(*cell).given
	case cell.Kind == sheet.Text, cell.Kind == sheet.Bool:
		if f == name || f == school {
			return unbroken(cell.Text)
		}
		return fold.Line(cell.Text)
	}
	return ""
}

// unbroken is a text trimmed, spaces within as they are (张　三), on one line.
func unbroken(text string) string {
	text = fold.Trim(text)
	if strings.IndexFunc(text, isBreak) < 0 {
		return text
	}
	return strings.Join(strings.FieldsFunc(text, isBreak), " ")
}

func isBreak(r rune) bool {
	switch r {
	case '\n', '\r', '\t', '\v', '\f', 0x85, 0x2028, 0x2029:
		return true
	}
	return false
}

// fieldStands reports a field that can be read; what keeps it from being
// read is noted. A needed field must not be blank.
func (s *sheetReading) fieldStands(e *Entry, f field) bool {
	cell := s.cells[f]
	if cell.Kind == sheet.Text && !cell.Date && !isPicture(cell) && !fold.IsBlank(cell.Text) {
		return true
	}
	switch {
	case f == remark && (cell.Kind == sheet.Error || cell.Kind == sheet.NoValue):
	case cell.Kind == sheet.Error:
		s.fieldFault(e, f, finding.CellError, shownValue(cell.Text), nil)
	case cell.Kind == sheet.NoValue:
		s.fieldFault(e, f, finding.FormulaWithoutValue, "", nil)
	case fields[f].needed && (isEmpty(cell) || isPicture(cell) && (f == name || f == school)):
		s.fieldFault(e, f, finding.MissingIdentity, "", nil)
	case f == county, f == id:
		return true
	case isPicture(cell):
		s.fault(e, finding.NotText, s.fields[f], pictureShown, finding.Words{
			"column": fields[f].header, "found": "里是图片", "hint": pictureHint + "：" + s.allowedIn(f),
		})
		return true
	case cell.Date && f != remark:
		moment := shownMoment(cell, s.info.From1904)
		s.fault(e, finding.NotText, s.fields[f], moment, finding.Words{
			"column": fields[f].header, "found": "被当成了日期（" + moment + "）", "typed": typed(cell, s.info.From1904),
		})
		return true
	default:
		return true
	}
	return false
}

// fieldFault notes what is wrong with a field, in clear words.
func (s *sheetReading) fieldFault(e *Entry, f field, code finding.Code, value string, words finding.Words) {
	if words == nil {
		words = finding.Words{}
	}
	allowed := s.allowedIn(f)
	words["column"], words["allowed"], words["statement"] = fields[f].header, allowed, ""
	if code == finding.MissingIdentity && f == county {
		words["hint"] = "请填写" + allowed
	}
	fault := s.fault(e, code, s.fields[f], value, words)
	s.explain(fault, subject{
		text: "“" + fields[f].header + "”", allowed: allowed, format: "文本", spreads: f == county || f == school,
	}, s.cells[f])
}

// allowedIn is what may stand in a field, in Chinese.
func (s *sheetReading) allowedIn(f field) string {
	if f == county {
		return s.counties.allowed()
	}
	return belongs[f]
}

// belongs are what stands in the fields.
var belongs = [fieldCount]string{
	school: "学校的全称", name: "本人姓名", document: "证件的名称，如“居民身份证”", id: "证件上的号码", certificate: "教师资格证上的号码",
	post: "岗位的名称", annual: "年度考核的结果", ethics: "师德考核的结果", remark: "要说明的情况",
}

func (s *sheetReading) readCounty(e *Entry, text string) {
	p := &e.Practitioner
	p.County, p.CountyIndex = text, s.counties.find(text)
	if p.CountyIndex < 0 {
		s.fieldFault(e, county, finding.UnknownCounty, shownValue(text), finding.Words{"counties": s.counties.allowed()})
		return
	}
	p.County = s.counties.rubric.Names[p.CountyIndex].Name
}

// defects say in Chinese what is wrong with a 居民身份证 number, see
// residentDefect, and what to do.
var defects = map[practitioner.Defect]struct{ words, remedy string }{
	practitioner.WrongLength:    {"", "请对照证件补上缺少的或删去多余的，填满 18 位"},
	practitioner.WrongCharacter: {"含有不能出现的字符", "号码只有数字，最后一位可以是 X：请对照证件改正"},
	practitioner.WrongDate:      {"中的出生日期不存在", "第 7 至 14 位是出生年月日：请对照证件改正"},
	practitioner.WrongCheck:     {"的校验码不符，可能有一位填错", "请对照证件逐位核对，改正填错的一位"},
}

func (s *sheetReading) readID(e *Entry) {
	cell, p := s.cells[id], &e.Practitioner
	if cell.Kind == sheet.Number {
		p.ID = practitioner.NewID(cell.Text)
		s.fault(e, finding.IDPrecisionLost, s.fields[id], p.ID.String(), nil)
		return
	}
	if isPicture(cell) {
		s.fieldFault(e, id, finding.BadID, "", nil)
		return
	}
	p.ID = practitioner.NewID(cell.Text)
	if !isResident(p.Document) {
		s.readOtherID(e)
		return
	}
	if words := residentDefect(p.ID); words != "" {
		s.fault(e, finding.BadID, s.fields[id], p.ID.String(), finding.Words{
			"defect": words, "hint": defects[p.ID.CheckResident()].remedy + "；不是居民身份证的，请在“证件类型”列写明证件",
		})
		return
	}
	e.ValidID = true
}

// residentDefect says in Chinese what is wrong with a 居民身份证 number, empty
// where it is sound.
func residentDefect(id practitioner.ID) string {
	switch defect := id.CheckResident(); defect {
	case practitioner.Sound:
		return ""
	case practitioner.WrongLength:
		return "是 " + itoa(id.Length()) + " 位，应为 18 位"
	default:
		return defects[defect].words
	}
}

// readOtherID reads the number of another document than a 居民身份证. Only that
// there is one can be checked.
func (s *sheetReading) readOtherID(e *Entry) {
	p := &e.Practitioner
	if s.cells[id].Kind == sheet.Bool || strings.IndexFunc(p.ID.Reveal(), isLetterOrDigit) < 0 {
		s.fault(e, finding.BadID, s.fields[id], p.ID.String(), finding.Words{
			"defect": "不是证件号码", "hint": "请对照证件填写" + belongs[id],
		})
		return
	}
	e.ValidID = true
	if !slices.Contains(otherDocuments, fold.Key(p.Document)) {
		s.fault(e, finding.OtherDocument, s.fields[document], shownValue(p.Document), nil)
	}
}

func isLetterOrDigit(r rune) bool { return r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' }

// otherDocuments are documents whose numbers follow rules of their own.
var otherDocuments = []string{
	"护照", "外国护照", "外国人永久居留身份证", "港澳居民来往内地通行证", "台湾居民来往大陆通行证",
	"港澳台居民居住证", "港澳居民居住证", "台湾居民居住证", "军官证", "士兵证", "警官证",
}

// isResident reports a document whose number follows GB 11643: every wording
// of 居民身份证, and what people put where they mean nothing special.
func isResident(text string) bool {
	if text == practitioner.ResidentID {
		return true
	}
	key := fold.Key(text)
	switch key {
	case "", "/", "-", "--", "—", "——", "无", "、", "身份证", "身份证件", "二代身份证", "第二代身份证":
		return true
	}
	return strings.Contains(key, practitioner.ResidentID)
}
