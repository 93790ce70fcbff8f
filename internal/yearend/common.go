package yearend

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"credit/internal/graded"
	"credit/internal/output"
	"credit/internal/practitioner"
	"credit/internal/sheet"
	"credit/internal/summary"
	"credit/internal/xlsx"
)

// program is how a manifest names the program that wrote it.
const program = "credit"

// manifest says what a run read and wrote. It holds no clock, no user and no
// path of the machine.
type manifest struct {
	Program string         `json:"program"`
	Version string         `json:"version"`
	Years   []string       `json:"years"`
	Rubric  manifestRubric `json:"rubric"`
	Rows    int            `json:"rows"`
	Graded  int            `json:"graded"`
	Held    int            `json:"held"`
	Skipped int            `json:"skipped"`
	// Corrections are those that were carried out, if any.
	Corrections *manifestCorrections `json:"corrections,omitempty"`
	Inputs      []manifestFile       `json:"inputs"`
	Outputs     []manifestFile       `json:"outputs"`
}

type manifestRubric struct {
	ID       string `json:"id"`
	Edition  string `json:"edition"`
	Document string `json:"document"`
	SHA256   string `json:"sha256"`
}

type manifestFile struct {
	File    string `json:"file"`
	SHA256  string `json:"sha256,omitempty"`
	Output  string `json:"output,omitempty"`
	Trouble string `json:"trouble,omitempty"`
	Rows    *int   `json:"rows,omitempty"`
	Graded  *int   `json:"graded,omitempty"`
	Held    *int   `json:"held,omitempty"`
	Skipped *int   `json:"skipped,omitempty"`
}

// writeCommon writes what is about all files: the summary workbook, then the
// manifest, which is put in place last.
func (r *run) writeCommon(o *Outcome) error {
	digest, err := r.writeSummary(o)
	if err != nil {
		return err
	}
	o.Outputs = append(o.Outputs, output.SummaryName)
	if err := r.writeManifest(o, digest); err != nil {
		return err
	}
	o.Outputs = append(o.Outputs, output.ManifestName)
	r.to.Keep(o.Outputs...)
	return nil
}

func (r *run) writeSummary(o *Outcome) (digest string, err error) {
	paper := summary.Paper{Summary: o.Summary, Years: o.Years, Version: r.Version, Roster: o.Roster}
	for _, f := range o.Files {
		paper.Files = append(paper.Files, summary.File{
			Name: practitioner.MaskWithin(f.Label), SHA256: f.SHA256, Output: practitioner.MaskWithin(f.Output), Trouble: f.Trouble, Rows: f.Report.Rows, Graded: f.Graded, Held: f.Held,
			Skipped: f.Report.Skipped, Review: f.Report.Review.Text(), Errors: f.Findings.Errors, Warnings: f.Findings.Warnings,
		})
	}
	if err := paper.Check(); err != nil {
		return "", err
	}
	pages := paper.Pages()
	book, err := xlsx.Create(sheet.Layouts(pages), xlsx.WriteOptions{TempDir: r.to.TempDir(), Title: "汇总", Subject: r.Rubric.Document})
	if err != nil {
		return "", fmt.Errorf("不能写汇总工作簿：%w", err)
	}
	defer func() { err = errors.Join(err, book.Close()) }()
	if err := sheet.Write(book, pages); err != nil {
		return "", fmt.Errorf("不能写汇总工作簿：%w", err)
	}
	book.SetPaper("教育从业人员执业信用评分汇总（"+yearText(strings.Join(o.Years, "、"))+"）", graded.Notice(r.Rubric))
	return r.saveBook(output.SummaryName, book)
}

func (r *run) writeManifest(o *Outcome, summarySHA256 string) error {
	m := manifest{
		Program: program, Version: r.Version, Years: o.Years,
		Rubric: manifestRubric{r.Rubric.ID, r.Rubric.Edition, r.Rubric.Document, r.Rubric.SHA256},
		Rows:   o.Rows, Graded: o.Graded, Held: o.Held, Skipped: o.Skipped,
		Corrections: r.manifestCorrections(o),
	}
	for _, f := range o.Files {
		line := manifestFile{File: f.Label, SHA256: f.SHA256, Output: f.Output, Trouble: f.Trouble}
		if f.Read {
			line.Rows, line.Graded, line.Held, line.Skipped = &f.Report.Rows, &f.Graded, &f.Held, &f.Report.Skipped
		}
		m.Inputs = append(m.Inputs, line)
		if f.Read {
			m.Outputs = append(m.Outputs, manifestFile{File: f.Output, SHA256: f.outputSHA256})
		}
	}
	m.Outputs = append(m.Outputs, manifestFile{File: output.SummaryName, SHA256: summarySHA256})
	file, err := r.to.Create(output.ManifestName)
	if err != nil {
		return fmt.Errorf("不能写入“%s”：%s", r.to.Path(output.ManifestName), output.Reason(err))
	}
	encoder := json.NewEncoder(file)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := errors.Join(encoder.Encode(m), output.CloseSynced(file)); err != nil {
		return fmt.Errorf("不能写入“%s”：%s", r.to.Path(output.ManifestName), output.Reason(err))
	}
	return nil
}
