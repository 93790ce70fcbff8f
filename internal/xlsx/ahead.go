package xlsx

// How a long part is inflated ahead of who reads it.
const (
	aheadFrom   = 1 << 20 // inflated bytes that are worth a goroutine
	aheadBlock  = 128 << 10
	aheadBlocks = 4
)

// ahead inflates a part on a goroutine of its own, some blocks ahead of its
// reader: on two cores inflating costs no time of its own.
type ahead struct {
	full chan block
	free chan []byte
	stop chan struct{}
	// now is the block that is being read, rest what is left of it.
	now  []byte
	rest block
}

// block is inflated text, and what inflating ended with after it.
type block struct {
	text []byte
	err  error
	// panicked is raised again by whoever reads.
	panicked any
}

func (p *part) inflateAhead() *ahead {
	a := &ahead{full: make(chan block, aheadBlocks), free: make(chan []byte, aheadBlocks), stop: make(chan struct{})}
	for range aheadBlocks {
		a.free <- make([]byte, aheadBlock)
	}
	go func() {
		defer close(a.full)
		for {
			select {
			case b := <-a.free:
				one := p.block(b)
				a.full <- one // there is room for as many as there are
				if one.err != nil || one.panicked != nil {
					return
				}
			case <-a.stop:
				return
			}
		}
	}()
	return a
}

// block is the next one, in b.
func (p *part) block(b []byte) (one block) {
	defer func() { one.panicked = recover() }()
	n, err := p.fill(b)
	return block{text: b[:n], err: err}
}

// fill inflates into all of b, if there is as much.
func (p *part) fill(b []byte) (n int, err error) {
	for n < len(b) && err == nil {
		var more int
		more, err = p.inflate(b[n:])
		n += more
	}
	return n, err
}

func (a *ahead) Read(b []byte) (int, error) {
	for len(a.rest.text) == 0 {
		if a.rest.err != nil {
			return 0, a.rest.err
		}
		if a.now != nil {
			a.free <- a.now
		}
		a.rest = <-a.full
		if a.rest.panicked != nil {
			panic(a.rest.panicked)
		}
		a.now = a.rest.text[:cap(a.rest.text)]
	}
	n := copy(b, a.rest.text)
	a.rest.text = a.rest.text[n:]
	if len(a.rest.text) == 0 && a.rest.err != nil {
		return n, a.rest.err
	}
	return n, nil
}

// close ends the goroutine, wherever it stands, and waits for it.
func (a *ahead) close() {
	close(a.stop)
	for range a.full {
	}
}
