package xlsx

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	xunicode "golang.org/x/text/encoding/unicode"
)

// sniffed is how much of a file is looked at to say what it is.
const sniffed = 64 << 10

// magics are files that are no table, by their first bytes.
var magics = []struct{ start, what, hint string }{
	{"%PDF-", " PDF 文件", hintWrong},
	{"\xff\xd8\xff", "图片（JPEG）", hintWrong},
	{"\x89PNG\r\n", "图片（PNG）", hintWrong},
	{"GIF8", "图片（GIF）", hintWrong},
	{"BM", "图片（BMP）", hintWrong},
	{"II*\x00", "图片（TIFF）", hintWrong},
	{"MM\x00*", "图片（TIFF）", hintWrong},
	{"{\\rtf", " RTF 文档", hintWrong},
	{"Rar!\x1a", " RAR 压缩包", hintArchive},
	{"7z\xbc\xaf\x27\x1c", " 7z 压缩包", hintArchive},
	{"\x1f\x8b", " gzip 压缩包", hintArchive},
	{"MZ", "可执行程序", hintWrong},
}

// sniff says what a file is that is neither a zip archive nor a compound file.
func sniff(data []byte) *Refusal {
	if len(data) == 0 {
		return damaged("文件是空的（0 字节）")
	}
	head := data[:min(len(data), sniffed)]
	if len(bytes.Trim(head, "\x00")) == 0 {
		return damaged("文件内容全是零字节（可能没有下载或复制完）")
	}
	if text, ok := decodeText(head, len(head) < len(data)); ok {
		return sniffText(text)
	}
	for _, m := range magics {
		if bytes.HasPrefix(head, []byte(m.start)) {
			return wrongFile(m.hint, "这是%s，不是工作簿", m.what)
		}
	}
	if head[0] == 0x09 && len(head) > 4 && head[3] == 0 {
		return legacy(hintSaveAs, "这是早期的 Excel 表格（.xls），不是 .xlsx 工作簿")
	}
	return damaged("不是工作簿，内容无法识别")
}

// sniffText says what a text is.
func sniffText(text string) *Refusal {
	text = strings.TrimSpace(text)
	lower := strings.ToLower(text)
	for _, m := range magics[:1] {
		if strings.HasPrefix(text, m.start) {
			return wrongFile(m.hint, "这是%s，不是工作簿", m.what)
		}
	}
	switch {
	case text == "":
		return damaged("文件里只有空白")
	case strings.HasPrefix(lower, "<?xml") && strings.Contains(lower, "urn:schemas-microsoft-com:office:spreadsheet"),
		strings.Contains(lower, `<?mso-application progid="excel.sheet"`):
		return legacy(hintSaveAs, "这是 XML 表格（Excel 2003 XML），不是 .xlsx 工作簿")
	case strings.HasPrefix(lower, "<") && strings.Contains(lower, "opendocument:xmlns:office") &&
		strings.Contains(lower, "opendocument.spreadsheet"):
		return legacy(hintSaveAs, "这是 OpenDocument 表格（.fods），不是 .xlsx 工作簿")
	case strings.HasPrefix(lower, "mime-version:"):
		return legacy(hintSaveAs, "这是单个文件网页（.mht），不是 .xlsx 工作簿")
	case strings.HasPrefix(lower, "<") && hasHTML(lower):
		return legacy(hintSaveAs, "这是网页（HTML）表格，不是 .xlsx 工作簿")
	case strings.HasPrefix(lower, "<?xml"):
		return wrongFile(hintWrong, "这是 XML 文件，不是工作簿")
	case strings.HasPrefix(lower, `{\rtf`):
		return wrongFile(hintWrong, "这是 RTF 文档，不是工作簿")
	case strings.HasPrefix(text, "ID;P"):
		return legacy(hintSaveAs, "这是 SYLK 表格（.slk），不是 .xlsx 工作簿")
	case !strings.HasPrefix(text, "{") && delimited(text):
		return legacy(hintText, "这是 CSV 或文本，不是 .xlsx 工作簿")
	}
	return wrongFile(hintWrong, "这是文本文件，不是工作簿")
}

func hasHTML(lower string) bool {
	for _, tag := range []string{"<!doctype html", "<html", "<table", "<body", "<head", "<meta"} {
		if strings.Contains(lower, tag) {
			return true
		}
	}
	return false
}

// delimited says that the first line that is not blank has columns.
func delimited(text string) bool {
	line, _, _ := strings.Cut(text, "\n")
	return strings.ContainsAny(line, ",\t;，|")
}

// decodeText reads the bytes as a text in one of the encodings that tables
// are exported in here, and says whether they are one. cut says that the
// bytes are only the beginning and may end inside a character.
func decodeText(head []byte, cut bool) (string, bool) {
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		return decodeWith(xunicode.UTF16(xunicode.LittleEndian, xunicode.UseBOM), head, cut)
	case bytes.HasPrefix(head, []byte("\ufeff")):
		head = head[3:]
	}
	whole := head
	if cut {
		whole = head[:len(head)-utf8.UTFMax]
		for len(whole) > 0 && !utf8.Valid(whole[max(0, len(whole)-utf8.UTFMax):]) && len(head)-len(whole) < 2*utf8.UTFMax {
			whole = whole[:len(whole)-1]
		}
	}
	if utf8.Valid(whole) {
		return string(whole), readable(string(whole))
	}
	return decodeWith(simplifiedchinese.GB18030, head, cut)
}

func decodeWith(e encoding.Encoding, head []byte, cut bool) (string, bool) {
	out, err := e.NewDecoder().Bytes(head)
	if err != nil {
		return "", false
	}
	text := string(out)
	if cut {
		text = strings.TrimRight(text, "\ufffd")
	}
	return text, readable(text)
}

// readable says that a text has no characters that texts do not have.
func readable(text string) bool {
	for _, r := range text {
		if r == utf8.RuneError || unicode.IsControl(r) && !strings.ContainsRune("\t\r\n\f\x1a", r) {
			return false
		}
	}
	return true
}

// otherArchive recognises zip archives that are no Office package.
func otherArchive(a *archive) error {
	switch {
	case a.has("[Content_Types].xml"):
		return nil
	case a.has("mimetype"):
		return openDocument(a)
	case a.has("Index/Document.iwa"), a.has("Index.zip"):
		return legacy(hintSaveAs, "这是 Numbers 表格，不是 .xlsx 工作簿")
	case len(a.entries) == 0:
		return damaged("文件是空的压缩包")
	case a.has("xl/workbook.xml"):
		return damaged("文件不完整：缺少 [Content_Types].xml")
	}
	return wrongFile(hintArchive, "这是普通压缩包，不是工作簿")
}

func openDocument(a *archive) error {
	in, err := a.open("mimetype", 1<<10)
	if err != nil {
		return err
	}
	kind := make([]byte, 1<<10)
	n, _ := in.Read(kind)
	if strings.Contains(string(kind[:n]), "opendocument.spreadsheet") {
		return legacy(hintSaveAs, "这是 OpenDocument 表格（.ods），不是 .xlsx 工作簿")
	}
	return wrongFile(hintWrong, "这是 OpenDocument 文档，不是工作簿")
}

// otherDocument recognises Office packages that are no workbook of ours by
// the content type of their main part.
func otherDocument(kind string) error {
	switch kind {
	case plainType, templateType, macroType, macroTplType:
		return nil
	}
	switch lower := strings.ToLower(kind); {
	case strings.Contains(lower, "sheet.binary"):
		return legacy(hintSaveAs, "这是二进制工作簿（.xlsb），不是 .xlsx 工作簿")
	case strings.Contains(lower, "addin"):
		return wrongFile(hintWrong, "这是 Excel 加载宏（.xlam），不是工作簿")
	case strings.Contains(lower, "wordprocessingml"), strings.Contains(lower, "ms-word"):
		return wrongFile(hintWrong, "这是 Word 文档，不是工作簿")
	case strings.Contains(lower, "presentationml"), strings.Contains(lower, "ms-powerpoint"):
		return wrongFile(hintWrong, "这是 PowerPoint 演示文稿，不是工作簿")
	}
	return damaged("不是工作簿，或者内容类型的说明已损坏")
}
