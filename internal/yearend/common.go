package yearend

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"credit/internal/graded"
	"credit/internal/output"
	"credit/internal/practitioner"
	"credit/internal/seal"
	"credit/internal/sheet"
	"credit/internal/summary"
)

// writeCommon writes what is about all files: the summary workbook, the key of
// the row digests, then the manifest, which is put in place last.
func (r *run) writeCommon(o *Outcome) error {
	summary, err := r.writeSummary(o)
	if err != nil || r.again != nil {
		return err
	}
	if err := r.saving.Wait(); err != nil {
		return err
	}
	o.Outputs = append(o.Outputs, output.SummaryName, output.KeyName)
	if err := r.writeFile(output.KeyName, func(w io.Writer) error {
		_, err := w.Write(r.Seal.Key.Text())
		return err
	}); err != nil {
		return err
	}
	r.to.Keep(o.Outputs...)
	manifest, records := r.manifest(o, summary)
	if err := r.writeFile(output.ManifestName, func(w io.Writer) error { return manifest.Write(w, records) }); err != nil {
		return err
	}
	o.Outputs = append(o.Outputs, output.ManifestName)
	r.to.Keep(output.ManifestName)
	return nil
}

func (r *run) writeSummary(o *Outcome) (s *sealed, err error) {
	paper := summary.Paper{Summary: o.Summary, Years: o.Years, Version: r.Version, Roster: o.Roster}
	for _, f := range o.Files {
		paper.Files = append(paper.Files, summary.File{
			Name: practitioner.MaskWithin(f.Label), SHA256: f.SHA256, Output: practitioner.MaskWithin(f.Output), Trouble: f.Trouble, Rows: f.Report.Rows, Graded: f.Graded, Held: f.Held,
			Skipped: f.Report.Skipped, Review: f.Report.Review.Text(), Errors: f.Findings.Errors, Warnings: f.Findings.Warnings,
		})
	}
	if err := paper.Check(); err != nil {
		return s, err
	}
	pages := paper.Pages()
	book, err := r.create(output.SummaryName, "汇总", sheet.Layouts(pages))
	if err != nil {
		return s, fmt.Errorf("不能写汇总工作簿：%w", err)
	}
	defer func() { err = errors.Join(err, book.close()) }()
	if err := sheet.Write(book, pages); err != nil {
		return s, fmt.Errorf("不能写汇总工作簿：%w", err)
	}
	return r.save(output.SummaryName, book, "教育从业人员执业信用评分汇总（"+yearText(strings.Join(o.Years, "、"))+"）", graded.Notice(r.Rubric))
}

// manifest says what the run read and wrote, with the records of its outputs.
func (r *run) manifest(o *Outcome, summary *sealed) (m *seal.Manifest, records []*seal.Record) {
	m = seal.New(r.Version)
	m.Years, m.Rows, m.Graded, m.Held, m.Skipped = o.Years, o.Rows, o.Graded, o.Held, o.Skipped
	m.Rubric = seal.RubricOf(r.Rubric)
	m.Options = seal.Options{Year: r.Year, Reviewed: r.Reviewed, Roster: r.Seal.Roster}
	m.Corrections = r.manifestCorrections(o)
	m.Previous, m.RowKey = r.Seal.Previous, r.Seal.Key.Check()
	for _, f := range o.Files {
		line := seal.File{File: f.Label, SHA256: f.SHA256, Output: f.Output, Trouble: f.Trouble}
		if f.Read {
			line.Rows, line.Graded, line.Held, line.Skipped = &f.Report.Rows, &f.Graded, &f.Held, &f.Report.Skipped
			m.Outputs = append(m.Outputs, seal.File{File: f.Output, SHA256: f.sealed.sha256})
			records = append(records, f.sealed.record)
		}
		m.Inputs = append(m.Inputs, line)
	}
	m.Outputs = append(m.Outputs, seal.File{File: output.SummaryName, SHA256: summary.sha256})
	return m, append(records, summary.record)
}

// refusePrevious refuses a previous manifest that is not of an earlier year,
// where the years are known. Corrections may follow results of the same year.
func (r *run) refusePrevious(years []string) error {
	for _, before := range r.Seal.PreviousYears {
		for _, year := range years {
			known := graded.IsKnownYear(before) && graded.IsKnownYear(year)
			if known && (before > year || before == year && r.Corrections == nil) {
				return fmt.Errorf("--previous 的清单是 %s 年度的，这次评的是 %s 年度：请给出以前年度的 manifest.json", before, year)
			}
		}
	}
	return nil
}

// writeFile writes a result that is no workbook into the run folder, to last.
func (r *run) writeFile(name string, write func(io.Writer) error) error {
	fail := r.cannotWrite(name)
	file, err := r.to.Create(name)
	if err != nil {
		return fail(err)
	}
	if err := write(file); err != nil {
		return errors.Join(fail(err), file.Close())
	}
	r.sync(file, fail)
	return nil
}
