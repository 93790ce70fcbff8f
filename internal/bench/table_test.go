package main

import (
	"strings"
	"testing"
	"time"
)

// The tables are Markdown; a workload's figures stand together, whenever they
// were taken, and those without a target apart.
func TestTables(t *testing.T) {
	figures := []figure{
		{entry{work: "school", program: "credit"}, usage{25 * time.Millisecond, 30 * time.Millisecond, 20 << 20, 3 << 19}, 20, sums{}},
		{entry{work: "city", program: "credit"}, usage{time.Second, 2 * time.Second, 0, 0}, 3, sums{}},
		{entry{work: "city", program: "verify", aside: true}, usage{}, 3, sums{}},
		{entry{work: "school", program: "plain"}, usage{26 * time.Millisecond, 31 * time.Millisecond, 17 << 20, 0}, 20, sums{}},
	}
	var got strings.Builder
	table(&got, figureRows(figures, false))
	const want = `| workload | program | runs | wall s | CPU s | peak MiB | written MiB |
| -------- | ------- | ---- | ------ | ----- | -------- | ----------- |
| school   | credit  | 20   | 0.025  | 0.030 | 20       | 1.5         |
|          | plain   | 20   | 0.026  | 0.031 | 17       |             |
| city     | credit  | 3    | 1.000  | 2.000 | ?        |             |

`
	if got.String() != want {
		t.Errorf("\n%s", got.String())
	}
	if rows := figureRows(figures, true); len(rows) != 2 || rows[1][1] != "verify" {
		t.Errorf("%q", rows)
	}
}

func TestThousands(t *testing.T) {
	for n, want := range map[int]string{60: "60", 999: "999", 1000: "1,000", 19_000_000: "19,000,000"} {
		if got := thousands(n); got != want {
			t.Errorf("%d: %s", n, got)
		}
	}
}
