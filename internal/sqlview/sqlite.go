package sqlview

import (
	"fmt"
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

// moves are the cases of characters that become others, by how far.
func moves(spans []span) (cases []string) {
	done := map[rune]bool{}
	for _, s := range spans {
		if done[s.by] {
			continue
		}
		done[s.by] = true
		var same []span
		for _, other := range spans {
			if other.by == s.by {
				same = append(same, other)
			}
		}
		cases = append(cases, fmt.Sprintf("WHEN %s THEN char(unicode(rest) + %d)", are(same), s.by))
	}
	return cases
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
	return s.usable(plainText, walked(append([]string{drops(f.drops)}, moves(f.moves)...)))
}

func (s sqlite) parts(f folding) string {
	var lines []string
	for _, r := range separators {
		lines = append(lines, fmt.Sprint(r))
	}
	cases := append([]string{"WHEN unicode(rest) IN (" + strings.Join(lines, ", ") + ") THEN char(10)", drops(f.drops)}, moves(f.moves)...)
	return "char(10) || replace(" + s.usable(plainPart, walked(cases)) + ", char(10), char(10) || char(10)) || char(10)"
}

func (s sqlite) given(f folding) string {
	return "trim(CASE WHEN answer NOT GLOB '*[^" + plainText + "]*' THEN answer ELSE " +
		walked([]string{drops(f.invisible)}) + " END,\n        " + s.literal(string(f.spaces)) + ")"
}

func (s sqlite) identity(f folding) string {
	return "trim(CAST(practitioner AS text), " + s.literal(string(f.spaces)+"\u200b\u200c\u200d\u2060\ufeff") + ")"
}

func (sqlite) Numbers() string {
	return `-- 数：形如 95、95.5、+3、.5、9.5e-1，可带百分号。SQLite 只有二进制小数，所以一律按
-- 数字串比较：整数部分的位数（四位）、整数部分、小数点、小数部分，首尾的 0 去掉，
-- 例如 95.5 是 000295.5。各步末尾的 LIMIT -1 使每一步只算一次
spelled AS (
  SELECT *,
    CASE WHEN substr(folded, -1) = '%' THEN 1 ELSE 0 END AS percent,
    CASE WHEN substr(folded, 1, 1) = '-' THEN '-' ELSE '' END AS sign,
    CASE WHEN folded GLOB '[-+.0-9]*' THEN
      substr(folded, 1 + (substr(folded, 1, 1) IN ('-', '+')),
        length(folded) - (substr(folded, 1, 1) IN ('-', '+')) - (substr(folded, -1) = '%')) END AS body
  FROM cells LIMIT -1
),
powered AS (
  SELECT *,
    CASE WHEN instr(body, 'e') > 0 THEN substr(body, 1, instr(body, 'e') - 1) ELSE body END AS mantissa,
    CASE WHEN instr(body, 'e') > 0 THEN substr(body, instr(body, 'e') + 1) ELSE '0' END AS power
  FROM spelled LIMIT -1
),
parted AS (
  SELECT *,
    CASE WHEN instr(mantissa, '.') > 0 THEN substr(mantissa, 1, instr(mantissa, '.') - 1) ELSE mantissa END AS whole,
    CASE WHEN instr(mantissa, '.') > 0 THEN substr(mantissa, instr(mantissa, '.') + 1) ELSE '' END AS fraction,
    ltrim(substr(power, 1 + (substr(power, 1, 1) IN ('-', '+'))), '0') AS size
  FROM powered LIMIT -1
),
checked AS (
  SELECT *,
    CASE WHEN whole NOT GLOB '*[^0-9]*' AND fraction NOT GLOB '*[^0-9]*' AND whole || fraction <> ''
      AND power GLOB '*[0-9]' AND size NOT GLOB '*[^0-9]*' AND length(size) <= 3 AND CAST(size AS integer) <= 400
      THEN CAST(power AS integer) END AS shift,
    printf('%0400d', 0) AS zeros
  FROM parted LIMIT -1
),
shifted AS (
  SELECT *,
    ltrim(CASE WHEN shift >= 0 THEN whole || substr(fraction || zeros, 1, shift)
      WHEN shift < 0 THEN substr(substr(zeros, 1, -shift) || whole, 1, length(whole)) END, '0') AS before,
    rtrim(CASE WHEN shift >= 0 THEN substr(fraction, shift + 1)
      WHEN shift < 0 THEN substr(substr(zeros, 1, -shift) || whole, length(whole) + 1) || fraction END, '0') AS behind
  FROM checked LIMIT -1
),
hundredfolds AS (
  SELECT *,
    CASE WHEN before || behind <> '' THEN sign ELSE '' END AS minus,
    ltrim(before || substr(behind || '00', 1, 2), '0') AS hundreds,
    substr(behind, 3) AS rest
  FROM shifted LIMIT -1
),
-- number 不含百分号，rate 是百分比，form 是查答案组用的写法（1.0 与 1 相同）
numbers AS (
  SELECT practitioner, indicator, times, answer, folded, parts, percent,
    minus || printf('%04d', length(before)) || before || '.' || behind AS number,
    CASE WHEN percent = 0 AND before = '' THEN minus || printf('%04d', length(hundreds)) || hundreds || '.' || rest
      ELSE minus || printf('%04d', length(before)) || before || '.' || behind END AS rate,
    CASE WHEN before IS NULL OR percent = 1 THEN folded
      ELSE minus || CASE before WHEN '' THEN '0' ELSE before END || CASE behind WHEN '' THEN '' ELSE '.' || behind END END AS form,
    length(behind) AS decimals,
    CAST(hundreds AS integer) AS hundredths
  FROM hundredfolds LIMIT -1
),`
}

func (sqlite) MoreColumns() string           { return "n.decimals, n.hundredths, " }
func (sqlite) tooFine(decimals int) string   { return fmt.Sprintf("n.decimals > %d", decimals) }
func (sqlite) hundredths() string            { return "n.hundredths" }
func (sqlite) position(of, in string) string { return "instr(" + in + ", " + of + ")" }
func (sqlite) shown(column string) string    { return column + " / 100.0" }
func (sqlite) Fence() string                 { return "\n  LIMIT -1" }

func (sqlite) about() []string {
	return []string{
		"方言：SQLite 3.30 以上。answer 列须是 TEXT：存成小数或二进制的，按无法识别处理。",
	}
}
