package render

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"credit/internal/finding"
	"credit/internal/submission"
	"credit/internal/validate"
)

// Validation shows, file after file, what has to be mended before it is sent
// in.
type Validation struct {
	w     *bufio.Writer
	width int
	b     strings.Builder
}

// NewValidation writes to w; a width of 0 does not break lines.
func NewValidation(w io.Writer, width int) *Validation {
	return &Validation{w: bufio.NewWriter(w), width: width}
}

// File shows one file. each, where given, unfolds the findings: it gives them
// one by one.
func (v *Validation) File(f *validate.FileOutcome, name string, each func(func(finding.Finding) error) error) error {
	v.line("■ ", name+"："+headline(f))
	if f.Findings.Errors+f.Findings.Warnings == 0 {
		v.line("  填报与审核：", f.Report.Review.Text())
		if note := unsigned(f.Report.Review); note != "" {
			v.line("  ⇒ ", verdict(f))
		}
		return v.flush()
	}
	if each == nil {
		skip := map[finding.Code]bool{finding.MissingAnswer: untouched(f)} // one sentence says it
		v.folded(f.Findings, finding.Error, "要改的地方（%d 处错误，由重到轻）：", f.Findings.Errors, skip)
		v.folded(f.Findings, finding.Warning, "请核对（%d 处提醒，不影响评分）：", f.Findings.Warnings, nil)
	} else if err := each(v.single); err != nil {
		return err
	}
	if f.Read {
		v.line("  填报与审核：", f.Report.Review.Text())
	}
	v.line("  ⇒ ", verdict(f))
	return v.flush()
}

// NeedsWork reports a file that is worth a block of its own among many.
func NeedsWork(f *validate.FileOutcome) bool {
	return !f.OwnOutput && f.Findings.Errors > 0 && !untouched(f)
}

// Others lists those of many files that need no block of their own.
func (v *Validation) Others(o *validate.Outcome, names []string) {
	var ready, blank, own []string
	reviews, counts := []string{}, map[string]int{}
	for i, f := range o.Files {
		if f.Read {
			text := f.Report.Review.Text()
			if counts[text]++; counts[text] == 1 {
				reviews = append(reviews, text)
			}
		}
		switch {
		case NeedsWork(f):
		case f.OwnOutput:
			own = append(own, names[i])
		case f.CanBeSent():
			ready = append(ready, names[i])
		default:
			blank = append(blank, names[i])
		}
	}
	for _, part := range []struct {
		title string
		names []string
	}{{"可以上报", ready}, {"没有填报任何人员，或一项也没有填", blank}, {"本程序的结果，已跳过", own}} {
		if len(part.names) > 0 {
			v.line("■ ", fmt.Sprintf("%s（%d 个）：%s", part.title, len(part.names), several(part.names, "个")))
		}
	}
	v.line("■ ", "填报与审核：")
	slices.SortStableFunc(reviews, func(a, b string) int { return counts[b] - counts[a] })
	for _, text := range reviews {
		v.line("    ", fmt.Sprintf("%d 个：%s", counts[text], text))
	}
}

// Closing counts the files at the end, where the eye is.
func (v *Validation) Closing(o *validate.Outcome) error {
	if o.Years != "" {
		v.line("", "还不能一起评分："+o.Years+"。")
	}
	if len(o.Files) > 1 {
		ready, blank, waiting, skipped := 0, 0, 0, 0
		for _, f := range o.Files {
			switch {
			case f.OwnOutput:
				skipped++
			case f.CanBeSent():
				ready++
			case f.Findings.Errors == 0 || untouched(f):
				blank++
			default:
				waiting++
			}
		}
		text := fmt.Sprintf("共 %d 个文件：%d 个可以上报，%d 个要改", len(o.Files), ready, waiting)
		if blank > 0 {
			text += fmt.Sprintf("，%d 个没有填", blank)
		}
		if skipped > 0 {
			text += fmt.Sprintf("，%d 个是本程序的结果，已跳过", skipped)
		}
		v.line("", fmt.Sprintf("%s。错误 %d 处%s，提醒 %d 处。", text, o.Findings.Errors, unfilled(o), o.Findings.Warnings))
	}
	return v.flush()
}

// unfilled says how many of the errors are those of untouched templates.
func unfilled(o *validate.Outcome) string {
	count := 0
	for _, f := range o.Files {
		if untouched(f) {
			count += f.Findings.Errors
		}
	}
	if count == 0 {
		return ""
	}
	return fmt.Sprintf("（其中没有填的模板 %d 处）", count)
}

func (v *Validation) line(first, text string) { indented(&v.b, first, text, v.width) }

func (v *Validation) flush() error {
	_, err := v.w.WriteString(v.b.String())
	v.b.Reset()
	if err != nil {
		return err
	}
	return v.w.Flush()
}

// headline says how many people a file holds, or that it was not read.
func headline(f *validate.FileOutcome) string {
	switch {
	case f.OwnOutput:
		return "跳过"
	case !f.Read:
		return "没有读出"
	case f.People == 0:
		return "没有填报任何人员"
	case untouched(f):
		return fmt.Sprintf("%d 人，都还没有填报任何一项", f.People)
	case f.Held == 0 && f.Findings.Warnings == 0:
		return fmt.Sprintf("%d 人，可以上报", f.People)
	case f.Held == 0:
		return fmt.Sprintf("%d 人，都可以评分", f.People)
	}
	return fmt.Sprintf("%d 人，%d 人可以评分，%d 人要改", f.People, f.Passed, f.Held)
}

// untouched reports a template that lists people and came back as it was.
func untouched(f *validate.FileOutcome) bool { return f.People > 0 && f.Report.Unanswered == f.People }

// verdict says whether a file can be sent in.
func verdict(f *validate.FileOutcome) string {
	switch {
	case f.OwnOutput:
		return "这是本程序的结果，不用上报。"
	case untouched(f):
		return "还不能上报：一项也没有填。"
	case f.Findings.Errors > 0:
		return fmt.Sprintf("还不能上报：请先改好上面的 %d 处错误。", f.Findings.Errors)
	case f.People == 0:
		return "还不能上报：没有填报任何人员。"
	case f.Findings.Warnings > 0:
		return fmt.Sprintf("可以上报；有 %d 处提醒，请核对。", f.Findings.Warnings) + unsigned(f.Report.Review)
	}
	return "可以上报。" + unsigned(f.Report.Review)
}

// unsigned reminds of what the school itself has to fill in of 填报与审核.
func unsigned(review submission.Review) string {
	if !review.Found {
		return ""
	}
	var roles []string
	for _, step := range review.Steps[:submission.OwnRoles] {
		if step.State != submission.Done {
			roles = append(roles, step.Role)
		}
	}
	if len(roles) == 0 {
		return ""
	}
	return "上报前请填好“" + submission.ReviewTitle + "”的" + strings.Join(roles, "、") + "。"
}

// Line adds a line of its own, such as where something was written.
func (v *Validation) Line(text string) {
	if text != "" {
		v.line("", text)
	}
}
