package xlsx

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// workbookOrder is the order of what a workbook part holds.
var workbookOrder = []string{"fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets",
	"functionGroups", "externalReferences", "definedNames", "calcPr", "oleSize", "customWorkbookViews", "pivotCaches",
	"smartTagPr", "smartTagTypes", "webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst"}

const (
	sheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
)

// tab is one sheet of the workbook part, of whatever kind.
type tab struct {
	node
	name, part string
	hidden     bool
}

// bookPart is the workbook part.
type bookPart struct {
	edition *edition
	doc     *document
	tabs    []tab
}

func (e *edition) openBook() (*bookPart, error) {
	d, err := e.takeApart(e.main)
	if err != nil {
		return nil, err
	}
	related, err := e.links(e.main)
	if err != nil {
		return nil, err
	}
	if err := refuseBook(d, related); err != nil {
		return nil, err
	}
	b := &bookPart{edition: e, doc: d}
	list, _ := d.one("sheets")
	for _, n := range list.within(d.data) {
		t := tab{node: n, name: string(plainText([]byte(valueOf(d.data, n.tag, "name"))))}
		for a := range attributesOf(d.data, n.tag) {
			switch {
			case a.name == "state":
				t.hidden = a.value != "visible"
			case a.name != "id" && tagLocal(a.name) == "id":
				t.part = related[a.value].target
			}
		}
		b.tabs = append(b.tabs, t)
	}
	return b, nil
}

// refuseBook refuses what cannot be patched part by part.
func refuseBook(d *document, related map[string]relation) error {
	space := valueOf(d.data, d.root, "xmlns")
	if d.root.prefix != "" {
		space = valueOf(d.data, d.root, "xmlns:"+d.root.prefix)
	}
	if space != sheetSpace {
		return peculiar("“Strict Open XML”格式")
	}
	for _, r := range related {
		if r.kind == "revisionHeaders" {
			return peculiar("“共享工作簿”，请先取消共享")
		}
	}
	return nil
}

// freeName is a name for the list that no sheet has.
func (b *bookPart) freeName() string {
	name := listName
	for i := 2; slices.ContainsFunc(b.tabs, func(t tab) bool { return strings.EqualFold(t.name, name) }); i++ {
		name = fmt.Sprintf("%s(%d)", listName, i)
	}
	return name
}

// addTab puts a new sheet first; every name that belongs to a sheet by its
// position moves on with it.
func (b *bookPart) addTab(part string) (name string, err error) {
	e, d := b.edition, b.doc
	e.write(part, nil)
	if err := e.declare(part, sheetType, false); err != nil {
		return "", err
	}
	id, err := e.relate(e.main, worksheetRelation, part)
	if err != nil {
		return "", err
	}
	highest := 0
	for _, t := range b.tabs {
		if n, err := strconv.Atoi(valueOf(d.data, t.tag, "sheetId")); err == nil {
			highest = max(highest, n)
		}
	}
	name = b.freeName()
	prefix, declared := d.prefixOf(officeSpace, "r")
	list, _ := d.one("sheets")
	d.insert(list.end, fmt.Sprintf(`<sheet%s%s name=%s sheetId="%d" %sid="%s"/>`,
		d.space(), declared, quoted(name), highest+1, prefix, id))
	for _, n := range b.names() {
		if a, found := attributeOf(d.data, n.tag, "localSheetId"); found {
			if i, err := strconv.Atoi(a.value); err == nil {
				d.replace(a.from, a.to, strconv.Itoa(i+1))
			}
		}
	}
	return name, nil
}

func (b *bookPart) names() []node {
	if n, found := b.doc.one("definedNames"); found {
		return n.within(b.doc.data)
	}
	return nil
}

// show makes the sheet at a position the one that opens; one that was there
// before may have been hidden.
func (b *bookPart) show(position int, replaced bool) {
	d := b.doc
	if replaced {
		if a, found := attributeOf(d.data, b.tabs[position].tag, "state"); found {
			d.drop(a)
		}
	}
	views, found := d.one("bookViews")
	if !found {
		if position > 0 {
			d.insert(d.after("bookViews", workbookOrder),
				fmt.Sprintf(`<bookViews%s><workbookView activeTab="%d"/></bookViews>`, d.space(), position))
		}
		return
	}
	for _, view := range views.within(d.data) {
		if a, found := attributeOf(d.data, view.tag, "firstSheet"); found {
			d.drop(a)
		}
		if a, found := attributeOf(d.data, view.tag, "activeTab"); found {
			d.replace(a.from, a.to, strconv.Itoa(position))
		} else if position > 0 {
			d.insert(view.start+1+len(view.qualified()), fmt.Sprintf(` activeTab="%d"`, position))
		}
	}
}

// listNames are the names every sheet may have that a list needs.
var listNames = []string{"_xlnm._FilterDatabase", "_xlnm.Print_Area", "_xlnm.Print_Titles"}

// nameList names the header and the filter of the list at a position, instead
// of what they were called the last time.
func (b *bookPart) nameList(position int, name string, w *listWriter, replaced bool) {
	d := b.doc
	if replaced {
		for _, n := range b.names() {
			if valueOf(d.data, n.tag, "localSheetId") == strconv.Itoa(position) && slices.Contains(listNames, valueOf(d.data, n.tag, "name")) {
				d.remove(n)
			}
		}
	}
	sheetName := "'" + strings.ReplaceAll(name, "'", "''") + "'!"
	text := ""
	if len(w.list.Rows) > 0 && len(w.list.Header) > 0 {
		text = fmt.Sprintf(`<definedName%s name="_xlnm._FilterDatabase" localSheetId="%d" hidden="1">%s</definedName>`,
			d.space(), position, appendText(nil, sheetName+w.filtered("$")))
	}
	text += fmt.Sprintf(`<definedName%s name="_xlnm.Print_Titles" localSheetId="%d">%s</definedName>`,
		d.space(), position, appendText(nil, fmt.Sprintf("%s$%d:$%d", sheetName, w.headRow, w.headRow)))
	if n, found := d.one("definedNames"); found {
		d.extend(n, text, 0)
		return
	}
	d.insert(d.after("definedNames", workbookOrder), "<definedNames"+d.space()+">"+text+"</definedNames>")
}
