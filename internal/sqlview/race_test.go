//go:build race

package sqlview_test

// The race detector makes SQLite in Go slow and finds nothing in it: it runs
// on one goroutine.
const chunks, chunk = 1, 400
