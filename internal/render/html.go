package render

import (
	"bufio"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strconv"
	"sync"

	"credit/internal/sheet"
)

// Document is a report as one web page: what it is, the pages, and what has
// to be said at the end.
type Document struct {
	Title, Subtitle string
	// Facts are lines at the top, a label and a value each.
	Facts [][2]string
	Pages []sheet.Page
	// Foot are notes at the end, a paragraph each.
	Foot []string
}

// HTML writes a document as a single file that needs nothing else: no script,
// no network, no font of its own. It may be opened anywhere, and its policy
// keeps a browser from fetching anything even if a stranger's text got through.
func HTML(w io.Writer, d Document) error {
	buffered := bufio.NewWriter(w)
	if err := htmlTemplate().Execute(buffered, htmlDocumentOf(d)); err != nil {
		return err
	}
	return buffered.Flush()
}

var (
	//go:embed html_page.tmpl
	htmlSource string
	//go:embed html_style.css
	htmlStyle string
)

// Every text of the template goes through clean, those of the program too: so
// it is plain to see that none was forgotten. Parsing it takes a hundredth of a
// small scoring, which needs none.
var htmlTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("page").Funcs(template.FuncMap{"clean": Clean}).Parse(htmlSource))
})

type htmlDocument struct {
	Document
	Style    template.CSS
	Sections []htmlSection
}

type htmlSection struct {
	ID, Heading string
	Lead        []string
	// NewPage begins a new page in print.
	NewPage bool
	Chart   *htmlChart
	// One of these three is the body.
	List   [][2]string
	Text   *htmlText
	Blocks []htmlBlock
	Notes  []string
}

func htmlDocumentOf(d Document) htmlDocument {
	view := htmlDocument{Document: d, Style: template.CSS(htmlStyle)}
	for i := range d.Pages {
		if !d.Pages[i].Hidden {
			view.Sections = append(view.Sections, htmlSectionOf(&d.Pages[i], len(view.Sections)+1))
		}
	}
	return view
}

// longSection is how many rows a section has that is better begun on a new
// page; shorter ones follow each other.
const longSection = 14

func htmlSectionOf(p *sheet.Page, number int) htmlSection {
	s := htmlSection{ID: "s" + strconv.Itoa(number), Heading: p.Name, Notes: p.Notes}
	if len(p.Layout.Heading) > 0 {
		s.Heading, s.Lead = p.Layout.Heading[0], p.Layout.Heading[1:]
	}
	switch {
	case p.Plain && isHTMLList(p):
		s.List = htmlListOf(p)
	case p.Plain:
		s.Text = htmlTextOf(p)
	default:
		s.Chart = htmlChartOf(p, s.ID, s.Heading)
		s.Blocks = htmlBlocksOf(p)
	}
	s.NewPage = number > 1 && (s.Chart != nil || len(s.Blocks) > 1 || len(p.Rows) > longSection)
	return s
}

// isHTMLList reports a page of labels and values; one that is laid out with
// headings and boxes is not.
func isHTMLList(p *sheet.Page) bool {
	return len(p.Columns) == 2 && !slices.ContainsFunc(p.Rows, func(row []sheet.Value) bool {
		return slices.ContainsFunc(row, func(v sheet.Value) bool { return v.Heading || v.Boxed || v.Columns() > 1 })
	})
}

func htmlListOf(p *sheet.Page) [][2]string {
	lines := make([][2]string, len(p.Rows))
	for i, row := range p.Rows {
		for c := range lines[i] {
			lines[i][c] = valueAt(row, c).Shown(p.Columns[c].Style)
		}
	}
	return lines
}

// htmlText is a page of text in the places where it stands on a sheet.
type htmlText struct {
	Widths []template.CSS
	Rows   [][]htmlTextCell
}

type htmlTextCell struct {
	Text  string
	Span  int
	Class string
}

func htmlTextOf(p *sheet.Page) *htmlText {
	text := &htmlText{Rows: make([][]htmlTextCell, len(p.Rows))}
	for _, c := range p.Columns {
		width := max(1, int(c.Width))
		text.Widths = append(text.Widths, template.CSS(fmt.Sprintf("width:%dem", (width+1)/2+1)))
	}
	for i, row := range p.Rows {
		for c := 0; c < len(p.Columns); {
			v, style := valueAt(row, c), p.Columns[c].Style
			span := min(v.Columns(), len(p.Columns)-c)
			text.Rows[i] = append(text.Rows[i], htmlTextCell{v.Shown(style), span, htmlTextClass(v, style)})
			c += span
		}
	}
	return text
}

func htmlTextClass(v sheet.Value, style sheet.Style) string {
	var class []string
	for _, part := range []struct {
		is   bool
		name string
	}{{v.Heading, "heading"}, {v.Boxed, "boxed"}, {v.Bold, "b"}, {v.Columns() == 1, htmlAlign(style)}} {
		if part.is {
			class = append(class, part.name)
		}
	}
	return htmlClasses(class...)
}

// valueAt is a row's value in a column, an Empty one where the row ends
// before it.
func valueAt(row []sheet.Value, column int) sheet.Value {
	if column < len(row) {
		return row[column]
	}
	return sheet.Empty()
}
