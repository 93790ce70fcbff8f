// Package xlsx is the only door between files and sheets. Its reader takes
// the bytes of a workbook apart itself and strictly, because libraries read a
// damaged workbook as a shorter or shifted one without an error, and a grader
// would silently lose people: what is not exactly as the format says is
// refused with its place, never guessed.
package xlsx

import "bytes"

// Options say how to open a workbook.
type Options struct {
	// Password opens an encrypted workbook.
	Password string
	// Limits bound what is read; the zero value stands for DefaultLimits.
	Limits Limits
}

func (o Options) limits() *Limits {
	if o.Limits == (Limits{}) {
		o.Limits = DefaultLimits()
	}
	return &o.Limits
}

// Open recognises what data is, checks its limits and its structure and opens
// it. Every error is a *Refusal. data must not change afterwards.
func Open(data []byte, o Options) (*Workbook, error) {
	limits := o.limits()
	if int64(len(data)) > limits.File {
		return nil, tooLarge("文件超过 %d MiB", mebibytes(limits.File))
	}
	if bytes.HasPrefix(data, oleSignature) {
		plain, err := openCompound(data, o.Password)
		if err != nil {
			return nil, err
		}
		return openZip(held(plain), limits)
	}
	if isZip(data) {
		return openZip(held(data), limits)
	}
	return nil, sniff(data)
}

func isZip(head []byte) bool { return bytes.HasPrefix(head, []byte("PK")) }

func openZip(in store, limits *Limits) (*Workbook, error) {
	a, err := openArchive(in, limits)
	if err != nil {
		return nil, err
	}
	return openPackage(a)
}
