package cli

import (
	"path/filepath"
	"slices"
	"sync"

	"credit/internal/notice"
	"credit/internal/output"
	"credit/internal/results"
	"credit/internal/seal"
)

// checks find what letters can be held against: the manifests beside the graded
// workbooks.
type checks struct {
	mu        sync.Mutex
	manifests map[string]*foundManifest // by folder, nil where there is none
	// altered are graded workbooks that are not what their manifest says.
	altered []string
}

type foundManifest struct {
	*seal.Manifest
	digest string
}

func newChecks() *checks { return &checks{manifests: map[string]*foundManifest{}} }

// of is the code of a graded workbook: its manifest's, or its own where there
// is no manifest, or none that is of it.
func (k *checks) of(b *results.Book) notice.Check {
	k.mu.Lock()
	defer k.mu.Unlock()
	dir, name := filepath.Split(b.Path)
	m, known := k.manifests[dir]
	if !known {
		if text, parsed, err := readManifest(filepath.Join(dir, output.ManifestName)); err == nil {
			m = &foundManifest{parsed, seal.ShortDigest(text)}
		}
		k.manifests[dir] = m
	}
	own := notice.Check{Code: seal.Short(b.SHA256)}
	if m == nil {
		return own
	}
	at := slices.IndexFunc(m.Outputs, func(f seal.File) bool { return f.File == name })
	switch {
	case at >= 0 && m.Outputs[at].SHA256 == b.SHA256:
		return notice.Check{Code: m.digest, Manifest: true}
	case at >= 0:
		k.altered = append(k.altered, b.Path)
	}
	return own
}
