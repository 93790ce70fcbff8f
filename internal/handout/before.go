package handout

import (
	"errors"
	"fmt"

	"credit/internal/graded"
	"credit/internal/intake"
	"credit/internal/practitioner"
	"credit/internal/roster"
	"credit/internal/rubric"
	"credit/internal/stamp"
	"credit/internal/workbook"
	"credit/internal/xlsx"
)

// Before is what last year's graded workbooks tell of people: who they are,
// and the answers that last (Indicator.Lasting).
type Before struct {
	people  []roster.Person
	answers []map[int]string // by person: indicator index → answer as given
	byID    map[string]int
	// Files are how many graded workbooks were read, Twice how many people
	// stood in more than one, of whom the first counts; Unplaced had no
	// school and are left out, Strange have a county that is not on the list,
	// Lost had an ID number that a spreadsheet had destroyed and have none now.
	Files, Twice, Unplaced, Strange, Lost int
	// Year is that of the results.
	Year string
}

// ReadBefore reads the graded workbooks among files; other results are passed
// over. An error is in Chinese.
func ReadBefore(files []intake.File, r *rubric.Rubric) (*Before, error) {
	b := &Before{byID: map[string]int{}}
	for _, f := range files {
		if f.ForeignName { // a table that somebody made of the results
			continue
		}
		if err := b.read(f, r); err != nil {
			return nil, fmt.Errorf("不能读取“%s”：%w", f.Path, err)
		}
	}
	if b.Files == 0 {
		return nil, errors.New("里面没有评分工作簿（“名称-评分.xlsx”）")
	}
	return b, nil
}

func (b *Before) read(f intake.File, r *rubric.Rubric) error {
	data, err := xlsx.ReadFile(f.Path)
	if err != nil {
		return err
	}
	book, err := xlsx.Open(data, xlsx.Options{})
	if err != nil {
		return err
	}
	mark, err := stamp.Read(book)
	if err != nil || mark.Kind != stamp.Graded {
		return err
	}
	b.Files++
	if b.Files > 1 && b.Year != mark.Year {
		return fmt.Errorf("是 %s 年度的，别的是 %s 年度的；请只给上一年的评分结果", mark.Year, b.Year)
	}
	b.Year = mark.Year
	_, err = graded.Read(book, r, func(p *graded.Person) error {
		b.add(p, r)
		return nil
	})
	return err
}

func (b *Before) add(p *graded.Person, r *rubric.Rubric) {
	if p.School == "" {
		b.Unplaced++
		return
	}
	if p.CountyIndex < 0 {
		b.Strange++
	}
	if p.LostID() {
		p.ID = practitioner.ID{}
		b.Lost++
	}
	number := p.ID.Reveal()
	if _, twice := b.byID[number]; twice && canBeMatched(&p.Practitioner) {
		b.Twice++
		return
	}
	valid := canBeMatched(&p.Practitioner)
	if valid {
		b.byID[number] = len(b.people)
	}
	who := p.Practitioner
	who.Annual, who.Ethics, who.Remark = "", "", "" // of last year alone
	b.people = append(b.people, roster.Person{Practitioner: who, ValidID: valid})
	b.answers = append(b.answers, lasting(p, r))
}

// canBeMatched reports an ID number that tells one person from another; those
// who were held back may have none.
func canBeMatched(p *practitioner.Practitioner) bool {
	if p.Document == "" || p.Document == practitioner.ResidentID {
		return p.ID.CheckResident() == practitioner.Sound
	}
	return !p.ID.IsZero()
}

// lasting are a person's answers that last from year to year.
func lasting(p *graded.Person, r *rubric.Rubric) map[int]string {
	answers := map[int]string{}
	for i := range r.Indicators {
		if !r.Indicators[i].Lasting || i >= len(p.Answers) {
			continue
		}
		answers[i] = p.Answers[i]
	}
	return answers
}

// IsBlankTemplate reports a template of this program that nobody has worked in:
// it may be replaced.
func IsBlankTemplate(path string) bool { return workbook.IsUntouched(path, stamp.Template) }
