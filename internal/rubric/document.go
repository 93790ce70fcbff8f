package rubric

import (
	"regexp"
	"strings"
	"unicode"

	"gopkg.in/yaml.v3"

	"credit/internal/fold"
)

var (
	// yearOfDocument is the year in a document's number: 〔2026〕.
	yearOfDocument = regexp.MustCompile(`[〔\[(【]第?(?:19|20)\d\d年?[〕\])】]`)
	// noDocument is how people write that there is no number.
	noDocument = regexp.MustCompile(`^(?:无|暂|待|没有|未)`)
	// overlayID is an overlay's id.
	overlayID = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9-]*$`)
)

// isDocument reports the number of a document: who issued it, then a number,
// behind the year where one stands in brackets.
func isDocument(text string) bool {
	text = fold.Text(text)
	if noDocument.MatchString(text) {
		return false
	}
	at := yearOfDocument.FindStringIndex(text)
	if at == nil {
		first := strings.IndexFunc(text, unicode.IsDigit)
		return first > 0 && strings.ContainsFunc(text[:first], unicode.IsLetter) && !strings.ContainsAny(text, "〔[【")
	}
	return strings.ContainsFunc(text[:at[0]], unicode.IsLetter) && strings.ContainsFunc(text[at[1]:], unicode.IsDigit)
}

// sameDocument reports one number of a document, however its brackets are
// written.
func sameDocument(a, b string) bool {
	plain := strings.NewReplacer("〔", "(", "〕", ")", "【", "(", "】", ")", "[", "(", "]", ")")
	return plain.Replace(fold.Text(a)) == plain.Replace(fold.Text(b))
}

// checkNames holds the id, the edition and the document's number of an overlay
// to what papers and file names can bear. Results that were made before it did
// are still read.
func (r *overlayReader) checkNames(o *object) {
	r.checkID(o.named["id"])
	if n := o.named["edition"]; strings.ContainsAny(r.overlay.Edition, joint+" \t\"'“”‘’/\\#＃") {
		r.fault(n, "“edition”（版本）不能有空格、引号、加号、斜杠和“#”，请写成 \"2026-03-01\" 的样子，而不是“%s”", short(n.Value))
	}
	switch n := o.named["document"]; {
	case r.overlay.Document == "":
	case strings.ContainsAny(r.overlay.Document, "#＃"):
		r.fault(n, "“%s”里的“#”和后面的字会被当作文号：说明请用半角“#”，前面空一格", short(n.Value))
	case sameDocument(r.overlay.Document, r.base.For(-1).Document):
		r.fault(n, "“%s”是评分标准自己的文号：请写这份细则的文号", short(n.Value))
	case !isDocument(r.overlay.Document):
		r.fault(n, "“%s”不是文号：请照正式文件写，有年份和顺序号，如 伊美教联发〔2026〕3号；草案请写拟用的文号", short(n.Value))
	}
}

// longestID is how long an overlay's id may be: file names bear it.
const longestID = 40

// checkID holds the overlay's id to what tells it from others.
func (r *overlayReader) checkID(n *yaml.Node) {
	switch id := r.overlay.ID; {
	case id == "": // noted already
	case !overlayID.MatchString(id):
		r.fault(n, "“id”（标识）只能用英文字母、数字和减号，如 yimei-2026，而不是“%s”%s", short(n.Value), hashed(n))
	case len(id) > longestID:
		r.fault(n, "“id”（标识）最多 %d 个字符，现在有 %d 个", longestID, len(id))
	case id == r.base.For(-1).ID:
		r.fault(n, "“id”（标识）不能和评分标准的一样：“%s”", id)
	}
}

// checkStored is checkNames for results that were made already.
func (r *overlayReader) checkStored(o *object) {
	for _, name := range []string{"id", "edition"} {
		if n := o.named[name]; n != nil && strings.ContainsAny(n.Value, joint+" \t") {
			r.fault(n, "“%s”不能有加号和空格", name)
		}
	}
}
