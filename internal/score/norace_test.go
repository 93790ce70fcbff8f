//go:build !race

package score_test

// rounds of 500 practitioners go to the second scorer.
const rounds = 40
