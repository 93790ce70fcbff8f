// Package finding is what can be wrong or odd in a submission: codes, their
// severity, the place, the words of the catalogue, and the order findings
// are reported in. A finding is about a school's file and is a value, never
// a Go error.
package finding

// Code names one kind of finding; codes are stable across versions.
type Code string

// The codes of the contract.
const (
	UnreadableWorkbook      Code = "unreadable-workbook"
	LegacyXLS               Code = "legacy-xls"
	EncryptedWorkbook       Code = "encrypted-workbook"
	NoDataSheet             Code = "no-data-sheet"
	MissingColumn           Code = "missing-column"
	DuplicateColumn         Code = "duplicate-column"
	ColumnMismatch          Code = "column-mismatch"
	UnknownColumn           Code = "unknown-column"
	HiddenData              Code = "hidden-data"
	TotalsRow               Code = "totals-row"
	NoteRow                 Code = "note-row"
	OwnOutput               Code = "own-output"
	MissingIdentity         Code = "missing-identity"
	BadID                   Code = "bad-id"
	IDPrecisionLost         Code = "id-precision-lost"
	DuplicatePractitioner   Code = "duplicate-practitioner"
	UnknownCounty           Code = "unknown-county"
	MissingAnswer           Code = "missing-answer"
	UnknownAnswer           Code = "unknown-answer"
	NotApplicable           Code = "not-applicable"
	OutOfRange              Code = "out-of-range"
	AmbiguousRate           Code = "ambiguous-rate"
	TooPrecise              Code = "too-precise"
	FractionRate            Code = "fraction-rate"
	SeveralAwards           Code = "several-awards"
	CellError               Code = "cell-error"
	FormulaWithoutValue     Code = "formula-without-value"
	AwardWithoutRecord      Code = "award-without-record"
	RecordContradictsAnswer Code = "record-contradicts-answer"
	PolarityDoubt           Code = "polarity-doubt"
	UniformAnswers          Code = "uniform-answers"
	RubricMismatch          Code = "rubric-mismatch"
	YearMismatch            Code = "year-mismatch"
)

// The program's own warnings, beside the contract's.
const (
	// NoPractitioner: a data sheet whose header stands but that lists nobody.
	NoPractitioner Code = "no-practitioner"
	// UnmatchedRecord: a row of 信用信息 that belongs to nobody in the workbook.
	UnmatchedRecord Code = "unmatched-record"
	// TinyRate: a rate of at most 1%, which often is one that was typed
	// without its percent sign into a cell that adds one.
	TinyRate Code = "tiny-rate"
	// OtherDocument: a 证件类型 that is not known, so that the number could
	// not be checked.
	OtherDocument Code = "other-document"
	// SameFile: a file that holds the very bytes of another.
	SameFile Code = "same-file"
	// BadRecord: a row of 信用信息 that cannot be read as it should, or a sheet
	// of such rows that is not read at all.
	BadRecord Code = "bad-record"
	// NotText: a date or a picture where a text about a person belongs.
	NotText Code = "not-text"
	// LostDropdown: answers of a template pasted over its dropdowns, which let
	// anything through.
	LostDropdown Code = "lost-dropdown"
	// NotReviewed: the departments have not both passed the submission
	// (articles 6 and 11), which `score --reviewed` asks for.
	NotReviewed Code = "not-reviewed"
)

// Severity says whether a finding keeps a practitioner from being graded.
type Severity string

// The severities: an error holds the practitioner or the file back, a
// warning does not.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
)
