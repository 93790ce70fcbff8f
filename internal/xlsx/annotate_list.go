package xlsx

import (
	"fmt"
	"strings"

	"credit/internal/sheet"
)

// listWriter writes the sheet 问题清单.
type listWriter struct {
	styles  *styleBook
	list    List
	tabs    []listTab
	b       strings.Builder
	row     int
	widths  []float64
	merges  []string
	links   []string
	height  float64 // of the rows so far, in points
	headRow int
	frozen  float64 // the height down to the header
}

// listTab is a sheet of the workbook that a row may link to.
type listTab struct {
	name   string
	hidden bool
}

const (
	listName = "问题清单"
	// listLine is the height of a line in points, listSpace what a row has
	// beside its lines.
	listLine, listSpace = 17.0, 5.0
	highestRow          = 409.0
	// frozenHeight is how high the frozen rows may be: more would leave no
	// room for the list on a small screen.
	frozenHeight = 220.0
	mostLinks    = 60_000
	plainColumn  = 16.0
)

// nothing is what the list says without a row.
const nothing = "没有发现问题"

// listSheet is the whole part.
func (w *listWriter) listSheet() string {
	w.widths = make([]float64, max(1, len(w.list.Header)))
	for i := range w.widths {
		if w.widths[i] = plainColumn; i < len(w.list.Widths) && w.list.Widths[i] > 0 {
			w.widths[i] = min(w.list.Widths[i], 255)
		}
	}
	w.heading(w.list.Title, listLook{size: 14, ink: deepBlue, bold: true, across: "left", upright: "center"})
	for _, note := range w.list.Notes {
		w.heading(note, listLook{size: 10, ink: noteGrey, across: "left", upright: "top"})
	}
	w.header()
	for _, row := range w.list.Rows {
		w.add(row)
	}
	if len(w.list.Rows) == 0 {
		w.heading(nothing, listLook{size: fontSize, ink: ink, across: "left", upright: "center"})
	}
	return w.whole()
}

// heading is a line across all columns.
func (w *listWriter) heading(text string, look listLook) {
	width := 0.0
	for _, each := range w.widths {
		width += each
	}
	n := lines(text, width*fontSize/float64(look.size))
	w.start(float64(n) * listLine * max(1, float64(look.size)/fontSize))
	w.cell(1, text, look)
	w.end()
	if len(w.widths) > 1 {
		w.merges = append(w.merges, fmt.Sprintf("A%d:%s", w.row, sheet.CellName(w.row, len(w.widths))))
	}
}

func (w *listWriter) header() {
	w.start(listLine + 2*listSpace)
	w.headRow, w.frozen = w.row, w.height
	for i, text := range w.list.Header {
		w.cell(i+1, text, listLook{size: fontSize, ink: white, fill: deepBlue, bold: true, boxed: true, across: "center", upright: "center"})
	}
	w.end()
}

// add writes a row; its link stands where the row names the cell, else in the
// first column.
func (w *listWriter) add(row ListRow) {
	most, linked := 1, -1
	if row.Row > 0 && row.Column > 0 && row.Sheet >= 0 && row.Sheet < len(w.tabs) && !w.tabs[row.Sheet].hidden && len(w.links) < mostLinks {
		linked = w.linkColumn(row)
	}
	for i, text := range row.Cells[:min(len(row.Cells), len(w.widths))] {
		most = max(most, lines(text, max(2, w.widths[i]-indentWidth)))
	}
	w.start(float64(most) * listLine)
	for i := range w.widths {
		text := ""
		if i < len(row.Cells) {
			text = row.Cells[i]
		}
		look := listLook{size: fontSize, ink: ink, boxed: true, across: "left", upright: "center", text: looksActive(text)}
		if i == 0 {
			look.fill = mildFill
			if row.Grave {
				look.fill = graveFill
			}
		}
		if i == linked {
			look.ink, look.link = midBlue, true
			w.link(i+1, row)
		}
		w.cell(i+1, text, look)
	}
	w.end()
}

func (w *listWriter) linkColumn(row ListRow) int {
	name := sheet.CellName(row.Row, row.Column)
	for i, text := range row.Cells {
		if text == name {
			return i
		}
	}
	return 0
}

func (w *listWriter) link(column int, row ListRow) {
	target := "'" + strings.ReplaceAll(w.tabs[row.Sheet].name, "'", "''") + "'!" + sheet.CellName(row.Row, row.Column)
	w.links = append(w.links, fmt.Sprintf(`<hyperlink ref="%s" location=%s tooltip="点击转到该单元格"/>`,
		sheet.CellName(w.row, column), quoted(target)))
}

func (w *listWriter) start(height float64) {
	w.row++
	height = min(height+listSpace, highestRow)
	w.height += height
	fmt.Fprintf(&w.b, `<row r="%d" ht="%g" customHeight="1">`, w.row, height)
}

func (w *listWriter) end() { w.b.WriteString("</row>") }

// cell writes a text, never a formula.
func (w *listWriter) cell(column int, text string, look listLook) {
	style := w.styles.cell(look)
	fmt.Fprintf(&w.b, `<c r="%s" s="%d"`, sheet.CellName(w.row, column), style)
	if text == "" {
		w.b.WriteString("/>")
		return
	}
	w.b.WriteString(` t="inlineStr"><is><t xml:space="preserve">`)
	w.b.Write(appendText(nil, fitText(text)))
	w.b.WriteString("</t></is></c>")
}

func (w *listWriter) whole() string {
	var b strings.Builder
	end := sheet.CellName(w.row, len(w.widths))
	fmt.Fprintf(&b, `%s<worksheet xmlns="%s"><sheetPr><tabColor rgb="FF%s"/><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:%s"/>`, xmlHead, sheetSpace, graveEdge, end)
	b.WriteString(`<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">`)
	if w.frozen <= frozenHeight {
		fmt.Fprintf(&b, `<pane ySplit="%d" topLeftCell="A%d" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A%d" sqref="A%d"/>`,
			w.headRow, w.headRow+1, w.headRow+1, w.headRow+1)
	}
	fmt.Fprintf(&b, `</sheetView></sheetViews><sheetFormatPr defaultRowHeight="%g"/><cols>`, listLine)
	for i, width := range w.widths {
		fmt.Fprintf(&b, `<col min="%d" max="%d" width="%g" customWidth="1"/>`, i+1, i+1, width)
	}
	b.WriteString("</cols><sheetData>" + w.b.String() + "</sheetData>")
	if len(w.list.Rows) > 0 && len(w.list.Header) > 0 {
		fmt.Fprintf(&b, `<autoFilter ref="%s"/>`, w.filtered(""))
	}
	w.wrapUp(&b)
	return b.String()
}

func (w *listWriter) wrapUp(b *strings.Builder) {
	if len(w.merges) > 0 {
		fmt.Fprintf(b, `<mergeCells count="%d">`, len(w.merges))
		for _, m := range w.merges {
			fmt.Fprintf(b, `<mergeCell ref="%s"/>`, m)
		}
		b.WriteString("</mergeCells>")
	}
	if len(w.links) > 0 {
		b.WriteString("<hyperlinks>" + strings.Join(w.links, "") + "</hyperlinks>")
	}
	b.WriteString(`<printOptions horizontalCentered="1"/><pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>` +
		`<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/><headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter></worksheet>`)
}

// filtered is the range of the header and the rows below it.
func (w *listWriter) filtered(dollar string) string {
	return fmt.Sprintf("%sA%s%d:%s%s%s%d", dollar, dollar, w.headRow, dollar, sheet.ColumnName(len(w.widths)), dollar, w.row)
}
