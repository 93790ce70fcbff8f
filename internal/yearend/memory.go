package yearend

import (
	"os"
	"runtime/debug"

	"credit/internal/intake"
)

// The collector's settings: what a run keeps is small beside what it passes
// through, so collecting less often saves a sixth of the time; the limit
// keeps that from costing memory when one file is large.
const (
	collectAt    = 300 // percent
	memoryAtMost = 200 << 20
	// perByte is how much memory a byte of the largest file may need.
	perByte = 10
)

// easeCollector sets the garbage collector for a run over these files, unless
// the environment sets it, and returns what puts it back.
func easeCollector(files []intake.File) (back func()) {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return func() {}
	}
	limit := int64(memoryAtMost)
	for _, f := range files {
		if info, err := os.Stat(f.Path); err == nil {
			limit = max(limit, perByte*info.Size())
		}
	}
	percent, bytes := debug.SetGCPercent(collectAt), debug.SetMemoryLimit(limit)
	return func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(bytes)
	}
}
