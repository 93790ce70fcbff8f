// Package verify holds a folder of results against its manifest: which files,
// sheets, rows and cells are not what score wrote, whether the signature is
// good, and, with the submissions at hand, whether scoring them again gives
// what stands there.
package verify

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"credit/internal/batch"
	"credit/internal/intake"
	"credit/internal/output"
	"credit/internal/rubric"
	"credit/internal/seal"
	"credit/internal/stamp"
	"credit/internal/xlsx"
	"credit/internal/yearend"
)

// Options are what is checked, and against what.
type Options struct {
	Dir string
	// Version is that of this program.
	Version string
	// Public, where given, is the key that the signature must be by.
	Public *seal.PublicKey
	// Previous, where given, is the text of last year's manifest.
	Previous []byte
	// Rescore asks for scoring Inputs again, by the rubric that the workbooks
	// carry or one of Rubrics.
	Rescore bool
	Inputs  []intake.File
	// Corrections, where given, reads the list of corrections that was carried
	// out, by the rubric of the results.
	Corrections func(*rubric.Rubric) (*yearend.Corrections, error)
	Rubrics     []*rubric.Rubric
	Password    string
	Jobs        int // workers, at least 1
}

// Report is what a check came to.
type Report struct {
	Manifest *seal.Manifest
	// Text is the manifest as it stands; Digest its 校验码.
	Text   []byte
	Digest string
	// Signature is what it is worth, SignedBy the key it says it is by.
	Signature seal.Verdict
	SignedBy  string
	// Key says that rows could be told by manifest.key.
	Key bool
	// Files are the outputs and what became of each, in the manifest's order.
	Files []FileState
	// Others are files that stand there besides and count for nothing.
	Others []string
	// Rescored are how many people were scored again, -1 where that was not
	// asked for or could not be done.
	Rescored int
	// Notes say what could not be checked, and why, in Chinese.
	Notes       []string
	Differences []Difference
}

// FileState is one output.
type FileState struct {
	Name string
	Same bool // byte for byte
}

// IsDifferent reports that anything is not as it was.
func (r *Report) IsDifferent() bool { return len(r.Differences) > 0 }

// errNoManifest is a folder that nobody can check.
var errNoManifest = errors.New("没有 manifest.json")

// Check holds a folder against its manifest. An error says in Chinese why that
// cannot be done.
func Check(ctx context.Context, o Options, progress *batch.Progress) (*Report, error) {
	c := &check{Options: o, Report: &Report{Rescored: -1}, progress: progress, noted: map[string]int{}}
	if err := c.open(); err != nil {
		return nil, err
	}
	c.signature()
	c.previous()
	if err := c.rowKey(); err != nil {
		return nil, err
	}
	for _, f := range c.Manifest.Outputs {
		if err := context.Cause(ctx); err != nil {
			return nil, err
		}
		err := batch.Guarded(f.File, func() error { return c.file(ctx, f) })
		if err != nil {
			return nil, err
		}
	}
	if err := c.added(); err != nil {
		return nil, err
	}
	if o.Rescore {
		if err := c.rescore(ctx); err != nil {
			return nil, err
		}
	}
	return c.Report, nil
}

// check is one run of Check.
type check struct {
	Options
	*Report
	progress *batch.Progress
	key      seal.Key
	digester *seal.Digester // nil without the key
	// rubric is what the results were made by, once it was found in one of the
	// workbooks.
	rubric *rubric.Rubric
	// noted are the places of Differences by their key.
	noted map[string]int
}

func (c *check) blame(d Difference) {
	c.noted[d.key()] = len(c.Differences)
	c.Differences = append(c.Differences, d)
}

func (c *check) note(format string, args ...any) {
	c.Notes = append(c.Notes, fmt.Sprintf(format, args...))
}

func (c *check) path(name string) string { return filepath.Join(c.Dir, name) }

// open reads the manifest.
func (c *check) open() (err error) {
	info, err := os.Stat(c.Dir)
	if err != nil || !info.IsDir() {
		return fmt.Errorf("“%s”不是文件夹，或者找不到", c.Dir)
	}
	c.Text, err = os.ReadFile(c.path(output.ManifestName))
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("“%s”里%w", c.Dir, errNoManifest)
	}
	if err != nil {
		return fmt.Errorf("不能读取“%s”：%s", c.path(output.ManifestName), output.Reason(err))
	}
	if c.Manifest, err = seal.Parse(c.Text); err != nil {
		return fmt.Errorf("“%s”%w", c.path(output.ManifestName), err)
	}
	c.Digest = seal.ShortDigest(c.Text)
	return nil
}

// signature says what the manifest's signature is worth.
func (c *check) signature() {
	text, err := os.ReadFile(c.path(output.SignatureName))
	c.SignedBy = seal.SignedBy(text)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		c.Signature = seal.Missing
	case err != nil:
		c.Signature = seal.Unreadable
	case c.Public == nil && c.SignedBy != "":
		c.Signature = seal.Unchecked
	case c.Public == nil:
		c.Signature = seal.Unreadable
	default:
		c.Signature = c.Public.CheckSignature(c.Text, text)
	}
	wrong := map[seal.Verdict]string{
		seal.Bad:        "签名无效：manifest.json 在封存以后被改动过（或者签名被改动过），下面的核验不能作准",
		seal.OtherKey:   "签名出自另一把密钥，不是 --key 给出的这一把",
		seal.Unreadable: "签名文件已经损坏",
	}[c.Signature]
	if c.Signature == seal.Missing && c.Public != nil {
		wrong = "没有签名：没有封存过，或者签名被删去"
	}
	if wrong != "" {
		c.blame(Difference{Kind: Signature, File: output.SignatureName, Detail: wrong})
	}
}

// previous holds last year's manifest against the chain.
func (c *check) previous() {
	switch said := c.Manifest.Previous; {
	case c.Previous == nil && said != "":
		c.note("清单记着上一年度清单的校验码，没有用 --previous 给出那份清单，未核对")
	case c.Previous == nil:
	case said == "":
		c.blame(Difference{Kind: Previous, File: output.ManifestName, Detail: "这份清单没有记下上一年度的清单（评分时没有写 --previous）"})
	case said != seal.SHA256(c.Previous):
		c.blame(Difference{Kind: Previous, File: output.ManifestName, Detail: "给出的上一年度清单不是评分时的那一份，或者被改动过"})
	}
}

// rowKey reads the key of the row digests, without which rows cannot be named.
func (c *check) rowKey() error {
	if c.Manifest.RowKey == "" {
		c.note("这份清单由较早的版本写出，没有逐行的记录：只能按文件核对")
		return nil
	}
	text, err := os.ReadFile(c.path(output.KeyName))
	if errors.Is(err, fs.ErrNotExist) {
		c.note("没有 manifest.key（行校验密钥）：文件仍逐个核对，但说不准被改动的是哪一行哪一列")
		return nil
	}
	if err != nil {
		return fmt.Errorf("不能读取“%s”：%s", c.path(output.KeyName), output.Reason(err))
	}
	key, err := seal.ParseKey(text)
	if err != nil || key.Check() != c.Manifest.RowKey {
		c.blame(Difference{Kind: KeyOther, File: output.KeyName, Detail: "请找回原来的 manifest.key；没有它，说不准被改动的是哪一行哪一列"})
		return nil
	}
	c.key, c.digester, c.Key = key, key.Digester(), true
	return nil
}

// added lists what stands in the folder besides: graded workbooks count, for
// every other command would read them; anything else is named.
func (c *check) added() error {
	known := map[string]bool{output.ManifestName: true, output.KeyName: true, output.SignatureName: true}
	for _, f := range c.Manifest.Outputs {
		known[f.File] = true
	}
	return filepath.WalkDir(c.Dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return fmt.Errorf("不能读取“%s”：%s", path, output.Reason(err))
		}
		name, _ := filepath.Rel(c.Dir, path)
		switch base := entry.Name(); {
		case entry.IsDir() && output.IsRunFolder(base):
			return filepath.SkipDir
		case entry.IsDir(), known[name], strings.HasPrefix(base, "~$"), strings.HasPrefix(base, "._"):
		case isGraded(path):
			c.blame(Difference{Kind: FileAdded, File: filepath.ToSlash(name)})
		default:
			c.Others = append(c.Others, filepath.ToSlash(name))
		}
		return nil
	})
}

// isGraded reports a workbook that is marked as a graded one.
func isGraded(path string) bool {
	if !slices.Contains([]string{".xlsx", ".xlsm", ".xltx"}, strings.ToLower(filepath.Ext(path))) {
		return false
	}
	data, err := xlsx.ReadFile(path)
	if err != nil {
		return false
	}
	book, err := xlsx.Open(data, xlsx.Options{})
	if err != nil {
		return false
	}
	mark, err := stamp.Read(book)
	return err == nil && mark.Kind == stamp.Graded
}
