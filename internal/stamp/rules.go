package stamp

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
)

// A cell holds 32,767 characters at most; a rubric is some twenty kilobytes,
// and what is beyond mostRules is left out of the stamp.
const (
	cellHolds = 30_000
	mostRules = 8 << 20
	mostParts = 40
)

// Pack makes a text, such as a rubric's, fit to stand in cells: no office
// program changes line ends or spaces in it. It is empty for a text that is
// too long.
func Pack(rules []byte) string {
	var packed bytes.Buffer
	to, _ := gzip.NewWriterLevel(&packed, gzip.BestSpeed) // the level is a constant
	_, err := to.Write(rules)
	if err := errors.Join(err, to.Close()); err != nil || len(rules) > mostRules {
		return ""
	}
	text := base64.StdEncoding.EncodeToString(packed.Bytes())
	if len(text) > cellHolds*mostParts {
		return ""
	}
	return text
}

// Unpack is the text that Pack packed.
func Unpack(packed string) ([]byte, error) {
	data, err := base64.StdEncoding.DecodeString(packed)
	if err != nil {
		return nil, err
	}
	from, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	rules, err := io.ReadAll(io.LimitReader(from, mostRules+1))
	if err == nil && len(rules) > mostRules {
		err = errors.New("the rules are too long")
	}
	return rules, err
}

func rulesKey(i int) string { return fmt.Sprintf("rules-%d", i+1) }

func placesKey(i int) string { return fmt.Sprintf("places-%d", i+1) }

// cut cuts a packed text into what a cell holds each.
func cut(packed string) (parts []string) {
	for len(packed) > cellHolds {
		parts, packed = append(parts, packed[:cellHolds]), packed[cellHolds:]
	}
	if packed != "" {
		parts = append(parts, packed)
	}
	return parts
}

// join is the packed text whose parts stand under these keys.
func join(key func(int) string, values map[string]string) (packed string) {
	for i := 0; values[key(i)] != ""; i++ {
		packed += values[key(i)]
	}
	return packed
}
