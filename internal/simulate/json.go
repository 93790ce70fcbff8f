package simulate

import (
	"strconv"
	"strings"

	"credit/internal/result"
)

// AppendJSON adds the line of somebody who would move or cannot be judged to b.
// No key is one of a result's line; the ID number is masked.
func (p *Person) AppendJSON(b []byte) []byte {
	b = append(b, `{"simulated":true`...)
	for _, one := range [][2]string{{"id", p.ID.String()}, {"name", p.Name}, {"county", p.County}, {"school", p.School}, {"post", p.Post}} {
		b = append(append(append(b, `,"`...), one[0]...), `":`...)
		b = result.AppendText(b, one[1])
	}
	b = p.Before.appendJSON(b, "before")
	if len(p.Held) > 0 {
		return append(appendTexts(b, "unusable", p.Held), "}\n"...)
	}
	b = append(p.After.appendJSON(b, "after"), `,"indicators":{`...)
	for i, c := range p.Changes() {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(strconv.AppendInt(append(b, '"'), int64(c.Number), 10), `":[`...)
		b = append(c.Before.Points().Append(b), ',')
		b = append(c.After.Points().Append(b), ']')
	}
	kinds := make([]string, len(p.Kinds))
	for i, kind := range p.Kinds {
		kinds[i] = string(kind)
	}
	b = appendTexts(append(b, '}'), "cause", kinds)
	return append(appendTexts(b, "lines", p.Lines), "}\n"...)
}

func (s Standing) appendJSON(b []byte, key string) []byte {
	b = append(append(append(b, `,"`...), key...), `":{"total":`...)
	b = append(s.Total.Append(b), `,"grade":`...)
	b = result.AppendText(b, s.Grade)
	if s.LeftOut != "" {
		b = s.Literal.Append(append(b, `,"literal":`...))
	}
	var direct []string
	if s.Direct != "" {
		direct = strings.Split(s.Direct, "、")
	}
	return append(appendTexts(b, "direct", direct), '}')
}

func appendTexts(b []byte, key string, texts []string) []byte {
	b = append(append(append(b, `,"`...), key...), `":[`...)
	for i, text := range texts {
		if i > 0 {
			b = append(b, ',')
		}
		b = result.AppendText(b, text)
	}
	return append(b, ']')
}
