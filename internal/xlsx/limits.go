package xlsx

// Limits bound what a file may make the reader hold or do. They are checked
// before anything is allocated, and again against what really comes out: a
// declared size is never believed.
type Limits struct {
	// File is the size of the file in bytes.
	File int64
	// Entries is the number of entries of the zip archive.
	Entries int
	// Inflated is the declared size of all entries together.
	Inflated int64
	// Worksheet is the inflated size of one worksheet part.
	Worksheet int64
	// SharedStrings is the inflated size of the shared strings part.
	SharedStrings int64
	// Part is the inflated size of any other part that is read.
	Part int64
	// Ratio is the highest ratio of inflated to deflated size of an entry
	// whose declared size is above RatioFrom bytes.
	Ratio, RatioFrom int64
	// Strings is the number of shared strings.
	Strings int
	// Sheets is the number of sheets of a workbook.
	Sheets int
	// Rows and Columns are the last row and column that may be named.
	Rows, Columns int
	// CellText is the length of a cell's text in UTF-16 units.
	CellText int
	// RowText is the size in bytes of the texts that stand in one row.
	RowText int
	// Merges is the number of merged ranges of a worksheet.
	Merges int
	// Token is the size in bytes of one tag, text or comment.
	Token int64
	// Depth is how deep elements may be nested, Attributes how many
	// attributes one of them may have.
	Depth, Attributes int
}

// DefaultLimits are far above what a submission needs and what Excel itself
// can save, and far below what would harm the machine.
func DefaultLimits() Limits {
	return Limits{
		File:          1 << 30,
		Entries:       10_000,
		Inflated:      16 << 30,
		Worksheet:     4 << 30,
		SharedStrings: 512 << 20,
		Part:          64 << 20,
		Ratio:         200,
		RatioFrom:     16 << 20,
		Strings:       8 << 20,
		Sheets:        255,
		Rows:          1_048_576,
		Columns:       16_384,
		CellText:      32_767,
		RowText:       16 << 20,
		Merges:        1_048_576,
		Token:         1 << 20,
		Depth:         64,
		Attributes:    256,
	}
}

// mebibytes names a limit in a reason.
func mebibytes(n int64) int64 { return (n + 1<<20 - 1) >> 20 }
