package cli

import (
	"fmt"
	"os"

	"credit/internal/output"
	"credit/internal/seal"
	"credit/internal/yearend"
)

// seal gathers what the manifest of a scoring needs from outside.
func (flags *scoreFlags) seal(in *inputs) (s yearend.Seal, err error) {
	s.Roster = in.rosterSHA256
	if flags.previous != "" {
		var text []byte
		if text, in.previous, err = readManifest(flags.previous); err != nil {
			return s, hinted{err, "--previous 后面请写上一年度结果文件夹里的 manifest.json"}
		}
		s.Previous = seal.SHA256(text)
	}
	if flags.rowKey != "" {
		s.Key, err = readRowKey(flags.rowKey)
	}
	return s, err
}

// readManifest reads a manifest and its text.
func readManifest(path string) (text []byte, m *seal.Manifest, err error) {
	if text, err = readSmall(path, "清单", mostManifest); err != nil {
		return nil, nil, err
	}
	if m, err = seal.Parse(text); err != nil {
		return nil, nil, fmt.Errorf("“%s”%w", path, err)
	}
	return text, m, nil
}

func readRowKey(path string) (seal.Key, error) {
	text, err := readSmall(path, "行校验密钥", mostKey)
	if err != nil {
		return seal.Key{}, err
	}
	key, err := seal.ParseKey(text)
	if err != nil {
		return seal.Key{}, fmt.Errorf("“%s”%w", path, err)
	}
	return key, nil
}

// How large a manifest and a key may be: a manifest has some 350 bytes a
// person.
const (
	mostManifest = 1 << 30
	mostKey      = 64 << 10
)

// readSmall reads a file that is no workbook whole.
func readSmall(path, what string, most int64) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, fmt.Errorf("不能读取%s“%s”：%s", what, path, output.Reason(err))
	case !info.Mode().IsRegular() || info.Size() > most:
		return nil, fmt.Errorf("“%s”不是%s文件", path, what)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("不能读取%s“%s”：%s", what, path, output.Reason(err))
	}
	return data, nil
}
