package correction_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"credit/internal/rubric/rubrictest"
	"credit/internal/sheet/sheettest"
	"credit/internal/submission"
)

// What a graded workbook shows of an old answer (原填报) means what the cell
// meant: it stands or does not, and earns the same. Whoever reads the results
// recomputes by it what the old answers came to.
func TestTheOldAnswerReadsBackAsItWas(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	recall := submission.NewRecall(r)
	odd := []string{
		"", "?", "!#N/A", "!TRUE", "!FALSE", "不适用", "基本符合", "一等奖、二等奖", "一等奖、某奖", "、", "-", "2026-03-02",
		"#46083@", "#1@", "#3.5@", "#0.5@", "#0", "#1", "#-1", "#2%", "#1%", "#0%", "#4.5%", "#0.045%", "#0.96", "#0.9604999", "#96.05", "#101", "#1e-5",
		"1", "100%", "450%", "4.5", "0.5", "４．５", "1/2", "1e0", "+4", "4.125", "#4.125", "#1.005%",
	}
	rapid.Check(t, func(t *rapid.T) {
		i := rapid.IntRange(0, len(r.Indicators)-1).Draw(t, "indicator")
		n := &r.Indicators[i]
		written := rapid.SampledFrom(append(forms(n), odd...)).Draw(t, "cell")
		is, _ := recall.Read(i, sheettest.Cell(written), false)
		again := recall.Written(i, strings.TrimSpace(is.Given))
		if !is.Stands { // a 100% that is a text
			again = recall.Answer(i, strings.TrimSpace(is.Given))
		}
		if is.Stands != again.Stands {
			t.Fatalf("%s in %s shows as %q: stands %t, read back %t", written, n.Label(), is.Given, is.Stands, again.Stands)
		}
		if !is.Stands {
			return
		}
		earned, _ := is.Earns(n)
		if now, _ := again.Earns(n); now != earned {
			t.Fatalf("%s in %s shows as %q: %s, read back %s", written, n.Label(), is.Given, earned, now)
		}
	})
}
