package year

import (
	"maps"
	"slices"
	"strings"
)

// NextEdges are the cases on every grade line and every floor, and half a
// point below, for people who were there the year before: none of the answers
// but two ask for more than a first degree. 思想素质 and 业务工作 have whole
// points only, so below 20 and 15 the nearest are 19 and 14.
var NextEdges = []Edge{
	likeEdge("95 分整"),
	likeEdge("94.5 分"),
	likeEdge("85 分整"),
	likeEdge("85 分整", 31, "2.5").called("84.5 分是 C 级"),
	likeEdge("75 分整"),
	likeEdge("74.99 分", 31, "2.5").called("74.5 分是 D 级"),
	likeEdge("60 分整"),
	likeEdge("60 分整", 31, "2.5").called("59.5 分是 E 级，工作业绩 24.5 分"),
	likeEdge("思想素质 19 分", 17, "本科及以下").called("思想素质 19 分直接判 E，总分 85 本应 B 级"),
	likeEdge("业务工作 14 分"),
	likeEdge("工作业绩 24.5 分", 17, "本科及以下").called("工作业绩 24.5 分直接判 E，总分 83.5 本应 C 级"),
}

// likeEdge is one of Edges, by how it begins, but for one answer where given.
func likeEdge(begins string, answer ...any) Edge {
	at := slices.IndexFunc(Edges, func(e Edge) bool { return strings.HasPrefix(e.About, begins) })
	e := Edge{Edges[at].About, maps.Clone(Edges[at].Changes)}
	if len(answer) > 0 {
		e.Changes[answer[0].(int)] = answer[1].(string)
	}
	return e
}

func (e Edge) called(about string) Edge {
	e.About = about
	return e
}
