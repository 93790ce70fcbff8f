package explain

import (
	"slices"
	"strings"

	"credit/internal/fold"
	"credit/internal/graded"
	"credit/internal/practitioner"
)

// Wanted is whom an explanation is asked for; what is empty does not matter.
type Wanted struct {
	// Name is the whole name, spaces and widths aside; School a part of the
	// school's name; Last4 the end of the ID number.
	Name, School, Last4 string
	ID                  practitioner.ID
}

// Is reports somebody who is wanted.
func (w *Wanted) Is(p *graded.Person) bool {
	return w.IsFrom(p) && (w.Name == "" || fold.Key(p.Name) == fold.Key(w.Name))
}

// IsFrom reports somebody who may be wanted under another name.
func (w *Wanted) IsFrom(p *graded.Person) bool {
	switch {
	case !w.ID.IsZero() && p.ID.Reveal() != w.ID.Reveal(),
		w.Last4 != "" && (p.ID.Length() <= len(w.Last4) || !strings.HasSuffix(p.ID.Reveal(), w.Last4)),
		w.School != "" && !strings.Contains(fold.Key(p.School), fold.Key(w.School)):
		return false
	}
	return true
}

// IsNear reports a name that may have been meant: one character more, less or
// another, or the one within the other.
func (w *Wanted) IsNear(name string) bool {
	a, b := []rune(fold.Key(w.Name)), []rune(fold.Key(name))
	if len(a) < len(b) {
		a, b = b, a
	}
	switch {
	case len(b) == 0 || len(a)-len(b) > 2:
		return false
	case strings.Contains(string(a), string(b)):
		return true
	case len(a) != len(b):
		return false
	}
	differ := 0
	for i := range a {
		if a[i] != b[i] {
			differ++
		}
	}
	slices.Sort(a)
	slices.Sort(b)
	return differ == 1 && len(a) > 1 || slices.Equal(a, b)
}
