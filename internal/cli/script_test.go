package cli_test

import (
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"credit/internal/cli"
)

// TestMain makes the test binary stand in for credit: a script's call of it
// is a process of its own.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"credit": func() {
		out, done := logged(os.Stdout)
		errOut, errDone := logged(os.Stderr)
		code := cli.Main(os.Args[1:], out, errOut)
		done()
		errDone()
		os.Exit(code)
	}})
}

// logVariable names the file that keeps what every call of a script printed,
// for the check at its end.
const logVariable = "CREDIT_TEST_LOG"

func logged(w io.Writer) (io.Writer, func()) {
	path := os.Getenv(logVariable)
	if path == "" {
		return w, func() {}
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return w, func() {}
	}
	return io.MultiWriter(w, file), func() { _ = file.Close() }
}

// TestScripts runs testdata/script, which reads as the manual. At the end of
// each script no ID number of its workbooks may stand unmasked where the
// contract wants it masked; all scripts together raise every finding.
func TestScripts(t *testing.T) {
	t.Parallel()
	fixtures, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	rubricFile, err := filepath.Abs("../../rubric/yichun-2024.yaml")
	if err != nil {
		t.Fatal(err)
	}
	raised := newRaised()
	t.Run("all", func(t *testing.T) {
		testscript.Run(t, testscript.Params{
			Dir:           "../../testdata/script",
			UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
			Setup: func(env *testscript.Env) error {
				work := env.WorkDir
				logs, err := os.MkdirTemp(t.TempDir(), "")
				if err != nil {
					return err
				}
				known := &idNumbers{}
				env.Values[idsKey] = known
				env.Setenv("GORACE", "atexit_sleep_ms=0")
				env.Setenv(logVariable, filepath.Join(logs, "log"))
				env.Setenv("SCHOOLS", filepath.Join(fixtures, "schools.xlsx"))
				env.Setenv("FAULTY", filepath.Join(fixtures, "schools-faulty.xlsx"))
				env.Setenv("RUBRIC", rubricFile)
				env.Setenv("OVERLAY", filepath.Join(fixtures, "rubric", "county.yaml"))
				env.Defer(func() {
					checkMasked(env.T(), work, filepath.Join(logs, "log"), known)
					raised.collect(env.T(), work, filepath.Join(logs, "log"))
				})
				return nil
			},
			Cmds: map[string]func(*testscript.TestScript, bool, []string){
				"workbook": workbookCommand, "encrypt": encryptCommand, "raw": rawCommand, "damage": damageCommand,
				"show": showCommand, "jsonl": jsonlCommand, "tree": treeCommand, "same": sameCommand, "aligned": alignedCommand, "within": withinCommand,
				"exit": exitCommand, "refused": refusedCommand, "edit": editCommand, "alter": alterCommand, "refit": refitCommand, "fill": fillCommand, "guides": guidesCommand, "straight": straightCommand, "rearrange": rearrangeCommand,
			},
		})
	})
	if !t.Failed() && testingAll() {
		raised.checkComplete(t)
	}
}
