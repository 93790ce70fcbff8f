package cli

import (
	"fmt"
	"io"

	"github.com/spf13/pflag"

	"credit/internal/xlsx"
)

// statsFlag is the option that tells in what way workbooks were read.
type statsFlag struct {
	told bool
	// counts is nil for a command without the option.
	counts *xlsx.Stats
}

func (s *statsFlag) addStats(f *pflag.FlagSet) {
	s.counts = &xlsx.Stats{}
	f.BoolVar(&s.told, "stats", false, "最后说明有多少行是快速读取的")
}

// tellStats ends a command, whatever it came to.
func (s *statsFlag) tellStats(w io.Writer) {
	if !s.told {
		return
	}
	scanned, strict := s.counts.Rows()
	fmt.Fprintf(w, "读取工作表 %d 行：快速 %d 行，逐字核对 %d 行（结果相同，只是慢些）\n", scanned+strict, scanned, strict)
	scanned, strict = s.counts.Texts()
	fmt.Fprintf(w, "读取共享文字 %d 条：快速 %d 条，逐字核对 %d 条\n", scanned+strict, scanned, strict)
}
