package suppress

// Least is the smallest group that is published where a grid names none.
const Least = 5

// Grid is the usual table of counts: lines of leaves, of which the first
// Parts sum to the line's subtotal and these with the rest to its total, and
// a last line with the sums of all lines.
type Grid struct {
	// Rows are the leaves, line by line; what a short line lacks is 0.
	Rows  [][]int64
	Parts int
	// Least is the smallest group that is published; 0 takes Least.
	Least int64
}

// Line tells which figures of a line of a grid are left out.
type Line struct {
	Leaves          []bool
	Subtotal, Total bool
}

// Costs of totals in terms of a leaf like them: those of a line, and those of
// the line of sums, where the two multiply for the grand totals. A circuit
// takes a handful of cells, so steps of 8 have it go through leaves wherever
// it can.
const (
	rowCost    = 8
	columnCost = 8 * rowCost
)

// Protect tells which figures to leave out: all from 1 to below Least, be
// they leaves, subtotals or totals, and what else it takes that each of these
// could be larger by Least. There is one answer for every line, and last the
// one for the line of sums.
func (g Grid) Protect() []Line {
	hidden := Protect(g.Cells(), g.least())
	columns := g.columns()
	lines := make([]Line, 0, len(g.Rows)+1)
	for len(hidden) > 0 {
		lines = append(lines, Line{hidden[:columns:columns], hidden[columns], hidden[columns+1]})
		hidden = hidden[columns+2:]
	}
	return lines
}

// Cells are the figures as a network, line by line and the line of sums last;
// in each line the leaves, the subtotal and the total.
func (g Grid) Cells() []Cell {
	columns := g.columns()
	sums := make([]int64, columns)
	cells := make([]Cell, 0, (len(g.Rows)+1)*(columns+2))
	accounts := grandAccounts(columns)
	for i, row := range g.Rows {
		leaves := make([]int64, columns)
		copy(leaves, row)
		for j, value := range leaves {
			sums[j] += value
		}
		cells = append(cells, g.line(leaves, rowAccounts(columns, i))...)
	}
	for _, c := range g.line(sums, accounts) {
		// The sums close the circuits: they run the other way, from the root
		// by way of the totals to the columns.
		c.From, c.To = c.To, c.From
		c.Cost *= columnCost
		cells = append(cells, c)
	}
	return cells
}

func (g Grid) least() int64 {
	if g.Least == 0 {
		return Least
	}
	return g.Least
}

func (g Grid) columns() int {
	columns := 0
	for _, row := range g.Rows {
		columns = max(columns, len(row))
	}
	return columns
}

// accounts are those of a line: where its subtotal and its total are drawn
// up. Accounts below the number of columns are the columns.
type accounts struct{ subtotal, total int }

// root is where the totals of lines meet that of the table.
const root = -1

func grandAccounts(columns int) accounts { return accounts{columns, columns + 1} }

func rowAccounts(columns, row int) accounts {
	return accounts{columns + 2*(row+1), columns + 2*(row+1) + 1}
}

// line is a line as cells: leaves run from columns to the subtotal or
// straight to the total, the subtotal to the total, the total to the root.
func (g Grid) line(leaves []int64, own accounts) []Cell {
	var cells []Cell
	var subtotal, total int64
	for j, value := range leaves {
		to := own.total
		if j < g.Parts {
			to = own.subtotal
			subtotal += value
		}
		total += value
		cells = append(cells, g.cell(j, to, value, 1))
	}
	return append(cells,
		g.cell(own.subtotal, own.total, subtotal, rowCost),
		g.cell(own.total, root, total, rowCost))
}

func (g Grid) cell(from, to int, value, times int64) Cell {
	c := Cell{From: from, To: to, Value: value, Secret: 0 < value && value < g.least()}
	c.Cost = times * c.cost()
	return c
}
