package xlsx

import (
	"errors"
	"io"
	"testing"
)

// mishap reads and writes as a mistake in the program would: it panics.
type mishap struct{}

func (mishap) Read([]byte) (int, error) { panic("mishap") }

// raised is what the work panics with.
func raised(work func()) (panicked any) {
	defer func() { panicked = recover() }()
	work()
	return nil
}

// A panic on a goroutine of the reader's or the writer's is raised where
// somebody guards against it, not where it would end the program.
func TestAPanicComesUpWhereItIsGuarded(t *testing.T) {
	p := &part{entry: &entry{inflated: 2 * aheadFrom}, in: mishap{}}
	p.ahead = p.inflateAhead()
	if got := raised(func() { _, _ = p.Read(make([]byte, 10)) }); got != "mishap" {
		t.Errorf("reading ahead: %v", got)
	}
	p.close()

	s := spool{packer: startPacker(t.TempDir())}
	s.packer.guarded(func() error { panic("mishap") })
	if got := raised(func() { _, _ = s.add([]byte("text")) }); got != "mishap" {
		t.Errorf("adding: %v", got)
	}
	if got := raised(func() { _, _ = s.finish(nil) }); got != "mishap" {
		t.Errorf("finishing: %v", got)
	}
	if err := s.close(); err != nil {
		t.Error(err)
	}

	s = spool{packer: startPacker(t.TempDir())}
	s.packer.guarded(func() error { return io.ErrShortWrite })
	if _, err := s.add(nil); !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("an error became %v", err)
	}
	if err := s.close(); err != nil {
		t.Error(err)
	}
}
