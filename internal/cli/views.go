package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"credit/internal/fold"
	"credit/internal/practitioner"
	"credit/internal/summary"
)

// What summary and diff have in common: what a table is by, its format on the
// screen, and what is said at its end.

// settleBy checks --by, in English or Chinese, and puts its default in.
func settleBy(by *string) error {
	key := strings.TrimPrefix(fold.Key(*by), "按")
	for _, one := range summary.Bys {
		name := strings.TrimPrefix(fold.Key(one.Name()), "按")
		if key == string(one) || key == name || key == strings.TrimSuffix(name, "指标") {
			*by = string(one)
			return nil
		}
	}
	if key == "" || key == "县区" {
		*by = string(summary.ByCounty)
		return nil
	}
	return hinted{fmt.Errorf("--by 不能是“%s”", *by), "请写 county、school、post、section、group 或 indicator（也可以写县（市）区、学校、岗位、一级指标、二级指标、三级指标）"}
}

// formats are what --format may be.
var formats = []string{"table", "markdown", "csv", "json"}

// settleFormat checks --format; json is --json - by another name.
func settleFormat(format, json *string) error {
	if *format == "" {
		*format = formats[0]
	}
	if !slices.Contains(formats, *format) {
		return hinted{fmt.Errorf("--format 不能是“%s”", *format), "请写 " + strings.Join(formats, "、") + " 中的一个"}
	}
	if *format == "json" {
		if *json != "" && *json != standardOutput {
			return hinted{errors.New("--format json 与 --json 文件不能同用"), "只写一个：--format json 写到屏幕，--json 文件 写到文件"}
		}
		*json = standardOutput
	}
	return nil
}

// masked are lines in which no ID number shows.
func masked(lines []string) []string {
	for i, line := range lines {
		lines[i] = practitioner.MaskWithin(line)
	}
	return lines
}

// written says what was written where, of products and their paths.
func written(products [][2]string) (lines []string) {
	for _, one := range products {
		if one[1] != "" {
			lines = append(lines, one[0]+"写在“"+practitioner.MaskWithin(one[1])+"”。")
		}
	}
	return lines
}
