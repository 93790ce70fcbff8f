package render

import (
	"io"
	"strings"

	"credit/internal/explain"
)

// Explanation writes a practitioner's own paper; id is the ID number as it is
// to be shown.
func Explanation(w io.Writer, e *explain.Explanation, id string, width int) error {
	width = screen(width)
	if err := Facts(w, e.Title(), e.Facts(id), width); err != nil {
		return err
	}
	if lines := e.CorrectedLines(); len(lines) > 0 {
		var b strings.Builder
		partTitle(&b, explain.CorrectedTitle)
		for _, line := range lines {
			indented(&b, "  ", line, width)
		}
		if _, err := io.WriteString(w, b.String()); err != nil {
			return err
		}
	}
	parts := gradedParts
	if e.Held != nil {
		parts = heldParts
	}
	if err := parts(w, e, width); err != nil {
		return err
	}
	var b strings.Builder
	partTitle(&b, explain.RightsTitle)
	for _, right := range e.Rights {
		indented(&b, "  ", right.Line(), width)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func partTitle(b *strings.Builder, title string) { b.WriteString("\n■ " + Clean(title) + "\n") }

// gradedParts are what is said of somebody who has a grade.
func gradedParts(w io.Writer, e *explain.Explanation, width int) error {
	var b strings.Builder
	partTitle(&b, e.WhyTitle())
	for _, line := range e.Why {
		indented(&b, "  ", line, width)
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return err
	}
	if err := Section(w, e.SectionsPage(), width); err != nil {
		return err
	}
	b.Reset()
	partTitle(&b, e.LossesTitle())
	for i := range e.Losses {
		if i == 0 || e.Losses[i].Section != e.Losses[i-1].Section {
			section := &e.Sections[e.Losses[i].Section]
			indented(&b, "  ", section.Name+"（少 "+section.Lost().String()+" 分）", width)
		}
		loss(&b, &e.Losses[i], width)
	}
	indented(&b, "  ", e.Proof(), width)
	partTitle(&b, e.ChangeTitle())
	for _, line := range e.ChangeLines() {
		indented(&b, "  ", line, width)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// loss writes how much an indicator lost, which, why, and its 评分说明.
func loss(b *strings.Builder, l *explain.Loss, width int) {
	lead := "    少 " + l.Lost.String()
	margin := strings.Repeat(" ", 12)
	n := l.Indicator
	indented(b, lead+strings.Repeat(" ", max(1, len(margin)-Width(lead))), n.Label()+"（"+n.Clause+"）", width)
	indented(b, margin, l.Text(), width)
	indented(b, margin, "评分说明："+n.Statement, width)
}

// heldParts are what is said of somebody held back.
func heldParts(w io.Writer, e *explain.Explanation, width int) error {
	h := e.Held
	var b strings.Builder
	partTitle(&b, explain.ObstaclesTitle)
	for i := range h.Obstacles {
		f := &h.Obstacles[i]
		indented(&b, "  ", explain.Place(f)+"　"+f.Title, width)
		indented(&b, "      ", explain.ObstacleText(f), width)
	}
	if line := h.UnplacedLine(); line != "" {
		indented(&b, "  ", line, width)
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return err
	}
	if err := Section(w, h.StandingPage(), width); err != nil {
		return err
	}
	b.Reset()
	for _, line := range h.StandingLines() {
		indented(&b, "  ", line, width)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
