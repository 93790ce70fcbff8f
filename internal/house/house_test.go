// Package house holds the picture of the packages against the code.
package house

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// layers are the packages from the ground up: a package imports only from
// layers below its own.
var layers = [][]string{
	{"internal/points", "internal/ahead", "internal/fold", "internal/output", "internal/suppress", "rubric"},
	{"internal/sheet", "internal/practitioner", "internal/workday", "internal/intake", "internal/articles"},
	{"internal/rubric"},
	{"internal/finding", "internal/stamp", "internal/letter", "internal/reach"},
	{"internal/submission", "internal/result", "internal/xlsx", "internal/rulecheck"},
	{"internal/score", "internal/sqlview", "internal/graded", "internal/roster", "internal/correction", "internal/seal", "internal/workbook"},
	{"internal/summary", "internal/explain", "internal/template", "internal/batch", "internal/casefile", "internal/rules"},
	{"internal/yearend", "internal/validate", "internal/handout", "internal/results", "internal/compare", "internal/simulate", "internal/notice"},
	{"internal/annotate", "internal/render", "internal/export", "internal/verify"},
	{"internal/cli"},
	{"cmd/credit"},
}

// aside are programs of the repository that are no part of the product, and
// helpers of tests; nothing of the product imports them.
var aside = []string{"internal/demo", "internal/bench", "internal/house"}

// only are the packages that alone may import a library.
var only = map[string]string{
	"github.com/xuri/excelize/v2":         "internal/xlsx",
	"github.com/olekukonko/tablewriter":   "internal/render",
	"gopkg.in/yaml.v3":                    "internal/rubric",
	"github.com/spf13/cobra":              "internal/cli",
	"github.com/vbauerster/mpb/v8":        "internal/cli",
	"github.com/gofrs/flock":              "internal/output",
	"github.com/klauspost/compress/flate": "internal/xlsx",
	"github.com/richardlehane/mscfb":      "internal/xlsx",
	"github.com/arran4/golang-ical":       "internal/casefile",
	"aead.dev/minisign":                   "internal/seal",
	"github.com/cespare/xxhash/v2":        "internal/seal",
}

const module = "credit/"

// Arrows between packages point down only, every package has its layer, and
// each library has one importer.
func TestArrowsPointDown(t *testing.T) {
	place := map[string]int{}
	for layer, packages := range layers {
		for _, name := range packages {
			place[name] = layer
		}
	}
	for name, imports := range imports(t) {
		if isAside(name) {
			continue
		}
		layer, known := place[name]
		if !known {
			t.Errorf("%s has no layer", name)
			continue
		}
		for _, imported := range imports {
			if own, inside := strings.CutPrefix(imported, module); inside {
				if below, known := place[own]; !known || below >= layer {
					t.Errorf("%s must not import %s", name, own)
				}
			}
			for library, importer := range only {
				if (imported == library || strings.HasPrefix(imported, library+"/")) && name != importer {
					t.Errorf("%s imports %s, which is for %s alone", name, library, importer)
				}
			}
		}
	}
}

func isAside(name string) bool {
	return slices.ContainsFunc(aside, func(dir string) bool { return name == dir || strings.HasPrefix(name, dir+"/") }) ||
		strings.HasSuffix(name, "test")
}

// imports are the imports of every package, its tests aside.
func imports(t *testing.T) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	root := filepath.Join("..", "..")
	for _, top := range []string{"cmd", "internal", "rubric"} {
		err := filepath.WalkDir(filepath.Join(root, top), func(file string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
				return err
			}
			parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
			if err != nil {
				return err
			}
			way, err := filepath.Rel(root, file)
			name := path.Dir(filepath.ToSlash(way))
			for _, imported := range parsed.Imports {
				text, _ := strconv.Unquote(imported.Path.Value)
				found[name] = append(found[name], text)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return found
}
