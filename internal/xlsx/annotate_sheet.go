package xlsx

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"credit/internal/sheet"
)

// sheetOrder is the order of what a worksheet holds (CT_Worksheet).
var sheetOrder = []string{"sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr",
	"sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews",
	"mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins",
	"pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors",
	"smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls",
	"webPublishItems", "tableParts", "extLst"}

// cellMark is what one cell of a sheet is marked with.
type cellMark struct {
	row, column int
	grave       bool
	text        string
}

// ruleMark stands in the formula of our rules, which is always true. Rules
// are known again by it and not by their colours: every office program keeps
// a formula as it is, and nobody else writes this one.
const (
	ruleMark    = "核对标记"
	ruleFormula = `ISTEXT("` + ruleMark + `")`
)

// rangesPerRule is how many ranges one rule covers: Excel takes 8192.
const rangesPerRule = 1000

// colour takes the rules of an earlier time off a sheet and lays ours over
// the marked cells. Cells, their styles and their formulas are not touched.
func (d *document) colour(marks []cellMark, formats markFormats) {
	at := d.after("conditionalFormatting", sheetOrder)
	if first, found := d.one("conditionalFormatting"); found {
		at = first.start
	}
	var rules []string
	for _, grave := range []bool{true, false} {
		for chunk := range slices.Chunk(ranges(marks, grave), rangesPerRule) {
			format := formats.mild
			if grave {
				format = formats.grave
			}
			rules = append(rules, fmt.Sprintf(`<conditionalFormatting%s sqref="%s"><cfRule type="expression" dxfId="%d" priority="%d"><formula>%s</formula></cfRule></conditionalFormatting>`,
				d.space(), strings.Join(chunk, " "), format, len(rules)+1, ruleFormula))
		}
	}
	if len(rules) > 0 {
		d.insert(at, strings.Join(rules, ""))
	}
	kept := d.takeRules()
	d.makeWay(kept, len(rules))
}

// takeRules removes the rules of an earlier time and returns the others.
func (d *document) takeRules() []node {
	var kept []node
	for _, block := range d.all("conditionalFormatting") {
		rules := block.within(d.data)
		ours := slices.DeleteFunc(slices.Clone(rules), func(n node) bool { return !d.isOurs(n) })
		if len(ours) > 0 && len(ours) == len(rules) {
			d.remove(block)
			continue
		}
		for _, n := range rules {
			if d.isOurs(n) {
				d.remove(n)
			} else if n.local == "cfRule" {
				kept = append(kept, n)
			}
		}
	}
	return kept
}

func (d *document) isOurs(rule node) bool {
	for _, n := range rule.within(d.data) {
		if n.local == "formula" && strings.Contains(textOf(d.data[n.end:n.inner]), `"`+ruleMark+`"`) {
			return true
		}
	}
	return false
}

// makeWay gives our rules, which are numbered from 1, the first places.
// Excel wants the numbers of a sheet's rules unique and at least 1: with
// equal ones it has been seen to drop or mix up rules. So where the first
// places are taken, the workbook's own rules all move back by the same
// number, which keeps their order; the next time there is room already. The
// rules of a pivot table are named by their number and cannot move: there our
// own go behind.
func (d *document) makeWay(kept []node, places int) {
	var others []attribute
	first, last := places+1, 0
	for _, n := range append(kept, d.extendedRules()...) {
		if a, found := attributeOf(d.data, n.tag, "priority"); found {
			if priority, err := strconv.Atoi(a.value); err == nil {
				first, last = min(first, priority), max(last, priority)
				others = append(others, a)
			}
		}
	}
	shift := places + 1 - first
	if places == 0 || shift <= 0 {
		return
	}
	if d.hasPivotRules() {
		d.goBehind(places, last)
		return
	}
	for _, a := range others {
		priority, _ := strconv.Atoi(a.value)
		d.replace(a.from, a.to, strconv.Itoa(priority+shift))
	}
}

// extendedRules are the rules of Excel 2010 and later, far down in the sheet,
// which are numbered together with the others.
func (d *document) extendedRules() []node {
	var list []node
	for _, n := range d.all("extLst") {
		r := tagReader{data: d.data[:n.inner], at: n.end}
		for t, ok := r.next(); ok; t, ok = r.next() {
			if t.local == "cfRule" && t.kind != closeTag {
				list = append(list, node{tag: t})
			}
		}
	}
	return list
}

func (d *document) hasPivotRules() bool {
	return slices.ContainsFunc(d.all("conditionalFormatting"), func(n node) bool {
		_, found := attributeOf(d.data, n.tag, "pivot")
		return found
	})
}

// goBehind renumbers our rules, the first patch that inserts any.
func (d *document) goBehind(places, last int) {
	for i := range d.patches {
		if !strings.Contains(d.patches[i].with, ruleMark) {
			continue
		}
		for n := places; n >= 1; n-- {
			d.patches[i].with = strings.Replace(d.patches[i].with,
				` priority="`+strconv.Itoa(n)+`"`, ` priority="`+strconv.Itoa(last+n)+`"`, 1)
		}
	}
}

// ranges are the marked cells of one kind, neighbours of a row joined.
func ranges(marks []cellMark, grave bool) []string {
	var list []string
	from := cellMark{}
	length := 0
	flush := func() {
		switch {
		case length == 1:
			list = append(list, sheet.CellName(from.row, from.column))
		case length > 1:
			list = append(list, sheet.CellName(from.row, from.column)+":"+sheet.CellName(from.row, from.column+length-1))
		}
	}
	for _, m := range marks {
		if m.grave != grave {
			continue
		}
		if length > 0 && m.row == from.row && m.column == from.column+length {
			length++
			continue
		}
		flush()
		from, length = m, 1
	}
	flush()
	return list
}

// deselect makes a sheet one that is not selected: with two selected sheets
// what is typed into one goes into both.
func (d *document) deselect() {
	for _, views := range d.all("sheetViews") {
		for _, view := range views.within(d.data) {
			if a, found := attributeOf(d.data, view.tag, "tabSelected"); found && a.value != "0" && a.value != "false" {
				d.drop(a)
			}
		}
	}
}
