package seal

import (
	"bytes"
	"errors"
	"fmt"

	"aead.dev/minisign"
)

// Signatures are minisign's, so that anybody can check them with its own
// program too, years later and offline: minisign -V -p 封印.key.pub -m manifest.json.

// NewSigningKey makes a pair of keys: the secret one encrypted with the
// passphrase, as minisign does (scrypt, some seconds and 1 GiB of memory), and
// the public one, each as the text of its file.
func NewSigningKey(passphrase string) (secret, public []byte, err error) {
	publicKey, secretKey, err := minisign.GenerateKey(nil)
	if err != nil {
		return nil, nil, err
	}
	if secret, err = minisign.EncryptKey(passphrase, secretKey); err != nil {
		return nil, nil, err
	}
	if public, err = publicKey.MarshalText(); err != nil {
		return nil, nil, err
	}
	return append(secret, '\n'), append(public, '\n'), nil
}

// What can be wrong with a key, in Chinese.
var (
	ErrNoSecretKey = errors.New("不是 minisign 私钥文件")
	ErrUnprotected = errors.New("是没有口令保护的私钥，谁拿到都能签名，不能用来封存")
	ErrPublicKey   = errors.New("是公钥，不是私钥")
	ErrNoPublicKey = errors.New("不是 minisign 公钥文件")
	ErrPassphrase  = errors.New("口令不对，或者私钥文件已经损坏")
)

// CheckSecretKey says whether a text is an encrypted secret key, before
// anybody is asked for its passphrase.
func CheckSecretKey(secret []byte) error {
	var public minisign.PublicKey
	var plain minisign.PrivateKey
	switch {
	case minisign.IsEncrypted(secret):
		return nil
	case plain.UnmarshalText(secret) == nil:
		return ErrUnprotected
	case public.UnmarshalText(secret) == nil:
		return ErrPublicKey
	}
	return ErrNoSecretKey
}

// SecretKey signs manifests.
type SecretKey struct{ key minisign.PrivateKey }

// OpenSecretKey opens an encrypted secret key.
func OpenSecretKey(secret []byte, passphrase string) (k SecretKey, err error) {
	if err := CheckSecretKey(secret); err != nil {
		return k, err
	}
	if k.key, err = minisign.DecryptKey(passphrase, secret); err != nil {
		return k, ErrPassphrase
	}
	return k, nil
}

// Public is the key that checks the signatures.
func (k SecretKey) Public() PublicKey {
	public, _ := k.key.Public().(minisign.PublicKey) // it is nothing else
	return PublicKey{public}
}

// Sign signs a manifest. No clock is in it: the same manifest and key give the
// same signature.
func (k SecretKey) Sign(manifest []byte) (signature []byte) {
	signature = minisign.SignWithComments(k.key, manifest,
		"credit manifest.json "+ShortDigest(manifest), "signature of credit seal")
	return append(signature, '\n')
}

// PublicKey checks signatures.
type PublicKey struct{ key minisign.PublicKey }

// ParsePublicKey reads the file of a public key, or its base64 alone. It goes
// from hand to hand: an editor may have put a mark before it, or a system
// other line ends.
func ParsePublicKey(text []byte) (p PublicKey, err error) {
	text = bytes.TrimSpace(bytes.ReplaceAll(bytes.TrimPrefix(text, []byte("\ufeff")), []byte("\r\n"), []byte("\n")))
	if err := p.key.UnmarshalText(text); err != nil {
		if minisign.IsEncrypted(text) {
			return p, errors.New("是私钥，不是公钥：请给出 .pub 文件，私钥不要交给别人")
		}
		return p, ErrNoPublicKey
	}
	return p, nil
}

// ID is the name of the key, which minisign shows too.
func (p PublicKey) ID() string { return nameOf(p.key.ID()) }

func nameOf(id uint64) string { return fmt.Sprintf("%X", id) }

// IsSignature reports the text of a signature.
func IsSignature(text []byte) bool {
	var s minisign.Signature
	return s.UnmarshalText(text) == nil
}

// Verdict is what a signature is worth.
type Verdict string

// What a signature can be.
const (
	Good       Verdict = "good"
	Bad        Verdict = "bad"         // of something else, or not what it was
	OtherKey   Verdict = "other-key"   // by another key than the one given
	Unreadable Verdict = "unreadable"  // no signature
	Missing    Verdict = "missing"     // there is none
	Unchecked  Verdict = "not-checked" // no public key was given
)

// CheckSignature holds a signature against a manifest.
func (p PublicKey) CheckSignature(manifest, signature []byte) Verdict {
	var s minisign.Signature
	switch {
	case s.UnmarshalText(signature) != nil:
		return Unreadable
	case s.KeyID != p.key.ID():
		return OtherKey
	case !minisign.Verify(p.key, manifest, signature):
		return Bad
	}
	return Good
}

// SignedBy is the name of the key that a signature says it is by.
func SignedBy(signature []byte) string {
	var s minisign.Signature
	if s.UnmarshalText(signature) != nil {
		return ""
	}
	return nameOf(s.KeyID)
}
