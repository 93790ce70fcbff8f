package render

import (
	"fmt"
	"io"
	"strings"

	"credit/internal/rulecheck"
)

// RuleFindings lists findings about a rules file, the gravest first, each with
// its place.
func RuleFindings(w io.Writer, findings []rulecheck.Finding, width int) error {
	var b strings.Builder
	for _, part := range []struct {
		severity rulecheck.Severity
		heading  string
	}{
		{rulecheck.Error, "要改的地方（%d 处错误）"}, {rulecheck.Warning, "请核对（%d 处提醒）"}, {rulecheck.Note, "说明（%d 处，不用改）"},
	} {
		count := rulecheck.Count(findings, part.severity)
		if count == 0 {
			continue
		}
		fmt.Fprintf(&b, "\n■ "+part.heading+"\n", count)
		for _, f := range findings {
			if f.Severity != part.severity {
				continue
			}
			indented(&b, "  ", rulePlace(f)+f.Message, screen(width))
			if f.Hint != "" {
				indented(&b, "    → ", f.Hint, screen(width))
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func rulePlace(f rulecheck.Finding) string {
	if f.Line == 0 {
		return ""
	}
	return fmt.Sprintf("第 %d 行第 %d 列：", f.Line, f.Column)
}

// RuleRanges shows what each kind of staff can reach, and why no more.
func RuleRanges(w io.Writer, o *rulecheck.Outcome, width int) error {
	if err := Section(w, o.Page(), width); err != nil {
		return err
	}
	var b strings.Builder
	for i := range o.Ranges {
		why := o.Ranges[i].Why()
		if len(why) == 0 {
			continue
		}
		if b.Len() == 0 {
			b.WriteString("\n■ 得不到的等级，以及为什么（列出的几项已足以使其得不到）\n")
		}
		indented(&b, "  ", o.Ranges[i].Name(), screen(width))
		for _, line := range why {
			indented(&b, "    ", line, screen(width))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
