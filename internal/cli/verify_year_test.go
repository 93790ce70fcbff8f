package cli_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// madeUpKey is a secret key of nobody, its public key, and its passphrase; it
// opens at a small cost.
const (
	madeUpKey = "untrusted comment: minisign encrypted secret key\n" +
		"RWRTY0Iyv81NRCwoIs+ThJLqermcd/ZARycOGs3X/ZrsoVkGOO0AgAAAAAAAAAAAAAEAAAAA6SldJL3oJVkxSlYFEp98QD8AjF783PKvX4YTDhZdPnk36P2Tfu1wSDitpfmiKiNifn6l56+VqgrW1jKdCqdTdRQOi7ZX0EM3Ml2ZkkBGk1QW95B+F4I5CUNJesGZIIaCFXNMUcMXw+4=\n"
	madeUpPublicKey  = "untrusted comment: minisign public key: 334664B8926CE9F\nRWSfziaJS2Y0A40eypOBdP5e1kp+/6D53FCOx+R7flYjRXhepLqPa32i\n"
	madeUpPassphrase = "密语一\n"
)

// A year of 5,000 in ten workbooks is scored and sealed; then one digit of one
// cell is changed, a cell of every kind in its turn: credit verify names that
// cell and nothing else, and the signature is still good. Put back, nobody is
// blamed.
func TestOneDigitOfASealedYearIsNamedToTheCell(t *testing.T) {
	t.Parallel()
	const files = 10
	people := 500
	if testing.Short() {
		people = 50
	}
	dir := t.TempDir()
	makeSealedYear(t, dir, files, people)
	random := rand.New(rand.NewPCG(5, 2024))
	for _, kind := range []struct{ sheet, header string }{
		{"评分结果", "身份证件号码"}, {"评分结果", "思想素质"}, {"评分结果", "综合得分"}, {"评分结果", "失分：第几项（填报）少几分"}, {"评分结果", "来源"},
		{"逐项得分", "身份证件号码"}, {"逐项得分", "来源"}, {"逐项得分", "31 填报"}, {"逐项得分", "3 填报"}, {"逐项得分", "31 得分"}, {"逐项得分", "44 得分"},
		{"未评分", "身份证件号码"}, {"未评分", "来源"}, {"未评分", "怎样改"}, {"问题", "单元格"}, {"_credit", "1"},
	} {
		name := fmt.Sprintf("%02d-评分.xlsx", 1+random.IntN(files))
		path := filepath.Join(dir, "结果", name)
		was, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		cell := changeOneDigit(t, path, was, kind.sheet, kind.header, random)
		want := fmt.Sprintf("cell-changed %s %s!%s", name, kind.sheet, cell)
		if got := strings.Join(verifyYear(t, dir), "; "); got != want {
			t.Errorf("a digit under %s of %s: named %q, want %q", kind.header, kind.sheet, got, want)
		}
		if err := os.WriteFile(path, was, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got := verifyYear(t, dir); got != nil {
		t.Errorf("nothing was changed, and yet %q", got)
	}
}

// makeSealedYear makes workbooks of so many people, some of whom cannot be
// graded, and seals their results.
func makeSealedYear(t *testing.T, dir string, files, people int) {
	t.Helper()
	if err := os.Mkdir(filepath.Join(dir, "各校"), 0o700); err != nil {
		t.Fatal(err)
	}
	for file := 1; file <= files; file++ {
		maker := newWorkbookMaker(&idNumbers{})
		lines := []string{"header"}
		for n := 1; n <= people; n++ {
			line := fmt.Sprintf("person 伊美区|第%d小学|教师%d|#%d 31=n:%d.%d 3=%d%%", file, n, file*1000+n, n%5, n%10, 80+n%20)
			if n%10 == 0 {
				line += " 1=" // is held back
			}
			lines = append(lines, line)
		}
		for _, line := range lines {
			if err := maker.line(line); err != nil {
				t.Fatal(err)
			}
		}
		data, err := maker.bytes()
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "各校", fmt.Sprintf("%02d.xlsx", file)), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range map[string]string{"封存.key": madeUpKey, "封存.key.pub": madeUpPublicKey} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	runCredit(t, dir, 1, "", "score", "各校", "-o", "结果", "--year", "2026", "-q")
	runCredit(t, dir, 0, madeUpPassphrase, "seal", "结果", "--key", "封存.key")
}

// runCredit runs a command that must end with that exit code; it returns what
// it printed.
func runCredit(t *testing.T, dir string, code int, stdin string, args ...string) string {
	t.Helper()
	cmd := exec.Command("credit", args...)
	cmd.Dir, cmd.Env, cmd.Stdin = dir, quickEnd(), strings.NewReader(stdin)
	var out, errOut bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errOut
	_ = cmd.Run() // the exit code tells
	if got := cmd.ProcessState.ExitCode(); got != code {
		t.Fatalf("credit %v: exit code %d, want %d: %s%s", args, got, code, &out, &errOut)
	}
	return out.String()
}

// verifyYear is what credit verify names of a sealed year.
func verifyYear(t *testing.T, dir string) (named []string) {
	t.Helper()
	cmd := exec.Command("credit", "verify", "结果", "--key", "封存.key.pub", "--json", "-")
	cmd.Dir, cmd.Env = dir, quickEnd()
	out, err := cmd.Output()
	if exit := cmd.ProcessState.ExitCode(); exit > 1 || (exit == 1) != (len(out) > 0) {
		t.Fatalf("credit verify: %v: %s", err, out)
	}
	for line := range strings.Lines(string(out)) {
		var d struct{ Kind, File, Sheet, Cell string }
		if err := json.Unmarshal([]byte(line), &d); err != nil {
			t.Fatal(err)
		}
		named = append(named, fmt.Sprintf("%s %s %s!%s", d.Kind, d.File, d.Sheet, d.Cell))
	}
	return named
}

var sheetCell = regexp.MustCompile(`<c r="([A-Z]+)([0-9]+)"[^>]*>(?:<is><t[^>]*>|<v>)([^<]*)<`)

// changeOneDigit changes one digit in a random cell under a header, in the
// bytes of the sheet itself, and returns the cell's name.
func changeOneDigit(t *testing.T, path string, data []byte, sheet, header string, random *rand.Rand) (cell string) {
	t.Helper()
	file, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	index, err := file.GetSheetIndex(sheet)
	if err != nil || index < 0 {
		t.Fatalf("%s has no sheet %s", path, sheet)
	}
	part := fmt.Sprintf("xl/worksheets/sheet%d.xml", index+1)
	changed, err := rewrite(data, func(name string, content []byte) ([]byte, bool) {
		if name != part {
			return content, true
		}
		column, found := "", [][]int(nil)
		for _, at := range sheetCell.FindAllSubmatchIndex(content, -1) {
			text := string(content[at[6]:at[7]])
			switch {
			case column == "" && text == header:
				column = string(content[at[2]:at[3]])
			case column == string(content[at[2]:at[3]]) && strings.ContainsAny(text, "0123456789"):
				found = append(found, at)
			}
		}
		if found == nil {
			t.Fatalf("no digit under %s of %s", header, sheet)
		}
		at := found[random.IntN(len(found))]
		cell = string(content[at[2]:at[5]])
		for i := at[6]; i < at[7]; i++ {
			if '0' <= content[i] && content[i] <= '9' {
				content[i] = '0' + (content[i]-'0'+1)%10
				break
			}
		}
		return content, true
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, changed, 0o600); err != nil {
		t.Fatal(err)
	}
	return cell
}
