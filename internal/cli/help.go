package cli

import (
	"strings"

	"github.com/spf13/pflag"

	"credit/internal/render"
)

// flagUsages lists flags with their words aligned; the flag library counts
// bytes where a terminal counts columns.
func flagUsages(flags *pflag.FlagSet) string {
	type line struct{ name, words string }
	var lines []line
	widest := 0
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		value, words := pflag.UnquoteUsage(f)
		name := "      --" + f.Name
		if f.Shorthand != "" {
			name = "  -" + f.Shorthand + ", --" + f.Name
		}
		if f.Value.Type() != "bool" {
			name += " " + value
		}
		widest = max(widest, render.Width(name))
		lines = append(lines, line{name, words})
	})
	var b strings.Builder
	for _, l := range lines {
		words := strings.ReplaceAll(l.words, "\n", "\n"+strings.Repeat(" ", widest+3))
		b.WriteString(l.name + strings.Repeat(" ", widest-render.Width(l.name)+3) + words + "\n")
	}
	return strings.TrimRight(b.String(), "\n")
}
