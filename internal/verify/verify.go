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
	"sync"

	"credit/internal/batch"
	"credit/internal/intake"
	"credit/internal/output"
	"credit/internal/roster"
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
	// Thorough asks for holding every workbook against the records of its rows
	// and against itself, also one whose bytes are the manifest's: the manifest
	// is then under suspicion too. Rescore asks for it.
	Thorough bool
	// Rescore asks for scoring Inputs again, by the rubric that the workbooks
	// carry or one of Rubrics.
	Rescore bool
	Inputs  []intake.File
	// Roster, where given, reads the 名册 for scoring again: the one at that
	// path.
	Roster func(path string, r *rubric.Rubric) (*roster.Roster, error)
	// RosterPath is the 名册 as given; empty where it may lie among Inputs.
	RosterPath string
	// Corrections, where given, reads the list of corrections that was carried
	// out, by the rubric of the results, from CorrectionsPath.
	Corrections     func(*rubric.Rubric) (*yearend.Corrections, error)
	CorrectionsPath string
	Rubrics         []*rubric.Rubric
	Password        string
	Jobs            int // workers, at least 1
	// Stats, where given, counts how the workbooks are read.
	Stats *xlsx.Stats
}

// Report is what a check came to.
type Report struct {
	Manifest *seal.Manifest
	// Text is the manifest as it stands; Digest its 校验码.
	Text   []byte
	Digest string
	// Signature is what it is worth, SignedBy the key it says it is by.
	Signature     seal.Verdict
	SignedBy      string
	SignatureText []byte
	// Key says that rows could be told by manifest.key.
	Key bool
	// Files are the outputs and what became of each, in the manifest's order.
	Files []FileState
	// Others are files that stand there besides.
	Others []Stray
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
	c := newCheck(o, &Report{Rescored: -1})
	c.progress, c.shared, c.yearsAgain = progress, &shared{}, map[string]string{}
	c.Thorough = c.Thorough || c.Rescore
	if err := c.open(); err != nil {
		return nil, err
	}
	c.signature()
	c.previous()
	c.rowKey()
	if err := c.files(ctx); err != nil {
		return nil, err
	}
	if err := c.added(); err != nil {
		return nil, err
	}
	if o.Rescore {
		if err := c.rescore(ctx); err != nil {
			return nil, err
		}
	}
	c.statements()
	return c.Report, nil
}

// check is one run of Check.
type check struct {
	Options
	*Report
	progress *batch.Progress
	key      seal.Key
	digester *seal.Digester // nil without the key
	*shared
	// sheets are those of the outputs that could be opened.
	sheets map[string][]string
	// asRecorded are the outputs all of whose rows are those of the manifest.
	asRecorded map[string]bool
	// noted are the places of Differences by their key.
	noted map[string]int
	// roster is where the 名册 of the run lies, empty where it was not given;
	// names is the 名册 itself.
	roster string
	names  *roster.Roster
	// yearsAgain are the years that scoring again gave the workbooks.
	yearsAgain map[string]string
	// abouts are what the workbooks say of themselves, by their names.
	abouts map[string]about
}

// shared is what all workers find together: rubric is what the results were
// made by, once it was found in one of the workbooks.
type shared struct {
	mu     sync.Mutex
	rubric *rubric.Rubric
}

func newCheck(o Options, report *Report) *check {
	return &check{
		Options: o, Report: report, noted: map[string]int{}, asRecorded: map[string]bool{}, abouts: map[string]about{}, sheets: map[string][]string{},
	}
}

func (c *check) blame(d Difference) {
	c.noted[d.key()] = len(c.Differences)
	c.Differences = append(c.Differences, d)
}

// blameOnce blames what is not named yet.
func (c *check) blameOnce(d Difference) {
	if _, noted := c.noted[d.key()]; !noted {
		c.blame(d)
	}
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
	c.Text, err = output.ReadFile(c.path(output.ManifestName), seal.MostManifest)
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
	text, err := output.ReadFile(c.path(output.SignatureName), seal.MostKey)
	c.SignatureText, c.SignedBy = text, seal.SignedBy(text)
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
		seal.Unreadable: "签名文件已经损坏，或者不是签名",
	}[c.Signature]
	if c.Signature == seal.Unreadable && err != nil {
		wrong = "不能读取签名：" + output.Reason(err)
	}
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
func (c *check) rowKey() {
	if c.Manifest.RowKey == "" && c.sameVersion() {
		c.wrong("没有逐行的记录（row_key），这一版本总是写下：清单被改动过")
		return
	}
	if c.Manifest.RowKey == "" {
		c.note("这份清单由较早的版本写出，没有逐行的记录：只能按文件核对")
		return
	}
	text, err := output.ReadFile(c.path(output.KeyName), seal.MostKey)
	if errors.Is(err, fs.ErrNotExist) {
		c.note("没有 manifest.key（行校验密钥）：文件仍逐个核对，但说不准被改动的是哪一行哪一列")
		return
	}
	if err != nil {
		c.blame(Difference{Kind: FileUnreadable, File: output.KeyName, Detail: output.Reason(err) + "；请找回原来的 manifest.key"})
		return
	}
	key, err := seal.ParseKey(text)
	if err != nil || key.Check() != c.Manifest.RowKey {
		c.blame(Difference{Kind: KeyOther, File: output.KeyName, Detail: "请找回原来的 manifest.key；没有它，说不准被改动的是哪一行哪一列"})
		return
	}
	c.key, c.digester, c.Key = key, key.Digester(), true
}

// Stray is a file that stands in the folder besides.
type Stray struct {
	Name   string
	Effect Effect
}

// Effect is what a command that reads the whole folder makes of a stray file.
type Effect int

// The effects.
const (
	PassedSilently Effect = iota // another result of this program
	PassedOver                   // no graded workbook: named, and not read
	Refused                      // a damaged workbook: named as an error
)

// added lists what stands in the folder besides: graded workbooks count, for
// every other command would read them; anything else is named.
func (c *check) added() error {
	known := map[string]bool{output.ManifestName: true, output.KeyName: true, output.SignatureName: true}
	for _, f := range c.Manifest.Outputs {
		known[f.File] = true
	}
	dir, err := filepath.EvalSymlinks(c.Dir) // a link is not walked
	if err != nil {
		return fmt.Errorf("不能读取“%s”：%s", c.Dir, output.Reason(err))
	}
	return filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		name, _ := filepath.Rel(dir, path)
		name = filepath.ToSlash(name)
		if err != nil && name == "." {
			return fmt.Errorf("不能读取“%s”：%s", path, output.Reason(err))
		}
		switch base := entry.Name(); {
		case err != nil: // a folder that cannot be read
			c.Others = append(c.Others, Stray{name, Refused})
			return filepath.SkipDir
		case entry.IsDir() && (known[name] || output.IsRunFolder(base)):
			return filepath.SkipDir // one in the place of a result is named already
		case entry.IsDir(), known[name], strings.HasPrefix(base, "~$"), strings.HasPrefix(base, "._"):
		default:
			c.stray(path, name)
		}
		return nil
	})
}

// stray tells what a file is that no run wrote here.
func (c *check) stray(path, name string) {
	effect := PassedOver
	info, err := os.Stat(path)
	if err == nil && info.Mode().IsRegular() && slices.Contains([]string{".xlsx", ".xlsm", ".xltx"}, strings.ToLower(filepath.Ext(path))) {
		mark, err := markOf(path)
		switch {
		case err != nil:
			effect = Refused
		case mark.Kind == stamp.Graded:
			c.blame(Difference{Kind: FileAdded, File: name})
			return
		case !mark.IsSubmission():
			effect = PassedSilently
		}
	}
	c.Others = append(c.Others, Stray{name, effect})
}

func markOf(path string) (stamp.Stamp, error) {
	file, err := xlsx.OpenFile(path)
	if err != nil {
		return stamp.Stamp{}, err
	}
	defer file.Close()
	book, err := file.Open(xlsx.Options{})
	if err != nil {
		return stamp.Stamp{}, err
	}
	return stamp.Read(book)
}
