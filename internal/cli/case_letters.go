package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"credit/internal/casefile"
	"credit/internal/output"
	"credit/internal/practitioner"
	"credit/internal/stamp"
	"credit/internal/workbook"
)

// answers are the letters that are being written into their folder.
type answers struct {
	to      *output.Folder
	list    []casefile.Answer
	names   []string
	without []string
	// kept are letters in which somebody has written, left those of an earlier
	// run that the register says no more.
	kept, left []string
}

// answerEnding is how the names of the letters' workbooks end.
const answerEnding = ".xlsx"

// write writes the letters; commit puts them in place.
func (flags *caseFlags) write(r *casefile.Register) (a *answers, err error) {
	a = &answers{}
	if flags.letters == "" {
		return a, nil
	}
	if info, err := os.Stat(flags.letters); err == nil && !info.IsDir() || strings.EqualFold(filepath.Ext(flags.letters), ".xlsx") {
		return a, hinted{fmt.Errorf("“%s”不是文件夹", flags.letters), "每件答复一个工作簿，请给出一个文件夹"}
	}
	if a.list, a.without = r.Answers(); len(a.list) == 0 {
		return a, nil
	}
	var labels []string
	for _, answer := range a.list {
		labels = append(labels, answer.Label())
	}
	a.names = output.LabelNames(labels, answerEnding)
	if a.to, err = output.OpenBeside(flags.letters, flags.force, isUntouchedAnswer); err != nil {
		return a, err
	}
	for i, answer := range a.list {
		path := filepath.Join(flags.letters, a.names[i])
		if flags.force && workbook.IsKind(path, stamp.Answer) && !isUntouchedAnswer(path) {
			a.kept = append(a.kept, a.names[i])
			continue
		}
		p := paper{path: path, title: answer.What, subject: r.Rubric.Document, pages: answer.Pages(Version), force: flags.force}
		if err := p.write(a.to); err != nil {
			return a, err
		}
	}
	a.findLeft(flags.letters)
	return a, nil
}

// findLeft finds letters of earlier runs that this one does not write: the case
// was decided otherwise since, or bears another number.
func (a *answers) findLeft(dir string) {
	entries, _ := os.ReadDir(dir) // the folder was opened already
	for _, entry := range entries {
		if name := entry.Name(); !slices.Contains(a.names, name) && strings.HasSuffix(name, answerEnding) && workbook.IsKind(filepath.Join(dir, name), stamp.Answer) {
			a.left = append(a.left, name)
		}
	}
}

// remarks are what is to be heeded in the folder of letters.
func (a *answers) remarks() (lines []string) {
	if n := len(a.kept); n > 0 {
		lines = append(lines, fmt.Sprintf("%d 份书面答复里已经填写过，保留原样，没有重写，例如“%s”", n, a.kept[0]))
	}
	if n := len(a.left); n > 0 {
		lines = append(lines, fmt.Sprintf("文件夹里有 %d 份以前写的答复，照现在的台账不再是这样，例如“%s”；请核对并移走，不要与新的混在一起", n, a.left[0]))
	}
	return lines
}

func (a *answers) commit() error {
	if a.to == nil {
		return nil
	}
	return a.to.Commit()
}

func (a *answers) close() {
	if a.to != nil {
		a.to.Close()
	}
}

// said says where the letters are.
func (a *answers) said(dir string) []string {
	if len(a.list) == 0 {
		return []string{"没有可以写的书面答复：案件还没有办结。"}
	}
	lines := []string{fmt.Sprintf("书面答复 %d 份写在“%s”，例如“%s”；理由、印章和日期等空白处由经办人填写。", len(a.list)-len(a.kept), practitioner.MaskWithin(dir), practitioner.MaskWithin(a.names[0]))}
	drafts := 0
	for _, answer := range a.list {
		if answer.Draft {
			drafts++
		}
	}
	if drafts > 0 {
		lines = append(lines, fmt.Sprintf("其中拟稿 %d 份：教育部门、营商部门作出决定、台账填了结果和办结日期以后，再写一次才是正式的。", drafts))
	}
	return lines
}

// isUntouchedAnswer reports a letter as this program wrote it: nothing was
// filled in, and it may be replaced.
func isUntouchedAnswer(path string) bool { return workbook.IsUntouched(path, stamp.Answer) }
