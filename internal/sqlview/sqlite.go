package sqlview

import (
	"fmt"
	"slices"
	"strings"

	"credit/internal/points"
)

// sqlite is SQLite: a binary floating point only, no regular expressions, no
// translate. A number is the string of its digits, written so that strings are
// in the order of the numbers: the count of digits before the point in four
// digits, those, a point, those behind it, without zeros at either end.
type sqlite struct{}

func (sqlite) literal(text string) string { return spelled(text) }

func (sqlite) bound(d points.Decimal) string {
	whole, fraction, _ := strings.Cut(d.String(), ".")
	whole = strings.TrimLeft(whole, "0")
	return fmt.Sprintf("'%04d%s.%s'", len(whole), whole, fraction)
}

// noAnswer stands for an answer that cannot be judged: no rubric has it.
const noAnswer = "\uFFFD"

// walked goes through a text character by character.
func walked(cases []string) string {
	return `(
        WITH RECURSIVE walk (rest, done) AS (
          SELECT CAST(answer AS text), ''
          UNION ALL
          SELECT substr(rest, 2), done || CASE
            ` + strings.Join(cases, "\n            ") + `
            ELSE substr(rest, 1, 1) END
          FROM walk WHERE rest <> ''
        ) SELECT done FROM walk WHERE rest = '')`
}

// are is the condition that the character is in one of the ranges.
func are(spans []span) string {
	var single, wide []string
	for _, s := range spans {
		if s.from == s.to {
			single = append(single, fmt.Sprint(s.from))
			continue
		}
		wide = append(wide, fmt.Sprintf("unicode(rest) BETWEEN %d AND %d", s.from, s.to))
	}
	if len(single) > 0 {
		wide = append(wide, "unicode(rest) IN ("+strings.Join(single, ", ")+")")
	}
	return strings.Join(wide, "\n              OR ")
}

func drops(spans []span) string { return "WHEN " + are(spans) + " THEN ''" }

func signed(by rune) string {
	if by < 0 {
		return fmt.Sprintf("- %d", -by)
	}
	return fmt.Sprintf("+ %d", by)
}

// moves are the cases of characters that become others: long ranges by how far,
// the others by what they become.
func (s sqlite) moves(spans []span) (cases []string) {
	const long = 8
	var targets []rune
	become := map[rune][]span{}
	for _, m := range spans {
		if m.to-m.from >= long {
			cases = append(cases, fmt.Sprintf("WHEN %s THEN char(unicode(rest) %s)", are([]span{m}), signed(m.by)))
			continue
		}
		for r := m.from; r <= m.to; r++ {
			if become[r+m.by] == nil {
				targets = append(targets, r+m.by)
			}
			become[r+m.by] = extend(become[r+m.by], r, 0)
		}
	}
	for _, target := range targets {
		cases = append(cases, fmt.Sprintf("WHEN %s THEN %s", are(become[target]), s.literal(string(target))))
	}
	return cases
}

// asTheyAre is the case of characters that need no further look.
func asTheyAre(plain string) []string {
	return []string{"WHEN rest GLOB '[" + plain + "]*' THEN substr(rest, 1, 1)"}
}

// usable folds a text unless it is plain, or nothing that can be judged: what
// is no text, what is too long, and NUL, at which functions stop.
func (s sqlite) usable(plain, then string) string {
	return "CASE\n" +
		"      WHEN typeof(answer) IN ('real', 'blob') OR length(answer) > " + fmt.Sprint(MostCharacters) + " OR instr(answer, char(0)) > 0 THEN " + s.literal(noAnswer) + "\n" +
		"      WHEN answer IS NULL OR answer NOT GLOB '*[^" + plain + "]*' THEN CAST(answer AS text)\n" +
		"      ELSE " + then + "\n    END"
}

func (s sqlite) folded(f folding) string {
	return s.usable(plainText, walked(slices.Concat(asTheyAre(plainText), []string{drops(f.drops)}, s.moves(f.moves))))
}

func (s sqlite) parts(f folding) string {
	var lines []string
	for _, r := range separators {
		lines = append(lines, fmt.Sprint(r))
	}
	cases := slices.Concat(asTheyAre(plainPart), []string{"WHEN unicode(rest) IN (" + strings.Join(lines, ", ") + ") THEN char(10)", drops(f.drops)}, s.moves(f.moves))
	return "char(10) || replace(" + s.usable(plainPart, walked(cases)) + ", char(10), char(10) || char(10)) || char(10)"
}

func (s sqlite) given(f folding) string {
	return "trim(CASE WHEN answer NOT GLOB '*[^" + plainText + "]*' THEN answer ELSE " +
		walked([]string{drops(f.invisible)}) + " END,\n        " + s.literal(string(f.spaces)) + ")"
}

func (s sqlite) identity(f folding) string {
	return "trim(CAST(practitioner AS text), " + s.literal(string(f.spaces)+"\u200b\u200c\u200d\u2060\ufeff") + ")"
}

func (sqlite) numbers(more string) string {
	return `-- 数：形如 95、95.5、+3、.5、9.5e-1，可带百分号。SQLite 只有二进制小数，所以一律按
-- 数字串处理：plain 是写全的数，去掉首尾的 0，总有小数点（95.0% 是 95.，0.5 是 .5）。
-- 各步末尾的 LIMIT -1 使每一步只算一次
spelled AS (
  SELECT *,
    CASE WHEN substr(folded, -1) = '%' THEN 1 ELSE 0 END AS percent,
    CASE WHEN folded GLOB '[-+.0-9]*' THEN (
      SELECT CASE WHEN before || behind <> '' THEN sign ELSE '' END || before || '.' || behind FROM (
        SELECT sign,
          ltrim(CASE WHEN shift >= 0 THEN whole || substr(fraction || zeros, 1, shift)
            WHEN shift < 0 THEN substr(substr(zeros, 1, -shift) || whole, 1, length(whole)) END, '0') AS before,
          rtrim(CASE WHEN shift >= 0 THEN substr(fraction, shift + 1)
            WHEN shift < 0 THEN substr(substr(zeros, 1, -shift) || whole, length(whole) + 1) || fraction END, '0') AS behind
        FROM (
          SELECT *, printf('%0400d', 0) AS zeros,
            CASE WHEN whole NOT GLOB '*[^0-9]*' AND fraction NOT GLOB '*[^0-9]*' AND whole || fraction <> ''
              AND power GLOB '*[0-9]' AND size NOT GLOB '*[^0-9]*' AND length(size) <= 3 AND CAST(size AS integer) <= 400
              THEN CAST(power AS integer) END AS shift
          FROM (
            SELECT *, ltrim(substr(power, 1 + (substr(power, 1, 1) IN ('-', '+'))), '0') AS size,
              CASE WHEN instr(mantissa, '.') > 0 THEN substr(mantissa, 1, instr(mantissa, '.') - 1) ELSE mantissa END AS whole,
              CASE WHEN instr(mantissa, '.') > 0 THEN substr(mantissa, instr(mantissa, '.') + 1) ELSE '' END AS fraction
            FROM (
              SELECT *,
                CASE WHEN instr(body, 'e') > 0 THEN substr(body, 1, instr(body, 'e') - 1) ELSE body END AS mantissa,
                CASE WHEN instr(body, 'e') > 0 THEN substr(body, instr(body, 'e') + 1) ELSE '0' END AS power
              FROM (
                SELECT CASE WHEN substr(folded, 1, 1) = '-' THEN '-' ELSE '' END AS sign,
                  substr(folded, 1 + (substr(folded, 1, 1) IN ('-', '+')),
                    length(folded) - (substr(folded, 1, 1) IN ('-', '+')) - (substr(folded, -1) = '%')) AS body
                LIMIT -1
              ) LIMIT -1
            ) LIMIT -1
          ) LIMIT -1
        ) LIMIT -1
      )) END AS plain
  FROM cells LIMIT -1
),
-- number 不含百分号，rate 是百分比：整数部分的位数（四位）接写全的数，次序与数的大小一致，
-- 例如 95.5 是 000295.5；form 是查答案组用的写法（1.0 与 1 相同）
numbers AS (
  SELECT practitioner, indicator, times, answer, folded, parts, percent,
    CASE WHEN plain IS NULL THEN NULL ELSE substr('-', 1, plain LIKE '-%') || printf('%04d', instr(ltrim(plain, '-'), '.') - 1) || ltrim(plain, '-') END AS number,
    CASE WHEN plain IS NULL THEN NULL
      WHEN percent = 0 AND plain LIKE '.%' THEN
        printf('%04d', length(ltrim(substr(plain || '00', 2, 2), '0'))) || ltrim(substr(plain || '00', 2, 2), '0') || '.' || substr(plain, 4)
      ELSE substr('-', 1, plain LIKE '-%') || printf('%04d', instr(ltrim(plain, '-'), '.') - 1) || ltrim(plain, '-') END AS rate,
    CASE WHEN plain IS NULL OR percent = 1 THEN folded
      ELSE substr('-', 1, plain LIKE '-%') || CASE WHEN ltrim(plain, '-') LIKE '.%' THEN '0' ELSE '' END || rtrim(ltrim(plain, '-'), '.') END AS form,
    length(plain) - instr(plain, '.') AS decimals,
    CASE WHEN plain IS NULL THEN NULL
      ELSE CAST(substr(plain, 1, instr(plain, '.') - 1) || substr(substr(plain, instr(plain, '.') + 1) || '00', 1, 2) AS integer) END AS hundredths,
    ` + more + `
  FROM spelled LIMIT -1
),`
}

func (sqlite) tooFine(decimals int) string   { return fmt.Sprintf("decimals > %d", decimals) }
func (sqlite) hundredths() string            { return "hundredths" }
func (sqlite) position(of, in string) string { return "instr(" + in + ", " + of + ")" }
func (sqlite) shown(column string) string    { return column + " / 100.0" }
func (sqlite) CellNumber() string            { return "" }
func (sqlite) Once() string                  { return "" }
func (sqlite) FenceRemark() string           { return "" }
func (sqlite) Fence() string                 { return "\n  LIMIT -1" }

func (sqlite) about() []string {
	return []string{
		"方言：SQLite 3.30 以上。answer 列须是 TEXT：存成小数或二进制的，按无法识别处理。",
	}
}
