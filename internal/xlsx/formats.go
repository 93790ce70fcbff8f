package xlsx

import "strings"

// shows is how a number format shows a number above 0.
type shows struct{ percent, date bool }

// builtIn knows the formats that every workbook has without naming them: 0%
// and 0.00%, and the dates and times, those of a Chinese Excel included.
func builtIn(id int) shows {
	switch {
	case id == 9, id == 10:
		return shows{percent: true}
	case id >= 14 && id <= 22, id >= 27 && id <= 36, id >= 45 && id <= 47, id >= 50 && id <= 58:
		return shows{date: true}
	}
	return shows{}
}

// section is one of the up to four parts of a format code.
type section struct {
	percent bool
	// digits says that it shows figures, moments that it shows parts of a date
	// or a time; what is quoted, escaped or in brackets does not count.
	digits, moments bool
}

func (s section) isDate() bool { return s.moments && !s.digits && !s.percent }

// formatShows judges a format code by its first section. Where conditions
// choose the section, all must show a percentage, and one a date.
func formatShows(code string) shows {
	sections, conditions := readFormat(code)
	first := shows{sections[0].percent, sections[0].isDate()}
	if !conditions {
		return first
	}
	all := shows{percent: true}
	for _, s := range sections {
		all.percent = all.percent && s.percent
		all.date = all.date || s.isDate()
	}
	return all
}

func readFormat(code string) (sections []section, conditions bool) {
	code = strings.ToLower(code)
	var s section
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case ';':
			sections, s = append(sections, s), section{}
		case '%':
			s.percent = true
		case '\\', '_', '*':
			i++
		case '"':
			i = closing(code, i, '"')
		case '[':
			end := closing(code, i, ']')
			inside := code[i+1 : min(end, len(code))]
			conditions = conditions || inside != "" && strings.IndexByte("<>=", inside[0]) >= 0
			s.moments = s.moments || inside != "" && (strings.Trim(inside, "h") == "" || strings.Trim(inside, "m") == "" || strings.Trim(inside, "s") == "")
			i = end
		case 'g':
			if strings.HasPrefix(code[i:], "general") {
				i += len("general") - 1
			}
		case '.':
			if s.moments { // the fractions of a second, ss.000
				i = lastZero(code, i)
			}
		case '0', '#', '?':
			s.digits = true
		case 'y', 'm', 'd', 'h', 's':
			s.moments = true
		case 'a':
			s.moments = s.moments || strings.HasPrefix(code[i:], "aaa") // 星期三
		}
	}
	return append(sections, s), conditions
}

func lastZero(code string, from int) int {
	for from+1 < len(code) && code[from+1] == '0' {
		from++
	}
	return from
}

func closing(code string, from int, end byte) int {
	n := strings.IndexByte(code[from+1:], end)
	if n < 0 {
		return len(code)
	}
	return from + 1 + n
}
