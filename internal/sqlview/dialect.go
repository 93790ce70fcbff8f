package sqlview

import (
	"errors"
	"fmt"
	"strings"

	"credit/internal/points"
)

// ErrDialect is a dialect that is not one of Dialects.
var ErrDialect = errors.New("没有这种 SQL 方言")

// dialect is what the engines do not have in common.
type dialect interface {
	// literal is a text, bound a number as the column number has it.
	literal(text string) string
	bound(d points.Decimal) string
	// folded is the column answer as fold.Key makes it, parts the same with
	// every part between two line breaks, given as fold.Trim makes it.
	folded(f folding) string
	parts(f folding) string
	given(f folding) string
	// identity is the column practitioner without spaces at either end.
	identity(f folding) string
	// Numbers are the steps from cells to numbers, which has the number that a
	// text spells (without its percent sign), whether it has one, the rate as
	// a percentage, and the form by which answers are found; and more columns.
	numbers(more string) string
	// tooFine reports more than so many decimals; hundredths is the number as
	// points.
	tooFine(decimals int) string
	hundredths() string
	// position is where a text stands in another, 0 for nowhere.
	position(of, in string) string
	// shown is a column of hundredths as a number of points.
	shown(column string) string
	// CellNumber is a column of cells, Once and Fence keep a step of its own, so
	// that its columns are computed once; FenceRemark says so.
	CellNumber() string
	Once() string
	Fence() string
	FenceRemark() string
	// about are lines for the header.
	about() []string
}

func dialectOf(name string) (dialect, error) {
	switch name {
	case "postgres":
		return postgres{}, nil
	case "sqlite":
		return sqlite{}, nil
	}
	return nil, fmt.Errorf("“%s”：%w", name, ErrDialect)
}

// separators part several awards in one answer, as in package submission.
const separators = "、,，;；/／､\n\r\u2028\u2029"

// aLine is a line break between parts: every other one vanishes when folded.
const aLine = "\n"

// postgres is PostgreSQL, and what speaks it.
type postgres struct{}

func (postgres) literal(text string) string    { return escaped(text) }
func (postgres) bound(d points.Decimal) string { return d.String() }

// class is a class of characters of a regular expression, written with the
// characters themselves: engines differ in its escapes.
func class(spans []span) string {
	var b strings.Builder
	b.WriteByte('[')
	for _, s := range spans {
		b.WriteRune(s.from)
		if s.to > s.from {
			b.WriteByte('-')
			b.WriteRune(s.to)
		}
	}
	b.WriteByte(']')
	return b.String()
}

// moved translates characters one by one.
func (p postgres) moved(column string, spans []span) string {
	var from, to strings.Builder
	for _, s := range spans {
		for r := s.from; r <= s.to; r++ {
			from.WriteRune(r)
			to.WriteRune(r + s.by)
		}
	}
	return "translate(" + column + ",\n        " + p.literal(from.String()) + ",\n        " + p.literal(to.String()) + ")"
}

func (p postgres) dropped(column string, spans []span) string {
	return "regexp_replace(" + column + ",\n        " + p.literal(class(spans)) + ", '', 'g')"
}

// usable folds a text unless it is plain, too long, or in a database that
// does not count characters: then it is none that anything matches.
func (p postgres) usable(plain, then string) string {
	return "CASE\n" +
		"      WHEN char_length('是') <> 1 OR char_length(CAST(answer AS text)) > " + fmt.Sprint(MostCharacters) + " THEN " + p.literal(noAnswer) + "\n" +
		"      WHEN CAST(answer AS text) !~ " + p.literal("[^"+plain+"]") + " THEN CAST(answer AS text)\n" +
		"      ELSE " + then + "\n    END"
}

func (p postgres) folded(f folding) string {
	return p.usable(plainText, p.moved(p.dropped("CAST(answer AS text)", f.drops), f.moves))
}

func (p postgres) parts(f folding) string {
	lines := "translate(CAST(answer AS text), " + p.literal(separators) + ", " + p.literal(strings.Repeat(aLine, len([]rune(separators)))) + ")"
	folded := p.usable(plainPart, p.moved(p.dropped(lines, without(f.drops, aLine)), f.moves))
	return "chr(10) || replace(" + folded + ", chr(10), chr(10) || chr(10)) || chr(10)"
}

func (p postgres) given(f folding) string {
	return "btrim(" + p.dropped("answer", f.invisible) + ", " + p.literal(string(f.spaces)) + ")"
}

func (p postgres) identity(f folding) string {
	return "regexp_replace(CAST(practitioner AS text), " + p.literal(class(f.drops)) + ", '', 'g')"
}

// CellNumber is computed where rows are grouped, for it costs more than the
// rest and every later step would compute it again.
func (postgres) CellNumber() string {
	return `,
    max(CASE WHEN folded ~ '^[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)(e[-+]?0*([0-3]?[0-9]?[0-9]|400))?%?$'
      THEN CAST(replace(folded, '%', '') AS numeric) END) AS number`
}

func (postgres) numbers(more string) string {
	return `-- 数：形如 95、95.5、+3、.5、9.5e-1，可带百分号；number 不含百分号，rate 是百分比，
-- form 是查答案组用的写法（1.0 与 1 相同）。numeric 是精确的十进制数
numbers AS (
  SELECT practitioner, indicator, times, answer, folded, parts, number,
    CASE WHEN strpos(folded, '%') > 0 THEN 1 ELSE 0 END AS percent,
    CASE WHEN number < 1 AND strpos(folded, '%') = 0 THEN number * 100 ELSE number END AS rate,
    CASE
      WHEN number IS NULL OR strpos(folded, '%') > 0 THEN folded
      WHEN strpos(CAST(number AS text), '.') > 0 THEN rtrim(rtrim(CAST(number AS text), '0'), '.')
      ELSE CAST(number AS text)
    END AS form,
    ` + more + `
  FROM cells
),`
}

func (postgres) tooFine(decimals int) string {
	scaled := "number * 1" + strings.Repeat("0", decimals)
	return scaled + " <> trunc(" + scaled + ")"
}
func (postgres) hundredths() string            { return "CAST(number * 100 AS integer)" }
func (postgres) position(of, in string) string { return "strpos(" + in + ", " + of + ")" }
func (postgres) shown(column string) string    { return "round(" + column + " / 100.0, 2)" }
func (postgres) Fence() string                 { return "" }

// Once: every row is another already, and a query that says DISTINCT is one
// that engines do not unfold into the next, nor gather from their machines.
func (postgres) Once() string { return "DISTINCT " }
func (postgres) FenceRemark() string {
	return "。行本来就各不相同，DISTINCT 只使这一步只算一次"
}

func (postgres) about() []string {
	return []string{
		"方言：PostgreSQL 9.4 以上，及兼容它的分布式数据库；只用标准函数，没有自定义函数和扩展。",
		"数据库编码须为 UTF8。分布式的表请按 practitioner 分片：每一步都只在一个人之内汇总。",
	}
}
