package verify

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"credit/internal/batch"
	"credit/internal/intake"
	"credit/internal/output"
	"credit/internal/results"
	"credit/internal/rubric"
	"credit/internal/seal"
	"credit/internal/sheet"
	"credit/internal/stamp"
	"credit/internal/xlsx"
)

// file holds one output against the manifest.
func (c *check) file(ctx context.Context, f seal.File) error {
	_, missing := os.Lstat(c.path(f.File))
	file, err := xlsx.OpenFile(c.path(f.File))
	switch {
	case errors.Is(missing, os.ErrNotExist):
		c.blame(Difference{Kind: FileMissing, File: f.File})
	case err != nil:
		return c.unreadable(f.File, err)
	default:
		defer file.Close()
		if err := c.content(ctx, f, file); err != nil {
			return err
		}
		changed := file.CheckUnchanged()
		if changed != nil && !errors.Is(changed, xlsx.ErrChanged) {
			return c.unreadable(f.File, changed)
		}
		if changed != nil {
			return fmt.Errorf("“%s”在核验期间被改动，请关闭正在编辑它的程序后重新运行", c.path(f.File))
		}
	}
	c.Files = append(c.Files, FileState{f.File, err == nil && file.SHA256() == f.SHA256})
	return nil
}

// content holds what an output is against the manifest.
func (c *check) content(ctx context.Context, f seal.File, file *xlsx.File) error {
	book, err := file.Open(xlsx.Options{Stats: c.Stats})
	if err == nil {
		c.readMark(f.File, book)
	}
	before := len(c.Differences)
	switch {
	case file.SHA256() == f.SHA256 && !c.Thorough:
		return nil
	case err != nil:
		return c.unreadable(f.File, err)
	case file.SHA256() == f.SHA256:
		return c.thorough(ctx, f.File, book)
	}
	if err := c.changed(ctx, f.File, book); err != nil {
		return err
	}
	if len(c.Differences) == before {
		c.blame(Difference{Kind: FileSavedAgain, File: f.File})
	}
	return nil
}

// readMark keeps what a workbook says of itself, and takes the rubric that it
// carries, if it is the manifest's.
func (c *check) readMark(name string, book sheet.Workbook) {
	c.sheets[name] = book.Sheets()
	mark, err := stamp.Read(book)
	if err != nil {
		return
	}
	about := about{Stamp: mark}
	about.Rules, about.Places = "", "" // they are long, and are not compared here
	if mark.Corrected != "" {
		about.corrections, about.cases = correctionsSHA256(book), casesOf(book)
	}
	c.abouts[name] = about
	if mark.Rules != "" {
		c.findRubric(mark)
	}
}

func (c *check) findRubric(mark stamp.Stamp) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.rubric != nil {
		return
	}
	text, err := stamp.Unpack(mark.Rules)
	if err != nil || seal.SHA256(text) != c.Manifest.Rubric.SHA256 {
		return
	}
	if r, err := rubric.Restore("评分工作簿里存下的评分标准", text); err == nil {
		c.rubric = r
	}
}

// changed finds what is not as it was in a workbook whose bytes are not.
func (c *check) changed(ctx context.Context, name string, book sheet.Workbook) (err error) {
	before := len(c.Differences)
	if err := c.byRows(name, book); err != nil {
		return c.unreadable(name, err)
	}
	switch {
	case c.Manifest.SheetsOf(name) == nil || c.digester == nil:
		return c.byItself(ctx, name)
	case c.Thorough && len(c.Differences) == before:
		_, err = c.isSound(ctx, name)
	}
	return err
}

// byRows holds the sheets of a workbook against the records of their rows.
func (c *check) byRows(name string, book sheet.Workbook) error {
	sheets := c.Manifest.SheetsOf(name)
	before := len(c.Differences)
	reading := &reading{check: c, file: name, book: book}
	for i := range sheets {
		want, err := sheets[i].Expect()
		if err != nil {
			return err
		}
		if err := reading.sheet(want); err != nil {
			return err
		}
	}
	if sheets != nil {
		reading.addedSheets(sheets)
	}
	c.asRecorded[name] = sheets != nil && c.digester != nil && len(c.Differences) == before
	return nil
}

// thorough holds a workbook whose bytes are the manifest's against the records
// of its rows and against itself: whoever rewrites a manifest may have made the
// digest fit.
func (c *check) thorough(ctx context.Context, name string, book sheet.Workbook) error {
	before := len(c.Differences)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel() // of what nobody waits for
	var itself soundness
	wait := c.beside(name, func() error {
		itself = c.soundnessOf(ctx, name)
		return nil
	})
	if err := c.byRows(name, book); err != nil {
		return c.unreadable(name, err)
	}
	if len(c.Differences) > before {
		c.wrong("“%s”的 SHA-256 相符，各表的记录却不相符：清单被改写过", name)
		return nil
	}
	if err := wait(); err != nil {
		return err
	}
	_, err := c.judge(name, itself)
	return err
}

// unreadable tells a damaged workbook from trouble with the machine.
func (c *check) unreadable(name string, err error) error {
	if refusal := (*xlsx.Refusal)(nil); errors.As(err, &refusal) {
		c.blame(Difference{Kind: FileUnreadable, File: name, Detail: refusal.Error()})
		return nil
	}
	return err
}

// byItself checks a workbook without the key, by what must agree within it.
func (c *check) byItself(ctx context.Context, name string) error {
	if name == output.SummaryName {
		c.blame(Difference{Kind: FileChanged, File: name, Detail: c.blind() + "，说不出是哪一处"})
		return nil
	}
	sound, err := c.isSound(ctx, name)
	if sound {
		c.blame(Difference{Kind: FileChanged, File: name,
			Detail: "各项得分、合计和等级仍相符；" + c.blind() + "，说不出是哪一处（可能只是重新保存过，也可能改了身份信息）"})
	}
	return err
}

// isSound holds a graded workbook against itself and blames what does not agree.
func (c *check) isSound(ctx context.Context, name string) (sound bool, err error) {
	return c.judge(name, c.soundnessOf(ctx, name))
}

// soundness is what became of reading a graded workbook as every command does
// that reads results.
type soundness struct {
	refused []results.Refused
	err     error
}

// soundnessOf reads a graded workbook. Nothing can be wrong with the summary
// workbook in this way.
func (c *check) soundnessOf(ctx context.Context, name string) soundness {
	if name == output.SummaryName {
		return soundness{}
	}
	jobs := 1
	if c.spare() {
		jobs = c.Jobs
	}
	set, err := results.Read(ctx, results.Options{
		Files: []intake.File{{Path: c.path(name), Label: name, Named: true}}, Rubrics: c.Rubrics, Jobs: jobs, Stats: c.Stats,
	}, &batch.Progress{}, func(*results.Book) results.Visit { return ignore })
	if err != nil {
		return soundness{err: err}
	}
	return soundness{refused: set.Refused}
}

// judge blames what does not agree within a workbook.
func (c *check) judge(name string, is soundness) (sound bool, err error) {
	switch {
	case errors.Is(is.err, context.Canceled):
		return false, is.err
	case is.err != nil:
		c.blame(Difference{Kind: ResultEdited, File: name, Detail: strings.ReplaceAll(is.err.Error(), "\n", "；")})
		return false, nil
	case len(is.refused) > 0:
		c.refused(name, &is.refused[0])
		return false, nil
	}
	return true, nil
}

// refused names each fault of a workbook that does not agree with itself.
func (c *check) refused(name string, refused *results.Refused) {
	if refused.Altered == nil {
		c.blame(Difference{Kind: ResultEdited, File: name, Detail: strings.Join(refused.Faults, "；")})
		return
	}
	for _, fault := range refused.Altered.Faults {
		c.blame(Difference{Kind: ResultEdited, File: name, Sheet: fault.Sheet, Row: fault.Row, Name: fault.Name, Detail: fault.Text})
	}
	if more := refused.Altered.More; more > 0 {
		c.note("“%s”另有 %d 处不相符，没有列出", name, more)
	}
}

// blind is why rows cannot be told.
func (c *check) blind() string {
	if c.digester != nil || c.Manifest.RowKey == "" {
		return "清单没有逐行的记录"
	}
	return "没有 " + output.KeyName
}
