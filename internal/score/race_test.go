//go:build race

package score_test

// The race detector makes big loops slow and, on one goroutine, finds
// nothing in them.
const rounds = 4
