package cli

import (
	"errors"

	"credit/internal/casefile"
)

func (flags *caseFlags) writeLetters(console, *casefile.Register) error {
	return errors.New("还没有")
}
