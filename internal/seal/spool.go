package seal

import (
	"bufio"
	"os"
	"sync"
)

// piece is a run of records in the file.
type piece struct{ at, size int64 }

// Spool is the file in which the records of all workbooks of a run wait.
type Spool struct {
	mu   sync.Mutex
	file *os.File
	size int64
	idle []*desk
}

// NewSpool makes the file, in the run's private folder.
func NewSpool(path string) (*Spool, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, cannotKeep(err)
	}
	return &Spool{file: file}, nil
}

// Close lets go of the file.
func (s *Spool) Close() error { return s.file.Close() }

// add appends to the file.
func (s *Spool) add(data []byte) (piece, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n, err := s.file.Write(data)
	p := piece{s.size, int64(n)}
	s.size += int64(n)
	if err != nil {
		return p, cannotKeep(err)
	}
	return p, nil
}

// copy writes a piece of the file.
func (s *Spool) copy(out *bufio.Writer, p piece) error {
	for p.size > 0 {
		room := out.AvailableBuffer()
		if cap(room) == 0 {
			if err := out.Flush(); err != nil {
				return err
			}
			continue
		}
		room = room[:min(int64(cap(room)), p.size)]
		if _, err := s.file.ReadAt(room, p.at); err != nil {
			return err
		}
		_, _ = out.Write(room) // what fails here, Flush says
		p.at, p.size = p.at+int64(len(room)), p.size-int64(len(room))
	}
	return nil
}

// desk is one that is free, or a new one.
func (s *Spool) desk(key Key) *desk {
	s.mu.Lock()
	defer s.mu.Unlock()
	if last := len(s.idle) - 1; last >= 0 && s.idle[last].key == key {
		d := s.idle[last]
		s.idle = s.idle[:last]
		return d
	}
	return newDesk(key)
}

// free takes a desk back.
func (s *Spool) free(d *desk) {
	s.mu.Lock()
	defer s.mu.Unlock()
	d.rows.forget()
	d.spare.forget()
	s.idle = append(s.idle, d)
}
