package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"credit/internal/intake"
	"credit/internal/output"
	"credit/internal/practitioner"
	"credit/internal/seal"
	"credit/internal/yearend"
)

// seal gathers what the manifest of a scoring needs from outside.
func (flags *scoreFlags) seal(in *inputs) (s yearend.Seal, err error) {
	s.Roster = in.rosterSHA256
	if err := refuseSealedFolder(flags.out); err != nil {
		return s, err
	}
	if flags.previous != "" {
		var text []byte
		if text, in.previous, err = readManifest(flags.previous); err == nil {
			err = flags.refusePrevious(in.previous)
		}
		if err != nil {
			return s, hinted{err, "--previous 后面请写上一年度结果文件夹里的 manifest.json"}
		}
		s.Previous, s.PreviousYears = seal.SHA256(text), in.previous.Years
	}
	if flags.rowKey != "" {
		s.Key, err = readRowKey(flags.rowKey)
	}
	return s, err
}

// refusePrevious refuses what cannot be the manifest of an earlier year.
func (flags *scoreFlags) refusePrevious(m *seal.Manifest) error {
	switch {
	case isAmong(flags.previous, []string{filepath.Join(flags.out, output.ManifestName)}):
		return fmt.Errorf("--previous 的“%s”是这次要写入的文件夹里的清单，不是上一年度的", flags.previous)
	case m.RowKey == "" || len(m.Sheets) == 0:
		return fmt.Errorf("--previous 的“%s”没有逐行的记录：由较早的版本写出，或者被改动过", flags.previous)
	}
	return nil
}

// refuseSealedFolder refuses to replace results that were sealed: they are
// kept (article 20).
func refuseSealedFolder(dir string) error {
	if _, err := os.Lstat(filepath.Join(dir, output.SignatureName)); err != nil {
		return nil // there is none; what else is wrong is told by whoever opens the folder
	}
	return hinted{fmt.Errorf("输出文件夹“%s”里的评分结果已经封存（%s）：封存的结果要保留（第二十条），有 --force 也不替换", dir, output.SignatureName),
		"请用 -o 另指定一个文件夹"}
}

// remindOfNames says once that the name of a file bears an ID number: file
// names are seen by whoever sees the folder.
func remindOfNames(w io.Writer, files []intake.File) {
	for _, f := range files {
		if name := filepath.Base(f.Path); practitioner.MaskWithin(name) != name {
			say(w, "提醒：文件名里有证件号码，建议改名：“"+name+"”；评分工作簿的文件名随它")
			return
		}
	}
}

// readManifest reads a manifest and its text.
func readManifest(path string) (text []byte, m *seal.Manifest, err error) {
	if text, err = readSmall(path, "清单", seal.MostManifest); err != nil {
		return nil, nil, err
	}
	if m, err = seal.Parse(text); err != nil {
		return nil, nil, fmt.Errorf("“%s”%w", path, err)
	}
	return text, m, nil
}

func readRowKey(path string) (seal.Key, error) {
	text, err := readSmall(path, "行校验密钥", seal.MostKey)
	if err != nil {
		return seal.Key{}, err
	}
	key, err := seal.ParseKey(text)
	if err != nil {
		return seal.Key{}, fmt.Errorf("“%s”%w", path, err)
	}
	return key, nil
}

// readSmall reads a file that is no workbook whole.
func readSmall(path, what string, most int64) ([]byte, error) {
	data, err := output.ReadFile(path, most)
	if err != nil {
		return nil, fmt.Errorf("不能读取%s“%s”：%s", what, path, output.Reason(err))
	}
	return data, nil
}
