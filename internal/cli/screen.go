package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"

	"credit/internal/batch"
	"credit/internal/graded"
	"credit/internal/output"
	"credit/internal/practitioner"
	"credit/internal/render"
	"credit/internal/roster"
	"credit/internal/summary"
	"credit/internal/yearend"
)

// terminalWidth is how wide the terminal behind w is; 0 where w is none.
func terminalWidth(w io.Writer) int {
	file, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return 0
	}
	width, _, err := term.GetSize(int(file.Fd()))
	if err != nil {
		return 0
	}
	return width
}

// show writes the distribution, what was written where, and what has to be
// mended.
func show(w io.Writer, flags scoreFlags, o *yearend.Outcome, by *yearend.Corrections) error {
	width := terminalWidth(w)
	paper := summary.Paper{Summary: o.Summary}
	table := paper.Distribution(summary.ByCounty)
	if err := render.Table(w, table.Without("中位数", "下四分位", "上四分位"), width); err != nil {
		return err
	}
	var b strings.Builder
	year := strings.Join(o.Years, "、")
	if year == graded.UnknownYear {
		year += "（可用 --year 注明）"
	}
	fmt.Fprintf(&b, "\n年度 %s：读到 %d 行，已评分 %d 人，未评分 %d 人，跳过 %d 行。\n",
		year, o.Rows, o.Graded, o.Held, o.Skipped)
	if text := paper.Adjusted(); text != "" {
		_ = render.Closing(&b, []string{"其中 " + text + "。"}, width) // a builder never fails
	}
	if o.NotReviewed > 0 {
		fmt.Fprintf(&b, "未审核 %d 人：没有别的错误，只差教育部门和营商部门都审核通过。\n", o.NotReviewed)
	}
	b.WriteString(correctedLines(o, by))
	if o.Roster != nil {
		b.WriteString(rosterLine(o.Roster) + "见汇总.xlsx 的“应报未报”表。\n")
	}
	fmt.Fprintf(&b, "结果写在“%s”：%s\n", onScreen(flags.out), onScreen(outputs(o)))
	if flags.json != "" {
		fmt.Fprintf(&b, "JSON 行写在“%s”\n", onScreen(flags.json))
	}
	b.WriteString("manifest.key 与结果放在一起保管，不要公开；封存用 credit seal。\n")
	if _, err := io.WriteString(w, b.String()); err != nil {
		return err
	}
	if err := render.Findings(w, o.Findings, fileNames(o), width); err != nil {
		return err
	}
	_, err := io.WriteString(w, closing(o))
	return err
}

// rosterLine counts what a roster says.
func rosterLine(r *roster.Report) string {
	return fmt.Sprintf("名册 %d 人：已报 %d 人，应报未报 %d 人；在别校填报 %d 人，名册没有 %d 人。",
		r.Expected, r.Submitted, len(r.Missing), len(r.Elsewhere), len(r.Unknown))
}

// closing says at the very end, where the eye is, what is left to do.
func closing(o *yearend.Outcome) string {
	var parts []string
	again := "加 --force 重新评分"
	if o.Corrected != nil { // results that were corrected replace none (article 20)
		again = "用 -o 另指定一个文件夹，重新评分"
	}
	if o.Read() > 0 && o.Findings.Errors+o.Findings.Warnings > 0 {
		parts = append(parts, "每一处见各评分工作簿的“问题”表。")
	}
	if unread := unreadable(o); unread > 0 {
		parts = append(parts, fmt.Sprintf("%d 个文件没有读出，见汇总.xlsx 的“文件”表。", unread))
	}
	if faulty := o.Held - o.NotReviewed; faulty > 0 {
		parts = append(parts, fmt.Sprintf("%d 人未评分：改好上面的错误后，%s。", faulty, again))
	}
	if o.NotReviewed > 0 {
		parts = append(parts, fmt.Sprintf("%d 人未审核：两个部门都审核通过后，%s；各工作簿审核到哪一步，见汇总.xlsx 的“文件”表。", o.NotReviewed, again))
	}
	if len(parts) == 0 {
		return ""
	}
	return "\n" + strings.Join(parts, "\n") + "\n"
}

// unreadable counts the files that ought to have been read.
func unreadable(o *yearend.Outcome) int {
	n := 0
	for _, f := range o.Files {
		if !f.Read && !f.OwnOutput {
			n++
		}
	}
	return n
}

// fileNames are what the screen calls each file: its name, or its path where
// several bear the same; nothing where there is only one.
func fileNames(o *yearend.Outcome) []string {
	if len(o.Files) == 1 {
		return []string{""}
	}
	paths := make([]string, len(o.Files))
	for i, f := range o.Files {
		paths[i] = f.Path
	}
	return shortNames(paths)
}

// shortNames are the names of files, or the paths of those that bear the same,
// as the screen may show them.
func shortNames(paths []string) []string {
	names := make([]string, len(paths))
	count := map[string]int{}
	for _, path := range paths {
		count[filepath.Base(path)]++
	}
	for i, path := range paths {
		if names[i] = filepath.Base(path); count[names[i]] > 1 {
			names[i] = path
		}
	}
	for i, name := range names {
		names[i] = practitioner.MaskWithin(name)
	}
	return names
}

// outputs names the results, or counts them where they are many.
func outputs(o *yearend.Outcome) string {
	const most = 3
	graded := o.Outputs[:o.Read()]
	names := strings.Join(graded, "、")
	if len(graded) > most {
		names = fmt.Sprintf("%s 等 %d 个评分工作簿", graded[0], len(graded))
	}
	return names + "、" + strings.Join(o.Outputs[len(graded):], "、")
}

// patience is how long a run works before it shows progress.
const patience = 2 * time.Second

// showProgress shows on a terminal how far a run has come, once it takes
// long; the function that is returned ends that.
func showProgress(w io.Writer, what string, progress *batch.Progress, files int, quiet bool) (stop func()) {
	if quiet || terminalWidth(w) == 0 {
		return func() {}
	}
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		select {
		case <-done:
			return
		case <-time.After(patience):
		}
		bars := mpb.New(mpb.WithOutput(w), mpb.WithWidth(30))
		bar := bars.AddBar(int64(files), mpb.BarRemoveOnComplete(),
			mpb.PrependDecorators(decor.Name(what+" "), decor.CountersNoUnit("%d/%d 个文件")),
			mpb.AppendDecorators(decor.Any(func(decor.Statistics) string {
				return fmt.Sprintf("%d 人", progress.Rows.Load())
			})))
		ticks := time.NewTicker(200 * time.Millisecond)
		defer ticks.Stop()
		for {
			select {
			case <-done:
				bar.Abort(true)
				bars.Wait()
				return
			case <-ticks.C:
				bar.SetCurrent(min(progress.Files.Load(), int64(files)-1))
			}
		}
	}()
	return func() {
		close(done)
		<-ended
	}
}

// writeLines writes the JSON lines of all files beside their final place.
func writeLines(path string, o *yearend.Outcome, to *output.Folder) error {
	fail := func(err error) error { return fmt.Errorf("不能写入“%s”：%s", path, output.Reason(err)) }
	if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
		return fmt.Errorf("不能写入“%s”：没有这个文件夹", path)
	}
	file, err := to.CreateAside(path)
	if err != nil {
		return fail(err)
	}
	if err := copyLines(file, o); err != nil {
		return errors.Join(fail(err), file.Close())
	}
	if err := output.CloseSynced(file); err != nil {
		return fail(err)
	}
	return nil
}

// copyLines writes the JSON lines of every file that was read, in order.
func copyLines(w io.Writer, o *yearend.Outcome) error {
	for _, f := range o.Files {
		if !f.Read {
			continue
		}
		lines, err := os.Open(f.Lines)
		if err != nil {
			return err
		}
		_, err = io.Copy(w, lines)
		if err := errors.Join(err, lines.Close()); err != nil {
			return err
		}
	}
	return nil
}
