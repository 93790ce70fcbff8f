package verify

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"credit/internal/batch"
	"credit/internal/correction"
	"credit/internal/graded"
	"credit/internal/output"
	"credit/internal/seal"
	"credit/internal/stamp"
	"credit/internal/xlsx"
	"credit/internal/yearend"
)

// rescore scores the submissions again, in memory, with the options and the
// rubric of the manifest, and holds every row of the graded workbooks against
// what that gives: all that a practitioner is, answered and earned, and so
// also an edit that left a sound workbook behind.
func (c *check) rescore(ctx context.Context) error {
	if err := c.needRubric(); err != nil {
		return err
	}
	found, err := c.match()
	if err != nil {
		return err
	}
	switch {
	case len(found.files) == 0 && found.changed:
		c.note("给出的填报没有一份与评分时相同，没有重新评分")
		return nil
	case len(found.files) == 0:
		return errors.New("--inputs 里没有一份是评分时读过的填报工作簿")
	}
	if err := c.readRoster(); err != nil {
		return err
	}
	outcome, books, err := c.scoreAgain(ctx, found)
	if err != nil {
		return err
	}
	c.Rescored = outcome.Graded + outcome.Held
	if !c.sameVersion() {
		c.note("评分的是 credit %s，核验的是 %s：逐人核对身份、填报、得分、等级和未评分原因，不核对说明文字和汇总.xlsx", c.Manifest.Version, c.Version)
	}
	c.counts(outcome, found)
	c.notCompared(found)
	for _, f := range c.Manifest.Outputs {
		made := books.made[f.File]
		if found.apart[f.File] {
			c.note("“%s”没有逐人核对：其中有人也在没有找到的填报里", f.File)
			c.sameMark(f.File)
			continue
		}
		if found.uncorrected && c.abouts[f.File].Corrected != "" {
			continue // that it is not compared was said
		}
		if made == nil || f.File == output.SummaryName && !c.comparesSummary(found) {
			continue
		}
		if err := c.against(f.File, made, books.key, found); err != nil {
			return err
		}
	}
	return nil
}

// agrees settles what nobody could tell of a file without the key, now that
// all of its rows are what scoring again gives; so many of them moved.
func (c *check) agrees(name string, found *matched, moved int) {
	unknown := Difference{Kind: FileChanged, File: name}
	at, noted := c.noted[unknown.key()]
	switch {
	case !noted || !c.comparesSheet(stamp.SheetName, found):
	case moved > 0:
		c.Differences[at].Detail = "每一行都与重新评分相同，行的次序被改动"
	default:
		c.Differences[at] = Difference{Kind: FileSavedAgain, File: name}
	}
}

// options are those of the run that wrote the manifest.
func (c *check) options(found *matched) yearend.Options {
	return yearend.Options{
		Options: batch.Options{
			Files: found.files, Rubric: c.rubric, Year: c.Manifest.Options.Year, Password: c.Password, Jobs: c.Jobs,
			Stats: c.Stats,
		},
		Version: c.Manifest.Version, Reviewed: c.Manifest.Options.Reviewed,
	}
}

// scoreAgain scores with the corrections that were carried out. Where they
// cannot be, it scores without them: what was corrected is not compared then.
func (c *check) scoreAgain(ctx context.Context, found *matched) (*yearend.Outcome, *books, error) {
	list, err := c.corrections(found)
	if err != nil {
		return nil, nil, err
	}
	outcome, books, err := c.again(ctx, found, list)
	if faults := (*correction.Faults)(nil); errors.As(err, &faults) {
		c.uncorrected(found, list.SHA256, err)
		outcome, books, err = c.again(ctx, found, nil)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("不能重新评分：%w", err)
	}
	return outcome, books, nil
}

func (c *check) again(ctx context.Context, found *matched, list *yearend.Corrections) (*yearend.Outcome, *books, error) {
	books := &books{key: c.key, known: c.knownSheets, made: map[string]*seal.Expecting{}}
	if !c.sameVersion() {
		books.columns = c.comparable
	}
	if books.key.IsZero() {
		books.key = seal.NewKey()
	}
	options := c.options(found)
	options.Roster = c.names
	if list != nil {
		// What the workbooks say of the list is no difference.
		copied := *list
		copied.SHA256 = c.Manifest.Corrections.SHA256
		options.Corrections = &copied
	}
	outcome, err := yearend.Again(ctx, options, found.outputs, books.take, c.progress)
	return outcome, books, err
}

// needRubric finds the rubric that the results were made by.
func (c *check) needRubric() error {
	for _, r := range c.Rubrics {
		if c.rubric == nil && r.SHA256 == c.Manifest.Rubric.SHA256 {
			c.rubric = r
		}
	}
	if c.rubric == nil {
		return fmt.Errorf("找不到评分时用的评分标准 %s（版本 %s），不能重新评分：请用 --rubric 给出当时的文件", c.Manifest.Rubric.ID, c.Manifest.Rubric.Edition)
	}
	return nil
}

// sameVersion says that this program writes what the manifest's did, word for
// word; another version may word things otherwise, and only what practitioners
// are, answered and earned is then compared.
func (c *check) sameVersion() bool { return c.Version == c.Manifest.Version }

// wordy are the columns of practitioners that are worded by the program.
var wordy = []string{"怎样改", "失分："}

// comparable says whether a column of a sheet is to be compared.
func (c *check) comparable(header string) bool {
	return c.sameVersion() || !slices.ContainsFunc(wordy, func(word string) bool { return strings.HasPrefix(header, word) })
}

// comparesSummary says whether the summary workbook can be made again: it
// counts all inputs, and a roster where one was given.
func (c *check) comparesSummary(found *matched) bool {
	return c.sameVersion() && found.missing == 0 && !found.uncorrected && (c.Manifest.Options.Roster == "" || c.names != nil)
}

// readRoster reads the 名册 of the run, where it was given.
func (c *check) readRoster() (err error) {
	was := c.Manifest.Options.Roster
	path := cmp.Or(c.RosterPath, c.roster)
	switch {
	case was == "" && c.RosterPath != "":
		return errors.New("评分时没有对照名册，核验时也不用给 --roster")
	case was == "" || path == "":
		return nil
	}
	data, err := xlsx.ReadFile(path)
	if err != nil {
		return fmt.Errorf("不能读取名册“%s”：%w", path, err)
	}
	if seal.SHA256(data) != was {
		c.blame(Difference{Kind: InputChanged, File: path, Detail: "不是评分时的名册，汇总.xlsx 没有重新核对"})
		return nil
	}
	c.names, err = c.Roster(path, c.rubric)
	return err
}

// notCompared notes what scoring again did not reach.
func (c *check) notCompared(found *matched) {
	switch {
	case found.missing > 0:
		c.note("有 %d 份填报没有找到或被改动过：它们的人没有重新评分；没有重新核对的还有汇总.xlsx、各评分工作簿的“%s”“%s”“%s”表和 %s 表的其余各项",
			found.missing, graded.HeldSheet, graded.FindingSheet, graded.SourceSheet, stamp.SheetName)
	case c.sameVersion() && !found.uncorrected && !c.comparesSummary(found) && c.RosterPath == "":
		c.note("评分时对照了名册，这里没有给出：汇总.xlsx 没有重新核对；请用 --roster 给出当时的名册")
	}
}

// counts holds what was read again against the manifest's counts.
func (c *check) counts(o *yearend.Outcome, found *matched) {
	for i, f := range o.Files {
		line := found.lines[i]
		if f.Read {
			c.yearsAgain[line.Output] = f.Year
		}
		if f.Read != (line.Rows != nil) {
			c.blame(Difference{Kind: InputOther, File: line.File, Detail: cmp.Or(f.Trouble, "现在能读出，评分时没有")})
			continue
		}
		if f.Read && found.missing > 0 && (!found.uncorrected || c.abouts[line.Output].Corrected == "") {
			found.apart[line.Output] = line.Held != nil && *line.Held != f.Held
			continue
		}
		if !f.Read || found.uncorrected && c.abouts[line.Output].Corrected != "" {
			continue
		}
		for _, count := range []struct {
			what string
			was  *int
			now  int
		}{{"读到的行", line.Rows, f.Report.Rows}, {"已评分", line.Graded, f.Graded}, {"未评分", line.Held, f.Held}} {
			if count.was != nil && *count.was != count.now {
				c.blame(Difference{Kind: InputOther, File: line.File,
					Detail: fmt.Sprintf("%s：清单是 %d，重新评分是 %d", count.what, *count.was, count.now)})
			}
		}
	}
}
