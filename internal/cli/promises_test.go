package cli_test

import (
	"archive/zip"
	"encoding/json"
	"flag"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"credit/internal/finding"
)

// checkMasked holds the promise behind every script: no ID number that a
// workbook of it bears stands in full in what was printed, in JSON lines, in
// the summary workbook, in one of a comparison or a simulation, in an explanation (说明…) or in
// the manifest.
func checkMasked(t testscript.T, work, log string, known *idNumbers) {
	texts := map[string]string{}
	if printed, err := os.ReadFile(log); err == nil {
		texts["the screen"] = string(printed)
	}
	err := eachFile(work, func(path string) error {
		var text string
		var err error
		switch base := filepath.Base(path); {
		case strings.HasSuffix(base, ".jsonl"), strings.HasSuffix(base, ".json"), strings.HasSuffix(base, ".ics"):
			var data []byte
			data, err = os.ReadFile(path)
			text = string(data)
		case base == "汇总.xlsx", strings.HasPrefix(base, "对比"), strings.HasPrefix(base, "说明"), strings.HasPrefix(base, "办理情况"), strings.HasPrefix(base, "模拟"):
			text, err = zipText(path)
		default:
			return nil
		}
		texts[path] = text
		return err
	})
	if err != nil {
		t.FailNow()
	}
	for place, text := range texts {
		text = strings.ToUpper(strings.Join(strings.Fields(text), ""))
		for _, number := range known.known {
			if strings.Contains(text, number) {
				t.Log("an ID number stands unmasked in", place)
				t.FailNow()
			}
		}
	}
}

func eachFile(root string, visit func(path string) error) error {
	return filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		return visit(path)
	})
}

// zipText is all that stands in an archive; a file that is none has no text.
func zipText(path string) (string, error) {
	in, err := zip.OpenReader(path)
	if err != nil {
		return "", nil
	}
	defer in.Close()
	var text strings.Builder
	for _, part := range in.File {
		reader, err := part.Open()
		if err != nil {
			return "", err
		}
		if _, err := io.Copy(&text, reader); err != nil {
			return "", err
		}
	}
	return text.String(), nil
}

// contractCodes are the findings of the contract's table.
var contractCodes = strings.Fields(`unreadable-workbook legacy-xls encrypted-workbook no-data-sheet
	missing-column duplicate-column column-mismatch unknown-column hidden-data totals-row note-row own-output
	missing-identity bad-id id-precision-lost duplicate-practitioner unknown-county
	missing-answer unknown-answer not-applicable out-of-range ambiguous-rate too-precise fraction-rate several-awards
	cell-error formula-without-value award-without-record record-contradicts-answer polarity-doubt uniform-answers
	rubric-mismatch year-mismatch`)

// ownCodes are the warnings of the program's own.
var ownCodes = strings.Fields(`no-practitioner unmatched-record tiny-rate same-file other-document bad-record
	not-text lost-dropdown not-reviewed`)

// fileCodes are about a file that has no graded workbook and no JSON lines;
// they are seen on the screen.
var fileCodes = map[finding.Code]bool{
	finding.UnreadableWorkbook: true, finding.LegacyXLS: true, finding.EncryptedWorkbook: true,
	finding.NoDataSheet: true, finding.OwnOutput: true, finding.SameFile: true,
}

// raised are the findings that the scripts have raised.
type raised struct {
	sync.Mutex
	codes map[string]bool
}

func newRaised() *raised { return &raised{codes: map[string]bool{}} }

func (r *raised) add(code string) {
	r.Lock()
	defer r.Unlock()
	r.codes[code] = true
}

func (r *raised) collect(t testscript.T, work, log string) {
	printed, _ := os.ReadFile(log)
	for _, entry := range finding.Catalogue() {
		if fileCodes[entry.Code] && regexp.MustCompile(`(?m)^  `+entry.Title+`（\d+ 处）(：.+)?$`).Match(printed) {
			r.add(string(entry.Code))
		}
	}
	err := eachFile(work, func(path string) error {
		switch {
		case strings.HasSuffix(path, ".jsonl"):
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			for line := range strings.Lines(string(data)) {
				var one struct{ Findings []string }
				if json.Unmarshal([]byte(line), &one) == nil {
					for _, code := range one.Findings {
						r.add(code)
					}
				}
			}
		case strings.HasSuffix(path, "-评分.xlsx"):
			rows, err := sheetRows(path, "问题")
			if err != nil {
				return nil // a script's own file of that name
			}
			for _, row := range rows[1:] {
				r.add(row[len(row)-1])
			}
		}
		return nil
	})
	if err != nil {
		t.Log(err)
		t.FailNow()
	}
}

func (r *raised) checkComplete(t *testing.T) {
	for _, code := range slices.Concat(contractCodes, ownCodes) {
		if !r.codes[code] {
			t.Errorf("no script raises %s", code)
		}
	}
}

// testingAll says that no -run leaves scripts out.
func testingAll() bool {
	run := flag.Lookup("test.run")
	return run == nil || !strings.Contains(run.Value.String(), "/")
}
