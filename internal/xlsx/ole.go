package xlsx

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"fmt"
	"io"

	"github.com/richardlehane/mscfb"
	"github.com/xuri/excelize/v2"
)

// oleSignature starts a compound file: an old .xls, a locked .xlsx, a .doc.
var oleSignature = []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

const (
	// maxSpin bounds the work that a file may ask for to try one password.
	maxSpin = 1_000_000
	// maxEncryptionInfo is far above what the description of a lock needs.
	maxEncryptionInfo = 64 << 10
)

// compound is what is needed to know of a compound file.
type compound struct {
	// names are the streams at the top; a document may embed others.
	names map[string]bool
	// infos and packages count what the decryption might take, at any depth.
	infos, packages int
	// info describes the lock, size is the length of what is locked in.
	info []byte
	size uint64
}

// openCompound refuses a compound file with its reason, or opens the lock of
// an encrypted workbook and returns what was inside.
func openCompound(data []byte, password string) ([]byte, error) {
	c, err := readCompound(data)
	if err != nil {
		return nil, err
	}
	switch {
	case c.names["EncryptedPackage"]:
		return c.unlock(data, password)
	case c.names["Workbook"], c.names["Book"]:
		return nil, legacy(hintSaveAs, "这是早期的 Excel 或 WPS 表格（.xls、.et），不是 .xlsx 工作簿")
	case c.names["WordDocument"]:
		return nil, wrongFile(hintWrong, "这是 Word 文档，不是工作簿")
	case c.names["PowerPoint Document"]:
		return nil, wrongFile(hintWrong, "这是 PowerPoint 演示文稿，不是工作簿")
	}
	return nil, damaged("不是工作簿，内容无法识别（OLE 复合文件）")
}

// readCompound lists the streams. The library is guarded: it was not made
// for hostile files.
func readCompound(data []byte) (c compound, err error) {
	defer func() {
		if recover() != nil {
			err = damaged("文件已损坏（OLE 复合文件的结构不对）")
		}
	}()
	doc, err := mscfb.New(bytes.NewReader(data))
	if err != nil {
		return c, damaged("文件不完整或已损坏（OLE 复合文件的结构不对）")
	}
	c.names = map[string]bool{}
	for {
		f, err := doc.Next()
		if err != nil {
			return c, nil
		}
		if len(f.Path) == 0 {
			c.names[f.Name] = true
		}
		if err := c.note(f, len(data)); err != nil {
			return c, err
		}
	}
}

// note keeps what describes the lock.
func (c *compound) note(f *mscfb.File, whole int) error {
	switch f.Name {
	case "EncryptionInfo":
		c.infos++
		if f.Size < 0 || f.Size > maxEncryptionInfo {
			return damaged("加密信息的大小反常")
		}
		c.info = make([]byte, f.Size)
		if _, err := io.ReadFull(f, c.info); err != nil {
			return damaged("加密信息不完整")
		}
	case "EncryptedPackage":
		c.packages++
		var size [8]byte
		if f.Size < 8 || f.Size > int64(whole) {
			return damaged("加密内容的大小反常")
		}
		if _, err := io.ReadFull(f, size[:]); err != nil {
			return damaged("加密内容不完整")
		}
		c.size = binary.LittleEndian.Uint64(size[:])
	}
	return nil
}

// unlock decrypts an encrypted workbook.
func (c compound) unlock(data []byte, password string) ([]byte, error) {
	if password == "" {
		return nil, locked("工作簿设有打开密码")
	}
	if c.packages != 1 || c.infos != 1 || c.size > uint64(len(data)) {
		return nil, damaged("加密的工作簿已损坏")
	}
	if err := checkSpin(c.info); err != nil {
		return nil, err
	}
	plain, err := decrypt(data, password)
	if err != nil {
		return nil, locked("加密的工作簿打不开：密码不对，或者加密方式不受支持")
	}
	if !bytes.HasPrefix(plain, localSignature) {
		return nil, locked("工作簿的打开密码不对")
	}
	return plain[:min(uint64(len(plain)), c.size)], nil
}

// checkSpin bounds the work of trying a password. Only the newer of the two
// ways to lock a workbook names it, in XML after eight bytes.
func checkSpin(info []byte) error {
	if len(info) < 8 {
		return damaged("加密信息不完整")
	}
	if binary.LittleEndian.Uint16(info) != 4 || binary.LittleEndian.Uint16(info[2:]) != 4 {
		return nil
	}
	d := xml.NewDecoder(bytes.NewReader(info[8:]))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return damaged("加密信息已损坏")
		}
		start, _ := token.(xml.StartElement)
		for _, a := range start.Attr {
			if n, ok := digits(a.Value); a.Name.Local == "spinCount" && (!ok || n > maxSpin) {
				return damaged("加密信息反常（密码运算次数超过 %d）", maxSpin)
			}
		}
	}
}

func decrypt(data []byte, password string) (plain []byte, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("decrypt: %v", r)
		}
	}()
	return excelize.Decrypt(data, &excelize.Options{Password: password})
}
