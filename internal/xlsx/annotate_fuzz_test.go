package xlsx_test

import (
	"bytes"
	"testing"

	"credit/internal/xlsx"
)

// FuzzAnnotate: whatever a sheet, its comments and their boxes look like, a
// workbook is annotated into one that is sound, twice alike, or refused.
func FuzzAnnotate(f *testing.F) {
	marks := []xlsx.Mark{grave(1, 1, "甲"), mild(3, 2, "乙")}
	once := unpacked(f, annotate(f, goodParts().zip(f), marks, smallList()))
	f.Add(once[sheet1], once["xl/comments1.xml"], once["xl/drawings/vmlDrawing1.vml"])
	rich := unpacked(f, richBook(f))
	f.Add(rich[sheet1], rich["xl/comments1.xml"], rich["xl/drawings/vmlDrawing1.vml"])
	f.Fuzz(func(t *testing.T, sheet, comments, boxes string) {
		form := parts{}
		for name, body := range once {
			form[name] = body
		}
		form[sheet1], form["xl/comments1.xml"], form["xl/drawings/vmlDrawing1.vml"] = sheet, comments, boxes
		data := form.zip(t)
		xlsx.IsAnnotated(data)
		moved := []xlsx.Mark{marks[0], marks[1]}
		moved[0].Sheet, moved[1].Sheet = 1, 1
		var first, second bytes.Buffer
		if err := xlsx.Annotate(&first, data, moved, smallList()); err != nil {
			return
		}
		if err := xlsx.Annotate(&second, first.Bytes(), moved, smallList()); err != nil {
			t.Errorf("not annotated again: %v", err)
		}
	})
}
