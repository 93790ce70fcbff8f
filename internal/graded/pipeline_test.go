package graded_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"credit/internal/cli"
	"credit/internal/result"
	"credit/internal/rubric/rubrictest"
	"credit/internal/submission"
	"credit/internal/xlsx"
)

// opened opens a workbook from a file.
func opened(t *testing.T, path string) *xlsx.Workbook {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	book, err := xlsx.Open(data, xlsx.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// What credit score writes for the made-up schools holds everyone of them,
// those with faults too.
func TestTheSchoolsComeBackFromTheirGradedWorkbook(t *testing.T) {
	t.Parallel()
	r := rubrictest.Load(t)
	for _, name := range []string{"schools", "schools-faulty"} {
		path := filepath.Join("..", "..", "testdata", name+".xlsx")
		out := filepath.Join(t.TempDir(), "out")
		var screen bytes.Buffer
		if code := cli.Main([]string{"score", path, "-o", out}, &screen, &screen); code == 2 {
			t.Fatalf("score %s: %s", path, &screen)
		}
		want, _ := scored(t, r, opened(t, path), func(*submission.Entry, *result.Result) {})
		got := readBack(t, opened(t, filepath.Join(out, name+"-评分.xlsx")), r)
		if read, wanted, same := sameEverybody(got, want); !same || len(got) < 30 {
			t.Errorf("%s: %d people; read\n%s\nwant\n%s", name, len(got), read, wanted)
		}
	}
}
