package cli

import (
	"fmt"
	"os"
	"path/filepath"
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
		p := paper{path: filepath.Join(flags.letters, a.names[i]), title: answer.What, subject: r.Rubric.Document, pages: answer.Pages(Version)}
		if err := p.write(a.to); err != nil {
			return a, err
		}
	}
	return a, nil
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
	lines := []string{fmt.Sprintf("书面答复 %d 份写在“%s”，例如“%s”；理由、印章和日期等空白处由经办人填写。", len(a.list), practitioner.MaskWithin(dir), practitioner.MaskWithin(a.names[0]))}
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
