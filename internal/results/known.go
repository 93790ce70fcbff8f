package results

import (
	"hash/maphash"
	"math/bits"
	"sync"

	"credit/internal/graded"
	"credit/internal/points"
	"credit/internal/rubric"
	"credit/internal/submission"
)

// earning is what an answer earns to everybody who is judged by the same rules;
// 不适用, which stands only for some, is none.
type earning struct {
	known  bool
	points points.Points
	rule   int
}

// memory is what is known of the answers of a workbook, by indicator and by the
// code of the answer (graded.Person.Codes).
type memory struct {
	earnings map[*rubric.Rubric][][]earning
	hashes   [][]uint64
}

func newMemory(r *rubric.Rubric) memory {
	return memory{earnings: map[*rubric.Rubric][][]earning{}, hashes: make([][]uint64, len(r.Indicators))}
}

// of are the earnings by the rules.
func (m *memory) of(rules *rubric.Rubric) [][]earning {
	known := m.earnings[rules]
	if known == nil {
		known = make([][]earning, len(rules.Indicators))
		m.earnings[rules] = known
	}
	return known
}

// at is the element for a code, with room made for it; nil where there is no
// code.
func at[T any](list *[]T, code int32) *T {
	if code == 0 {
		return nil
	}
	if int(code) >= len(*list) {
		*list = append(*list, make([]T, int(code)+1-len(*list))...)
	}
	return &(*list)[code]
}

// codeOf is the code of answer i, 0 where there is none.
func codeOf(p *graded.Person, i int) int32 {
	if i < len(p.Codes) {
		return p.Codes[i]
	}
	return 0
}

// remember keeps what an answer earns, unless that depends on who it is of.
func (e *earning) remember(answer submission.Answer, earned points.Points, rule int) {
	if e != nil && answer.NotApplicable == nil {
		*e = earning{true, earned, rule}
	}
}

// recalls are those that no workbook is read with, by their rubric: what one
// read answers the next workbook too.
type recalls struct {
	mu   sync.Mutex
	idle map[*rubric.Rubric][]*submission.Recall
}

// take gives one that nobody else has.
func (r *recalls) take(of *rubric.Rubric) *submission.Recall {
	r.mu.Lock()
	defer r.mu.Unlock()
	list := r.idle[of]
	if len(list) == 0 {
		return submission.NewRecall(of)
	}
	last := list[len(list)-1]
	r.idle[of] = list[:len(list)-1]
	return last
}

// give takes one back.
func (r *recalls) give(of *rubric.Rubric, recall *submission.Recall) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.idle == nil {
		r.idle = map[*rubric.Rubric][]*submission.Recall{}
	}
	r.idle[of] = append(r.idle[of], recall)
}

// digest tells results apart: of everything that stands of somebody.
type digest uint64

// seed makes texts into numbers that nobody can foresee.
var seed = maphash.MakeSeed()

func (d *digest) number(n uint64) {
	const odd = 0x9E3779B97F4A7C15
	*d = digest((bits.RotateLeft64(uint64(*d), 5) ^ n) * odd)
}

func (d *digest) text(text string) { d.number(maphash.String(seed, text)) }

// digest is that of a person; of those held back the submission and its row
// belong to it.
func (m *memory) digest(p *graded.Person, input string) uint64 {
	var d digest
	for _, text := range [...]string{p.County, p.School, p.Name, p.Post, p.Grade} {
		d.text(text)
	}
	for i, given := range p.Answers {
		known := at(&m.hashes[i], codeOf(p, i))
		switch {
		case known == nil:
			d.text(given)
		default:
			if *known == 0 {
				*known = maphash.String(seed, given)
			}
			d.number(*known)
		}
	}
	for _, earned := range p.Points {
		d.number(uint64(earned))
	}
	if !p.Graded {
		d.text(input)
		d.text(p.Source)
	}
	return uint64(d)
}
