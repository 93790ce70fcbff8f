package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"credit/internal/finding"
	"credit/internal/fold"
	"credit/internal/render"
)

// everyCode asks for the page of all codes.
const everyCode = "all"

// explainCode prints what a finding means: one by its code or its Chinese
// name, or all of them as a page in Markdown.
func explainCode(w io.Writer, asked string, width int) error {
	if key := fold.Text(asked); key == everyCode || key == "全部" {
		return render.FindingPage(w)
	}
	at := slices.IndexFunc(finding.Catalogue(), func(e finding.Entry) bool {
		return fold.Key(string(e.Code)) == fold.Key(asked) || fold.Key(e.Title) == fold.Key(asked)
	})
	if at < 0 {
		return hinted{fmt.Errorf("没有“%s”这个问题代码%s", asked, nearCodes(asked)), "用 --explain all 列出全部"}
	}
	return render.FindingEntry(w, finding.Catalogue()[at], width)
}

// nearCodes suggests codes that share a word with what was asked for.
func nearCodes(asked string) string {
	var near []string
	for _, entry := range finding.Catalogue() {
		for word := range strings.SplitSeq(strings.ToLower(asked), "-") {
			if len(word) > 2 && strings.Contains(string(entry.Code), word) && !slices.Contains(near, string(entry.Code)) {
				near = append(near, string(entry.Code))
			}
		}
	}
	if len(near) == 0 {
		return ""
	}
	return "（相近的有 " + strings.Join(near, "、") + "）"
}
