package verify

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"credit/internal/fold"
	"credit/internal/practitioner"
)

// Kind is what is not as it was. The names stay.
type Kind string

// What can be not as it was.
const (
	FileMissing    Kind = "file-missing"
	FileAdded      Kind = "file-added" // a graded workbook that the run did not write
	FileSavedAgain Kind = "file-saved-again"
	FileChanged    Kind = "file-changed" // and nothing tells where
	FileUnreadable Kind = "file-unreadable"
	SheetMissing   Kind = "sheet-missing"
	SheetAdded     Kind = "sheet-added"
	HeaderChanged  Kind = "header-changed"
	CellChanged    Kind = "cell-changed"
	RowChanged     Kind = "row-changed" // and no cell can be named
	RowAdded       Kind = "row-added"
	RowRemoved     Kind = "row-removed"
	RowMoved       Kind = "row-moved"
	RowCount       Kind = "row-count"
	ResultEdited   Kind = "result-edited" // points, sums and grades do not agree
	KeyOther       Kind = "key-other"
	Signature      Kind = "signature"
	Manifest       Kind = "manifest" // what it says of the run does not agree
	Previous       Kind = "previous"
	InputMissing   Kind = "input-missing"
	InputChanged   Kind = "input-changed"
	InputAdded     Kind = "input-added"
	InputOther     Kind = "input-other" // it reads otherwise than it did
	Rescored       Kind = "rescored"    // scoring again gives something else
)

// Difference is one thing that is not as it was.
type Difference struct {
	Kind  Kind   `json:"kind"`
	File  string `json:"file,omitempty"`
	Sheet string `json:"sheet,omitempty"`
	// Cell is its name, such as K17; Row the worksheet's row now, Was the one
	// it had.
	Cell string `json:"cell,omitempty"`
	Row  int    `json:"row,omitempty"`
	Was  int    `json:"was,omitempty"`
	// Header is the column's, Name who stands in the row.
	Header string `json:"header,omitempty"`
	Name   string `json:"name,omitempty"`
	// Now is what stands there, Want what scoring again gives; nil where that
	// is not known or, of an ID number, not said.
	Now  *string `json:"now,omitempty"`
	Want *string `json:"want,omitempty"`
	// Detail is said besides, in Chinese.
	Detail string `json:"detail,omitempty"`

	// rescored says that it came out by scoring again.
	rescored bool
}

// Place is where within the file: 评分结果!K17, empty for the file itself.
func (d *Difference) Place() string {
	switch {
	case d.Sheet == "":
		return ""
	case d.Cell != "":
		return d.Sheet + "!" + d.Cell
	case d.Row > 0:
		return fmt.Sprintf("%s 第 %d 行", d.Sheet, d.Row)
	case d.Was > 0:
		return fmt.Sprintf("%s 原第 %d 行", d.Sheet, d.Was)
	}
	return d.Sheet
}

// key tells the same thing found twice.
func (d *Difference) key() string {
	row := d.Row
	if row == 0 {
		row = -d.Was
	}
	return fmt.Sprintf("%s\n%s\n%s\n%s\n%d", d.Kind, d.File, d.Sheet, d.Cell, row)
}

// words are what is said of each kind where nothing else is known.
var words = map[Kind]string{
	FileMissing:    "不见了",
	FileAdded:      "评分时没有这份评分工作簿，是后来添加的",
	FileSavedAgain: "各单元格的内容未变，文件被重新保存过（格式等可能不同）",
	FileChanged:    "被改动过",
	FileUnreadable: "已不能读取",
	SheetMissing:   "整张工作表不见了",
	SheetAdded:     "评分时没有这张工作表",
	HeaderChanged:  "表头被改动",
	CellChanged:    "被改动",
	RowChanged:     "这一行被改动（说不出是哪一列）",
	RowAdded:       "评分时没有这一行",
	RowRemoved:     "这一行被删去",
	ResultEdited:   "不相符",
	KeyOther:       "不是这份清单的密钥",
	InputMissing:   "评分时读过，现在没有给出",
	InputChanged:   "与评分时不同，被改动过",
	InputAdded:     "评分时没有这个文件",
	Rescored:       "与填报不符",
}

// Text says what is not as it was, in Chinese.
func (d *Difference) Text() string {
	text := words[d.Kind]
	switch {
	case d.Kind == RowAdded && d.rescored:
		text = "重新评分没有这一行"
	case d.Kind == RowRemoved && d.rescored:
		text = "重新评分应有这一行，这里没有"
	case d.Kind == SheetMissing && d.rescored:
		text = "重新评分应有这张工作表，这里没有"
	case d.Kind == SheetAdded && d.rescored:
		text = "重新评分没有这张工作表"
	case d.Kind == RowMoved && d.rescored:
		text = fmt.Sprintf("换了位置，重新评分应在第 %d 行（内容未变）", d.Was)
	case d.Kind == RowMoved:
		text = fmt.Sprintf("换了位置，原在第 %d 行（内容未变）", d.Was)
	}
	var parts []string
	if d.Now != nil {
		parts = append(parts, "现在是"+quoted(*d.Now))
	}
	if d.Want != nil {
		parts = append(parts, "重新评分应为"+quoted(*d.Want))
	}
	if d.Detail != "" {
		parts = append(parts, d.Detail)
	}
	if len(parts) > 0 && text != "" {
		text += "："
	}
	if about := strings.Trim(d.Header+"，"+d.Name, "，"); about != "" {
		text = "（" + about + "）" + text
	}
	return text + strings.Join(parts, "，")
}

func quoted(text string) string {
	if text == "" {
		return "空白"
	}
	return "“" + text + "”"
}

// decimalForm is a number with decimals, as shares are stored: no ID number has a
// point in it.
var decimalForm = regexp.MustCompile(`^[0-9]{1,3}\.[0-9]+$`)

// mostShown is how many characters of a cell are shown.
const mostShown = 40

// shown is a stranger's text as it may be shown: no ID number, one line, not
// too long.
func shown(text string) *string {
	if text = fold.Line(text); !decimalForm.MatchString(text) {
		text = practitioner.MaskWithin(text)
	}
	if runes := []rune(text); len(runes) > mostShown {
		text = string(runes[:mostShown]) + "…"
	}
	return &text
}

// AppendJSON adds the difference as a line of JSON.
func (d *Difference) AppendJSON(b []byte) ([]byte, error) {
	masked := *d
	for _, text := range []*string{&masked.File, &masked.Sheet, &masked.Name, &masked.Header, &masked.Detail} {
		*text = practitioner.MaskWithin(*text)
	}
	line := struct {
		Difference
		Message string `json:"message"`
	}{masked, masked.Text()}
	text, err := json.Marshal(line)
	return append(append(b, text...), '\n'), err
}
