package cli

import (
	"bytes"
	"strings"
	"testing"
)

// A mistake in the program ends with exit code 2, asks for a report and shows
// nobody's data.
func TestPanicShowsNobodysData(t *testing.T) {
	t.Setenv("CREDIT_DEBUG", "")
	const number = "230717197001029500"
	var said bytes.Buffer
	code := exitCode(&said, guarded(func() error { panic("no place for " + number) }))
	if code != exitFailed || !strings.Contains(said.String(), "请报告这个问题") || strings.Contains(said.String(), number) {
		t.Errorf("exit code %d, said %q", code, said.String())
	}
}
