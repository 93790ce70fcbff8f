package rules

import (
	"credit/internal/points"
	"credit/internal/rubric"
)

// The keys below are fixed: programs rely on them. Points are JSON numbers,
// rates texts such as "95%"; what a rubric does not say is left out.
type jsonRubric struct {
	ID        string        `json:"id"`
	Edition   string        `json:"edition"`
	SHA256    string        `json:"sha256"`
	Title     string        `json:"title"`
	Appendix  string        `json:"appendix"`
	Document  string        `json:"document"`
	Issuers   []string      `json:"issuers"`
	Issued    string        `json:"issued"`
	Effective string        `json:"effective"`
	Until     string        `json:"until,omitempty"`
	Points    points.Points `json:"points"`
	Clause    string        `json:"clause"`
	Notice    jsonText      `json:"notice"`
	Grades    jsonGrades    `json:"grading"`
	Direct    jsonDirect    `json:"direct"`
	Rights    *jsonRights   `json:"rights,omitempty"`
	Sections  []jsonSection `json:"sections"`
	Guards    jsonGuards    `json:"guards"`
	Counties  jsonCounties  `json:"counties"`
	Profiles  []jsonProfile `json:"profiles,omitempty"`
	Readings  []jsonReading `json:"readings"`
	Overlays  []jsonOverlay `json:"overlays,omitempty"`
}

type jsonText struct {
	Text   string `json:"text"`
	Clause string `json:"clause"`
}

type jsonReading struct {
	Number int    `json:"number"`
	Clause string `json:"clause,omitempty"`
	Text   string `json:"text"`
}

type jsonGrades struct {
	Clause  string       `json:"clause"`
	Reading *jsonReading `json:"reading,omitempty"`
	Grades  []jsonGrade  `json:"grades"`
}

type jsonGrade struct {
	Grade     string         `json:"grade"`
	Name      string         `json:"name"`
	AlsoNamed string         `json:"also_named"`
	From      *points.Points `json:"from,omitempty"`
	Below     *points.Points `json:"below,omitempty"`
	Clause    string         `json:"clause"`
}

type jsonDirect struct {
	Grade   string           `json:"grade"`
	Clause  string           `json:"clause"`
	Reading *jsonReading     `json:"reading,omitempty"`
	Rules   []jsonDirectRule `json:"rules"`
}

type jsonDirectRule struct {
	Section string        `json:"section"`
	Below   points.Points `json:"below"`
	Clause  string        `json:"clause"`
	Reading *jsonReading  `json:"reading,omitempty"`
}

type jsonTerm struct {
	Grades        []string `json:"grades,omitempty"`
	WorkingDays   int      `json:"working_days,omitempty"`
	Months        int      `json:"months,omitempty"`
	ExtensionDays int      `json:"extension_days,omitempty"`
	Clause        string   `json:"clause"`
}

type jsonRights struct {
	Told       jsonTerm `json:"told"`
	Correction jsonTerm `json:"correction"`
	Repair     jsonTerm `json:"repair"`
	Report     jsonTerm `json:"report"`
}

type jsonSection struct {
	Name    string        `json:"name"`
	Points  points.Points `json:"points"`
	Clause  string        `json:"clause"`
	Reading *jsonReading  `json:"reading,omitempty"`
	Groups  []jsonGroup   `json:"groups"`
}

type jsonGroup struct {
	Name       string          `json:"name"`
	Points     points.Points   `json:"points"`
	Clause     string          `json:"clause"`
	Reading    *jsonReading    `json:"reading,omitempty"`
	Indicators []jsonIndicator `json:"indicators"`
}

type jsonIndicator struct {
	Number        int                 `json:"number"`
	Name          string              `json:"name"`
	Section       string              `json:"section"`
	Group         string              `json:"group"`
	Statement     string              `json:"statement"`
	Clause        string              `json:"clause"`
	Reading       *jsonReading        `json:"reading,omitempty"`
	Kind          rubric.Kind         `json:"kind"`
	Points        points.Points       `json:"points"`
	FormsClause   string              `json:"forms_clause,omitempty"`
	Answers       []jsonAnswer        `json:"answers,omitempty"`
	Several       bool                `json:"several,omitempty"`
	Bands         []jsonBand          `json:"bands,omitempty"`
	Range         *jsonRange          `json:"range,omitempty"`
	Lasting       bool                `json:"lasting,omitempty"`
	NotApplicable []jsonNotApplicable `json:"not_applicable,omitempty"`
	Overlays      []jsonChange        `json:"overlays,omitempty"`
}

type jsonAnswer struct {
	Answer string        `json:"answer"`
	Also   []string      `json:"also,omitempty"`
	Points points.Points `json:"points"`
}

type jsonBand struct {
	From   string        `json:"from,omitempty"`
	Below  string        `json:"below,omitempty"`
	Points points.Points `json:"points"`
}

type jsonRange struct {
	Min      points.Points `json:"min"`
	Max      points.Points `json:"max"`
	Decimals int           `json:"decimals"`
}

type jsonNotApplicable struct {
	Posts   []string     `json:"posts,omitempty"`
	Schools []string     `json:"schools,omitempty"`
	Earns   rubric.Earns `json:"earns"`
	Clause  string       `json:"clause"`
}

type jsonChange struct {
	Indicator     int                 `json:"indicator,omitempty"`
	County        string              `json:"county,omitempty"`
	Document      string              `json:"document,omitempty"`
	Clause        string              `json:"clause,omitempty"`
	Text          string              `json:"text,omitempty"`
	NotApplicable []jsonNotApplicable `json:"not_applicable,omitempty"`
}

type jsonGuards struct {
	Polarity jsonPolarity `json:"polarity"`
	Uniform  jsonUniform  `json:"uniform"`
	Honours  jsonHonours  `json:"honours"`
	Conduct  jsonConduct  `json:"conduct"`
}

type jsonPolarity struct {
	Indicators []int        `json:"indicators"`
	Answer     string       `json:"answer"`
	AtLeast    int          `json:"at_least"`
	Over       string       `json:"over"`
	Clause     string       `json:"clause"`
	Reading    *jsonReading `json:"reading,omitempty"`
}

type jsonUniform struct {
	AtLeast int    `json:"at_least"`
	Clause  string `json:"clause"`
}

type jsonHonours struct {
	Indicators []int        `json:"indicators"`
	Clause     string       `json:"clause"`
	Reading    *jsonReading `json:"reading,omitempty"`
}

type jsonConduct struct {
	Group      string       `json:"group"`
	Assessment string       `json:"assessment"`
	Clause     string       `json:"clause"`
	Reading    *jsonReading `json:"reading,omitempty"`
}

type jsonCounties struct {
	Clause   string       `json:"clause,omitempty"`
	Prefixes []string     `json:"prefixes,omitempty"`
	Unknown  string       `json:"unknown"`
	Names    []jsonCounty `json:"names"`
}

type jsonCounty struct {
	Name string   `json:"name"`
	Code string   `json:"code,omitempty"`
	Also []string `json:"also,omitempty"`
}

type jsonProfile struct {
	Name    string            `json:"name"`
	Clause  string            `json:"clause"`
	County  string            `json:"county,omitempty"`
	Post    string            `json:"post,omitempty"`
	School  string            `json:"school,omitempty"`
	Without []int             `json:"without,omitempty"`
	Answers map[string]string `json:"answers,omitempty"`
}

type jsonOverlay struct {
	ID        string       `json:"id"`
	Edition   string       `json:"edition"`
	SHA256    string       `json:"sha256"`
	Title     string       `json:"title"`
	County    string       `json:"county"`
	Document  string       `json:"document"`
	Issuers   []string     `json:"issuers,omitempty"`
	Issued    string       `json:"issued,omitempty"`
	Effective string       `json:"effective"`
	Until     string       `json:"until,omitempty"`
	Changes   []jsonChange `json:"changes"`
}
