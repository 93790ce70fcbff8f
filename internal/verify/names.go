package verify

import (
	"credit/internal/graded"
	"credit/internal/result"
	"credit/internal/seal"
	"credit/internal/stamp"
)

// The headers under which somebody's name and number stand.
const (
	nameHeader = "姓名"
	idHeader   = "身份证件号码"
)

// names tell who stands in a row of a sheet.
type names struct {
	column int
	stamp  bool // the rows are lines of the hidden mark
}

func newNames(want *seal.Expected) names {
	if want.Name == stamp.SheetName {
		return names{1, true}
	}
	for column := 1; column <= want.Columns; column++ {
		if want.Header(column) == nameHeader {
			return names{column: column}
		}
	}
	return names{}
}

// of is the name in the row as it stands, empty where none is known.
func (n names) of(d *seal.Difference) string {
	row := d.Now
	if row == nil {
		row = d.Before
	}
	if n.column == 0 || row == nil {
		return ""
	}
	name := row.Text(n.column)
	if n.stamp {
		name = stamp.KeyName(name)
	}
	return *shown(name)
}

// ignore takes people whom only the check of their workbook matters of.
func ignore(*graded.Person, *result.Result) error { return nil }
