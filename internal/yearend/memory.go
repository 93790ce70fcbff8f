package yearend

import (
	"os"
	"runtime"
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
	// unused is memory that is asked for and never touched, so it costs
	// nothing; counted with what is kept, it puts off the first collection.
	unused = 8 << 20
)

// EaseCollector sets the garbage collector for a run, unless the environment
// sets it, and returns what puts it back.
func EaseCollector() (back func()) {
	if setByEnvironment() {
		return func() {}
	}
	percent, limit := debug.SetGCPercent(collectAt), debug.SetMemoryLimit(memoryAtMost)
	ballast := make([]byte, unused)
	return func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
		runtime.KeepAlive(ballast)
	}
}

// allowFor raises the collector's limit where one of the files is large.
func allowFor(files []intake.File) {
	limit := int64(memoryAtMost)
	for _, f := range files {
		if info, err := os.Stat(f.Path); err == nil {
			limit = max(limit, perByte*info.Size())
		}
	}
	if !setByEnvironment() && limit > memoryAtMost {
		debug.SetMemoryLimit(limit)
	}
}

func setByEnvironment() bool { return os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" }
