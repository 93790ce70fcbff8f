package cli

import (
	"fmt"
	"io"
	"strings"

	"credit/internal/practitioner"
	"credit/internal/render"
	"credit/internal/verify"
)

// How many differences of a file, and how many files, the screen shows.
const (
	mostDifferences = 20
	mostFiles       = 30
)

// showReport writes what a check came to: the verdict, what it rests on, then
// what differs, file by file.
func showReport(w io.Writer, dir string, r *verify.Report) error {
	width := terminalWidth(w)
	verdict := "一致：“" + dir + "”与评分时写出的完全一样"
	if len(r.Others) > 0 {
		verdict = "一致：“" + dir + "”里清单所列的文件都与评分时写出的一样"
	}
	if r.IsDifferent() {
		verdict = fmt.Sprintf("不一致：“%s”有 %d 处与评分时不同", dir, len(r.Differences))
	}
	if err := render.Facts(w, practitioner.MaskWithin(verdict), reportFacts(r), width); err != nil {
		return err
	}
	for i, file := range byFile(r) {
		if i == mostFiles {
			line := fmt.Sprintf("\n……另有 %d 个文件有不同之处；用 --json 列出全部", len(byFile(r))-i)
			_, err := fmt.Fprintln(w, line)
			return err
		}
		if err := showFile(w, file, width); err != nil {
			return err
		}
	}
	return showNotes(w, r, width)
}

// reportFacts are what the verdict rests on.
func reportFacts(r *verify.Report) [][2]string {
	same := 0
	for _, f := range r.Files {
		if f.Same {
			same++
		}
	}
	facts := [][2]string{
		{"校验码", r.Digest},
		{"签名", signatureWords(r)},
		{"年度", strings.Join(r.Manifest.Years, "、")},
		{"结果文件", fmt.Sprintf("%d 个，%d 个原样", len(r.Files), same)},
	}
	if r.Rescored >= 0 {
		facts = append(facts, [2]string{"重新评分", fmt.Sprintf("%d 人，逐人核对", r.Rescored)})
	}
	return facts
}

// fileDifferences are those of one file.
type fileDifferences struct {
	name string
	list []*verify.Difference
}

// byFile gathers the differences file by file, in their order.
func byFile(r *verify.Report) (files []*fileDifferences) {
	at := map[string]*fileDifferences{}
	for i := range r.Differences {
		d := &r.Differences[i]
		if at[d.File] == nil {
			at[d.File] = &fileDifferences{name: d.File}
			files = append(files, at[d.File])
		}
		at[d.File].list = append(at[d.File].list, d)
	}
	return files
}

// showFile writes what differs in one file; rows that only moved are counted.
func showFile(w io.Writer, f *fileDifferences, width int) error {
	var facts [][2]string
	moved := map[string]int{}
	left := 0
	for _, d := range f.list {
		switch {
		case d.Kind == verify.RowMoved && moved[d.Sheet] > 0:
			moved[d.Sheet]++
			continue
		case d.Kind == verify.RowMoved:
			moved[d.Sheet]++
		}
		if len(facts) == mostDifferences {
			left++
			continue
		}
		place := d.Place()
		if place == "" {
			place = "文件"
		}
		facts = append(facts, [2]string{practitioner.MaskWithin(place), practitioner.MaskWithin(d.Text())})
	}
	for _, d := range f.list {
		if n := moved[d.Sheet]; d.Kind == verify.RowMoved && n > 1 {
			facts = append(facts, [2]string{d.Sheet, fmt.Sprintf("共有 %d 行换了位置（内容未变）", n)})
			moved[d.Sheet] = 0
		}
	}
	if left > 0 {
		facts = append(facts, [2]string{"……", fmt.Sprintf("另有 %d 处；用 --json 列出全部", left)})
	}
	if _, err := fmt.Fprintln(w); err != nil {
		return err
	}
	return render.Facts(w, "■ "+practitioner.MaskWithin(f.name), facts, width)
}

// effects say what the other commands make of files that stand there besides.
var effects = map[verify.Effect]string{
	verify.PassedSilently: "本程序写出的其他文件（不影响结果）",
	verify.PassedOver:     "不是评分工作簿的文件（汇总时会提到，不读）",
	verify.Refused:        "不能读取的工作簿（汇总时会报错，请移走）",
}

// strays name the files that stand there besides, by what comes of them.
func strays(others []verify.Stray) (lines []string) {
	const most = 3
	for _, effect := range []verify.Effect{verify.Refused, verify.PassedOver, verify.PassedSilently} {
		var names []string
		for _, one := range others {
			if one.Effect == effect {
				names = append(names, one.Name)
			}
		}
		if len(names) == 0 {
			continue
		}
		text := strings.Join(names[:min(most, len(names))], "、")
		if len(names) > most {
			text += fmt.Sprintf("等 %d 个", len(names))
		}
		lines = append(lines, "文件夹里另有"+effects[effect]+"："+practitioner.MaskWithin(text))
	}
	return lines
}

// showNotes writes what was not checked, and what stands there besides.
func showNotes(w io.Writer, r *verify.Report, width int) error {
	var lines []string
	for _, note := range r.Notes {
		lines = append(lines, "注意："+practitioner.MaskWithin(note))
	}
	lines = append(lines, strays(r.Others)...)
	if len(lines) == 0 {
		return nil
	}
	if _, err := fmt.Fprintln(w); err != nil {
		return err
	}
	return render.Closing(w, lines, width)
}
