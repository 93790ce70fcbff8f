package rubric_test

import (
	"testing"

	"credit/internal/rubric"
	embedded "credit/rubric"
)

// BenchmarkLoad is what the embedded rubric costs every command: under 5 ms.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := rubric.Load("yichun-2024.yaml", embedded.Yichun2024); err != nil {
			b.Fatal(err)
		}
	}
}
