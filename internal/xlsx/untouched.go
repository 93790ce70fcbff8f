package xlsx

import (
	"archive/zip"
	"bytes"
	"io"
)

// Untouched reports a workbook as this package wrote it, which no other
// program has saved since: they all say so, or date its parts anew.
func Untouched(data []byte) bool {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return false
	}
	ours := false
	for _, part := range z.File {
		if part.ModifiedDate != firstOfJanuary1980 {
			return false
		}
		if part.Name == "docProps/app.xml" {
			ours = holds(part, "<Application>credit</Application>")
		}
	}
	return ours
}

func holds(part *zip.File, text string) bool {
	const longest = 64 << 10
	r, err := part.Open()
	if err != nil {
		return false
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, longest))
	return err == nil && bytes.Contains(data, []byte(text))
}
