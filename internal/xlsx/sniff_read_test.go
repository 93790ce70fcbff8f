package xlsx_test

import (
	"bytes"
	"encoding/binary"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"credit/internal/finding"
	"credit/internal/xlsx"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
)

func TestSniff(t *testing.T) {
	const legacy = finding.LegacyXLS
	gbk := func(text string) string {
		out, err := simplifiedchinese.GB18030.NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	binaryType := "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
	document := func(kind string) string {
		return string(replaced(t, "[Content_Types].xml", mainType, kind).zip(t))
	}
	long := strings.Repeat("伊美区,第一小学,甲,是,否\r\n", 20_000)
	for _, c := range []struct {
		promise, data string
		code          finding.Code
		reason        string
	}{
		{"an empty file", "", broken, "空的（0 字节）"},
		{"a file of zeros", strings.Repeat("\x00", 5000), broken, "零字节"},
		{"white space", " \r\n\t", broken, "只有空白"},
		{"CSV in UTF-8", "学校,姓名\r\n第一小学,甲\r\n", legacy, "CSV 或文本"},
		{"CSV with a mark", "\ufeff学校,姓名\r\n", legacy, "CSV 或文本"},
		{"CSV in GBK", gbk("学校,姓名\r\n第一小学,甲\r\n"), legacy, "CSV 或文本"},
		{"a long CSV in UTF-8", long, legacy, "CSV 或文本"},
		{"a long CSV in UTF-8, cut elsewhere", "x" + long, legacy, "CSV 或文本"},
		{"a long CSV in GBK", gbk("x" + long), legacy, "CSV 或文本"},
		{"tabs in UTF-16", utf16Text("学校\t姓名\r\n第一小学\t甲"), legacy, "CSV 或文本"},
		{"HTML", "<html><body><table><tr><td>1</td></tr></table>", legacy, "HTML"},
		{"HTML after a mark and blanks", "\ufeff \r\n<!DOCTYPE HTML><p>", legacy, "HTML"},
		{"a bare table", "<table border=1>", legacy, "HTML"},
		{"HTML in GBK", gbk("<html><head><title>填报表</title></head>"), legacy, "HTML"},
		{"HTML as XML", `<?xml version="1.0"?><html xmlns="x">`, legacy, "HTML"},
		{"Excel 2003 XML", `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">`, legacy, "Excel 2003 XML"},
		{"a flat OpenDocument", `<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">`, legacy, ".fods"},
		{"a web archive", "MIME-Version: 1.0\r\nX: y\r\n", legacy, ".mht"},
		{"other XML", `<?xml version="1.0"?><a/>`, broken, "XML 文件"},
		{"JSON", `{"a":1,"b":2}`, broken, "文本文件"},
		{"a text", "你好\n再见\n", broken, "文本文件"},
		{"PDF", "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\x00\x01", broken, "PDF"},
		{"PDF of text alone", "%PDF-1.4\n1 0 obj", broken, "PDF"},
		{"a PNG picture", "\x89PNG\r\n\x1a\n\x00\x00", broken, "PNG"},
		{"a JPEG picture", "\xff\xd8\xff\xe0\x00\x10JFIF\x00", broken, "JPEG"},
		{"RAR", "Rar!\x1a\x07\x01\x00", broken, "RAR"},
		{"an older BIFF", "\x09\x08\x08\x00\x00\x05\x05\x00", legacy, ".xls"},
		{"noise", "\x01\x02\x03\x04\xff", broken, "无法识别"},
		{"xlsb", document(binaryType), legacy, ".xlsb"},
		{"Word", document("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"), broken, "Word"},
		{"PowerPoint", document("application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"), broken, "PowerPoint"},
		{"an add-in", document("application/vnd.ms-excel.addin.macroEnabled.main+xml"), broken, "加载宏"},
		{"another type", document("application/xml"), broken, "内容类型"},
		{"ods", string(parts{"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}.zip(t)), legacy, ".ods"},
		{"odt", string(parts{"mimetype": "application/vnd.oasis.opendocument.text"}.zip(t)), broken, "OpenDocument 文档"},
		{"Numbers", string(parts{"Index/Document.iwa": "x"}.zip(t)), legacy, "Numbers"},
		{"an archive of workbooks", string(parts{"a.xlsx": "x"}.zip(t)), broken, "普通压缩包"},
		{"an empty archive", string(parts{}.zip(t)), broken, "空的压缩包"},
		{"the beginning of an archive", "PK\x03\x04" + strings.Repeat("x", 100), broken, "没有传完"},
	} {
		t.Run(c.promise, func(t *testing.T) { refuses(t, []byte(c.data), c.code, c.reason) })
	}
}

func TestEncrypted(t *testing.T) {
	plain := randomBook(t, 3) // not a tiny one: those excelize locks wrongly
	sealed, err := excelize.Encrypt(plain, &excelize.Options{Password: "伊春"})
	if err != nil {
		t.Fatal(err)
	}
	t.Run("the right password opens it", func(t *testing.T) {
		want, _ := readAll(t, plain, xlsx.Options{})
		got, r := readAll(t, sealed, xlsx.Options{Password: "伊春"})
		if r != nil || got != want {
			t.Error(got, r)
		}
	})
	t.Run("no password", func(t *testing.T) { refuses(t, sealed, finding.EncryptedWorkbook, "设有打开密码") })
	t.Run("a wrong password", func(t *testing.T) {
		_, r := readAll(t, sealed, xlsx.Options{Password: "x"})
		if r == nil || r.Code != finding.EncryptedWorkbook || !strings.Contains(r.Reason, "密码不对") {
			t.Error(r)
		}
	})
	for stream, want := range map[string]string{"Workbook": ".xls、.et", "Book": ".xls、.et", "WordDocument": "Word", "Other": "OLE"} {
		t.Run("a stream named "+stream, func(t *testing.T) {
			code := finding.UnreadableWorkbook
			if strings.HasPrefix(want, ".xls") {
				code = finding.LegacyXLS
			}
			refuses(t, renamed(t, sealed, stream), code, want)
		})
	}
	t.Run("cut off", func(t *testing.T) {
		for _, n := range []int{8, 100, 511, 512, 600, 2000, len(sealed) - 700} {
			if _, r := readAll(t, sealed[:n], xlsx.Options{Password: "伊春"}); r == nil {
				t.Errorf("%d bytes were accepted", n)
			}
		}
	})
}

// TestEncryptedByExcel opens what Excel locked in its three ways, from the
// samples that come with excelize.
func TestEncryptedByExcel(t *testing.T) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/xuri/excelize/v2").Output()
	if err != nil {
		t.Skip("no module cache:", err)
	}
	for _, name := range []string{"encryptAES.xlsx", "encryptSHA1.xlsx", "encryptSHA512.xlsx"} {
		data, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "test", name))
		if err != nil {
			t.Skip(err)
		}
		t.Run(name, func(t *testing.T) {
			got, r := readAll(t, data, xlsx.Options{Password: "password"})
			if r != nil || !strings.HasPrefix(got, "[Sheet1]\nA1 ") {
				t.Error(got, r)
			}
			_, r = readAll(t, data, xlsx.Options{Password: "Password"})
			if r == nil || r.Code != finding.EncryptedWorkbook || !strings.Contains(r.Reason, "密码不对") {
				t.Error(r)
			}
		})
		if spin := []byte(`spinCount="100000" saltSize="16"`); bytes.Contains(data, spin) {
			t.Run(name+" with a spin count that would take minutes", func(t *testing.T) {
				slow := bytes.Replace(data, spin, []byte(`spinCount="90000000" saltSize=""`), 1)
				_, r := readAll(t, slow, xlsx.Options{Password: "password"})
				if r == nil || !strings.Contains(r.Reason, "运算次数") {
					t.Error(r)
				}
			})
		}
	}
}

// renamed gives the stream EncryptedPackage another name.
func renamed(t *testing.T, sealed []byte, name string) []byte {
	t.Helper()
	wide := func(s string) []byte { return []byte(utf16Text(s)[2:]) }
	data := bytes.Clone(sealed)
	at := bytes.Index(data, wide("EncryptedPackage"))
	if at < 0 {
		t.Fatal("no stream EncryptedPackage")
	}
	clear(data[at : at+64])
	copy(data[at:], wide(name))
	binary.LittleEndian.PutUint16(data[at+64:], uint16(2*len(name)+2))
	return data
}
