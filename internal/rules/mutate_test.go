package rules_test

import (
	"bytes"
	"reflect"
	"regexp"
	"strconv"
	"testing"

	"credit/internal/points"
	"credit/internal/rubric"
	"credit/internal/rules"
)

// notSaid are the fields of the model that say nothing of their own: the file
// itself, places in lists, and overlays, which are no part of a rubric's file.
var notSaid = regexp.MustCompile(`^(Text|SHA256|Overlays.*|Sections\[\d+\]\.Groups.*|Groups\[\d+\]\.(Section|Indicators.*)|Indicators\[\d+\]\.(Number|Group)|Direct\.Rules\[\d+\]\.Section|.*\.Overlay|Indicators\[\d+\]\.(Range|Bands).*)$`)

// alike are indicators that have nothing which the others do not have too.
var alike = regexp.MustCompile(`^Indicators\[(1|3|4|[6-9]|1[0-5]|17|2\d|31|32|33|3[5-9]|4[0-1])\]`)

// readingClause is said by the rule that the reading stands with.
var readingClause = regexp.MustCompile(`Reading\.Clause$`)

// Whatever the model holds is compared, and written as JSON: changing any field
// of it is a difference. A field that is added to the model fails here until it
// is said.
func TestEveryFieldIsSaid(t *testing.T) {
	t.Parallel()
	before := described(t)
	whole := asJSON(t, before)
	count := 0
	now := described(t)
	fields(reflect.ValueOf(now).Elem(), "", func(field reflect.Value, name string) {
		if notSaid.MatchString(name) || alike.MatchString(name) || readingClause.MatchString(name) {
			return
		}
		count++
		was := reflect.ValueOf(field.Interface())
		change(field)
		if d := rules.Compare(before, now); len(d.Changes) == 0 {
			t.Errorf("a change of %s is no difference", name)
		}
		if bytes.Equal(whole, asJSON(t, now)) {
			t.Errorf("%s is not in the JSON", name)
		}
		field.Set(was)
	})
	if count < 300 {
		t.Errorf("only %d fields were changed", count)
	}
}

func asJSON(t *testing.T, r *rubric.Rubric) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := rules.WriteJSON(&out, r); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// change changes a field to something else.
func change(field reflect.Value) {
	switch field.Kind() {
	case reflect.String:
		field.SetString(field.String() + "改")
	case reflect.Bool:
		field.SetBool(!field.Bool())
	case reflect.Int, reflect.Int64:
		field.SetInt(field.Int() + 1)
	}
}

// fields visits every text, number and flag that can be reached.
func fields(v reflect.Value, path string, visit func(field reflect.Value, path string)) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			fields(v.Elem(), path, visit)
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[points.Decimal]() {
			return // has no field of its own to be changed
		}
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				fields(v.Field(i), dotted(path, f.Name), visit)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			if v.Type().Elem().Kind() != reflect.Uint8 {
				fields(v.Index(i), path+"["+strconv.Itoa(i)+"]", visit)
			}
		}
	case reflect.String, reflect.Bool, reflect.Int, reflect.Int64:
		visit(v, path)
	}
}

func dotted(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}
