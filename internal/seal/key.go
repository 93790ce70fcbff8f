// Package seal keeps what a year's results were when they were written: the
// manifest with a digest of every file and of every row of every workbook,
// and its signature. A digest of a row is keyed: without the key nobody can
// try ID numbers against it. The package knows neither folders nor scoring.
package seal

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"strings"
)

// keySize is the length of a row key in bytes.
const keySize = 32

// Key is the random key of the row digests of one manifest. The zero value is
// no key.
type Key struct{ secret string }

// NewKey makes a random key.
func NewKey() Key {
	secret := make([]byte, keySize)
	_, _ = rand.Read(secret) // it never fails
	return Key{string(secret)}
}

// IsZero reports that there is no key.
func (k Key) IsZero() bool { return k.secret == "" }

// keyWords stand before the key in its file.
const keyWords = "credit 行校验密钥：credit verify 凭它说出哪一行哪一列被改动过；请与评分结果一起保管，不要公开。"

// Text is the file of the key: one line that says what it is, one with the
// key in base64.
func (k Key) Text() []byte {
	return []byte(keyWords + "\n" + base64.StdEncoding.EncodeToString([]byte(k.secret)) + "\n")
}

// errNoKey says that a text is no file of a key.
var errNoKey = errors.New("不是行校验密钥文件（manifest.key），或者不完整")

// ParseKey reads the file of a key. Its first line may say anything, so that
// an office program or an editor may have touched it; an error is in Chinese.
func ParseKey(text []byte) (Key, error) {
	lines := strings.Fields(strings.TrimPrefix(string(text), "\ufeff"))
	if len(lines) == 0 || !strings.HasPrefix(strings.Join(lines, " "), "credit ") {
		return Key{}, errNoKey
	}
	secret, err := base64.StdEncoding.DecodeString(lines[len(lines)-1])
	if err != nil || len(secret) != keySize {
		return Key{}, errNoKey
	}
	return Key{string(secret)}, nil
}

// derive is a key for one use.
func (k Key) derive(label string) []byte {
	mac := hmac.New(sha256.New, []byte(k.secret))
	mac.Write([]byte("credit manifest " + label))
	return mac.Sum(nil)
}

// Check tells keys apart and says nothing of any: it stands in the manifest.
func (k Key) Check() string { return hex.EncodeToString(k.derive("check")[:8]) }
