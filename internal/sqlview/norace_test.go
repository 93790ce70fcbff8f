//go:build !race

package sqlview_test

// chunks of 10,000 random practitioners are judged by the view.
const chunks = 10
