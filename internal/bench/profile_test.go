package main

import (
	"slices"
	"testing"
	"time"
)

// As go tool pprof -traces -lines prints it.
const traces = `File: profiled
Type: cpu
Duration: 4.54s, Total samples = 4.94s (108.84%)
-----------+-------------------------------------------------------
      10ms   internal/runtime/syscall/linux.Syscall6 internal/runtime/syscall/linux/asm_linux_amd64.s:36
             os.(*File).Read os/file.go:144
             credit/internal/batch.(*worker).file credit/internal/batch/worker.go:49
             credit/internal/batch.Guarded credit/internal/batch/batch.go:196
-----------+-------------------------------------------------------
      20ms   runtime.memmove runtime/memmove_amd64.s:447
             runtime.growslice runtime/slice.go:284
             credit/internal/xlsx.(*textScanner).read credit/internal/xlsx/scan_strings.go:39
             credit/internal/submission.(*Reader).Read credit/internal/submission/submission.go:156
-----------+-------------------------------------------------------
     1.20s   github.com/klauspost/compress/flate.(*fastEncL5).Encode github.com/klauspost/compress@v1.20.3/flate/level5.go:50
             github.com/klauspost/compress/flate.(*Writer).Write github.com/klauspost/compress@v1.20.3/flate/deflate.go:900
             credit/internal/xlsx.(*Writer).Append credit/internal/xlsx/write.go:39
-----------+-------------------------------------------------------
      30ms   github.com/klauspost/compress/flate.(*decompressor).huffmanBytesReader inflate_gen.go:421
             credit/internal/xlsx.(*part).Read credit/internal/xlsx/part.go:76
-----------+-------------------------------------------------------
      40ms   credit/internal/xlsx.(*Writer).cell credit/internal/xlsx/write_cells.go:39 (inline)
-----------+-------------------------------------------------------
      50ms   runtime.scanobject runtime/mgcmark.go:1200
             runtime.gcBgMarkWorker runtime/mgc.go:1400
-----------+-------------------------------------------------------
      60ms   runtime.futex runtime/sys_linux_amd64.s:500
             runtime.mcall runtime/asm_amd64.s:400
-----------+-------------------------------------------------------
      5ms    credit/internal/xlsx.(*Writer).cell credit/internal/xlsx/write_cells.go:44
`

// Every sample of a profile counts once, for the innermost part of the work
// that it is of.
func TestShares(t *testing.T) {
	got, err := shares([]byte(traces))
	if err != nil {
		t.Fatal(err)
	}
	want := []share{
		{"deflate", 1200 * time.Millisecond},
		{"runtime, system", 60 * time.Millisecond},
		{"garbage collector", 50 * time.Millisecond},
		{"write sheets", 45 * time.Millisecond},
		{"inflate", 30 * time.Millisecond},
		{"scan", 20 * time.Millisecond},
		{"rest of credit", 10 * time.Millisecond},
	}
	if !slices.Equal(got, want) {
		t.Errorf("%v\nwant %v", got, want)
	}
}
