package seal_test

import (
	"errors"
	"path/filepath"
	"testing"

	"credit/internal/seal"
	"credit/internal/sheet"
)

// faultyBook takes some rows and then fails, in its way.
type faultyBook struct {
	left int
	fail func() error
}

func (b *faultyBook) Head(int) [][]string { return nil }

func (b *faultyBook) Append(int, []sheet.Value) error {
	if b.left--; b.left < 0 {
		return b.fail()
	}
	return nil
}

// Whatever row of a workbook fails, whoever makes the rows learns of it, and a
// panic in the writing is raised where it is guarded; nothing is recorded.
func TestARowThatFailsIsToldOf(t *testing.T) {
	broken := errors.New("disk full")
	for _, left := range []int{0, 1, 63, 64, 65, 500, 999} {
		record := func(fail func() error) (panicked any, err error) {
			spool, err := seal.NewSpool(filepath.Join(t.TempDir(), "rows"))
			if err != nil {
				t.Fatal(err)
			}
			defer spool.Close()
			r := seal.NewRecorder(seal.NewKey(), &faultyBook{left, fail}, layouts, spool)
			defer r.Close()
			defer func() { panicked = recover() }()
			for range 1000 {
				if err := r.Append(0, []sheet.Value{sheet.TextValue("甲")}); err != nil {
					return nil, err
				}
			}
			_, err = r.Finish()
			return nil, err
		}
		if panicked, err := record(func() error { return broken }); !errors.Is(err, broken) || panicked != nil {
			t.Errorf("after %d rows: %v, %v", left, err, panicked)
		}
		if panicked, _ := record(func() error { panic("broken") }); panicked != "broken" {
			t.Errorf("after %d rows a panic became %v", left, panicked)
		}
	}
}
