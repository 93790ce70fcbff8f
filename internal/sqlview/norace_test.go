//go:build !race

package sqlview_test

// chunks of so many random practitioners are judged by the view.
const chunks, chunk = 10, 10_000
