package xlsx

import (
	"archive/zip"
	"errors"
	"io"
	"math"
)

// firstOfJanuary1980 is the earliest date a zip can tell, in its own form.
const firstOfJanuary1980 = 1<<5 | 1

// writePart writes a part that is packed in one or several stretches.
func writePart(z *zip.Writer, name string, stretches ...stretch) error {
	header := &zip.FileHeader{
		Name:           name,
		Method:         zip.Deflate,
		CreatorVersion: 20,
		ReaderVersion:  20,
		//lint:ignore SA1019 a header written raw has no other date
		ModifiedDate: firstOfJanuary1980,
	}
	for _, s := range stretches {
		header.CRC32 = joinSums(header.CRC32, s.sum, s.size)
		header.UncompressedSize64 += uint64(s.size)
		header.CompressedSize64 += uint64(s.packed)
	}
	if header.UncompressedSize64 >= math.MaxUint32 {
		return errors.New("工作表超过 4 GB，请分成几个文件")
	}
	w, err := z.CreateRaw(header)
	if err != nil {
		return err
	}
	for _, s := range stretches {
		if _, err := io.Copy(w, s.open()); err != nil {
			return err
		}
	}
	return nil
}
