package cli_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"strings"
	"unicode/utf16"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// encrypt IN OUT PASSWORD saves a workbook with a password.
func encryptCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: encrypt IN OUT PASSWORD")
	}
	data, err := encrypted([]byte(ts.ReadFile(args[0])), args[2])
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), data, 0o644))
}

func encrypted(data []byte, password string) ([]byte, error) {
	return excelize.Encrypt(data, &excelize.Options{Password: password})
}

// raw OUT KIND makes a file that is no .xlsx, whatever its name says.
func rawCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: raw OUT KIND")
	}
	data, err := rawFile(args[1])
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o644))
}

const tableText = "县（市）区,学校,姓名,身份证件号码\n伊美区,松涛小学,张三,\n"

func rawFile(kind string) ([]byte, error) {
	switch kind {
	case "empty":
		return nil, nil
	case "zeros":
		return make([]byte, 4096), nil
	case "csv":
		return []byte(tableText), nil
	case "csv-gbk":
		return simplifiedchinese.GBK.NewEncoder().Bytes([]byte(tableText))
	case "html":
		return []byte("<html><body><table><tr><td>姓名</td></tr></table></body></html>"), nil
	case "pdf":
		return []byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"), nil
	case "jpeg":
		return []byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01"), nil
	case "xls":
		return oldWorkbook()
	case "ods":
		return archive("mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", "<office/>")
	case "xlsb":
		return archive("[Content_Types].xml", `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">`+
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`+
			`<Override PartName="/xl/workbook.bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>`,
			"_rels/.rels", `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`+
				`<Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.bin"/></Relationships>`,
			"xl/workbook.bin", "\x83\x01\x00")
	case "zip":
		return archive("甲.xlsx", "PK", "乙.xlsx", "PK")
	}
	return nil, fmt.Errorf("no such kind of file: %q", kind)
}

// oldWorkbook is a compound file with the stream that an .xls has.
func oldWorkbook() ([]byte, error) {
	var plain bytes.Buffer
	if err := excelize.NewFile().Write(&plain); err != nil {
		return nil, err
	}
	data, err := encrypted(plain.Bytes(), "x")
	if err != nil {
		return nil, err
	}
	from, to := utf16Bytes("EncryptedPackage"), utf16Bytes("Workbook")
	at := bytes.LastIndex(data, from)
	if at < 0 {
		return nil, fmt.Errorf("no EncryptedPackage to rename")
	}
	clear(data[at : at+64])
	copy(data[at:], to)
	binary.LittleEndian.PutUint16(data[at+64:], uint16(len(to)+2))
	return data, nil
}

func utf16Bytes(text string) []byte {
	var b []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		b = binary.LittleEndian.AppendUint16(b, unit)
	}
	return b
}

func archive(namesAndTexts ...string) ([]byte, error) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for i := 0; i < len(namesAndTexts); i += 2 {
		part, err := w.CreateHeader(&zip.FileHeader{Name: namesAndTexts[i], Method: zip.Store})
		if err != nil {
			return nil, err
		}
		if _, err := part.Write([]byte(namesAndTexts[i+1])); err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return out.Bytes(), err
}

// damage IN OUT HOW … breaks a workbook: half (the file is cut in the
// middle), drop PART, cut PART (the part ends in the middle, its checksum is
// right), crc PART (its checksum is wrong).
func damageCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: damage IN OUT HOW [PART]")
	}
	part := strings.Join(args[3:], " ")
	data, err := damagedFile([]byte(ts.ReadFile(args[0])), args[2], part)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), data, 0o644))
}

func damagedFile(data []byte, how, part string) ([]byte, error) {
	switch how {
	case "half":
		return data[:len(data)/2], nil
	case "crc":
		// The directory's copy of the checksum is what counts.
		at := bytes.LastIndex(data, []byte(part)) - 46
		if at < 0 {
			return nil, fmt.Errorf("no part %s", part)
		}
		data = bytes.Clone(data)
		data[at+16] ^= 0xff
		return data, nil
	case "drop", "cut":
		return rewrite(data, func(name string, content []byte) ([]byte, bool) {
			if name != part {
				return content, true
			}
			return content[:len(content)/2], how == "cut"
		})
	}
	return nil, fmt.Errorf("no such damage: %q", how)
}

// quickEnd keeps the race detector from waiting a second at the end of every
// process.
func quickEnd() []string { return append(os.Environ(), "GORACE=atexit_sleep_ms=0") }
