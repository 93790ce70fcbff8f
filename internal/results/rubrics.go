package results

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"sync"

	"credit/internal/graded"
	"credit/internal/rubric"
	"credit/internal/stamp"
)

// rubrics finds the rubric that a workbook was graded by: the text that its
// stamp carries, else one that is known.
type rubrics struct {
	mu    sync.Mutex
	bySum map[string]*rubric.Rubric
	// known are those that the program or the user brought.
	known []*rubric.Rubric
}

func newRubrics(known []*rubric.Rubric) *rubrics {
	r := &rubrics{bySum: map[string]*rubric.Rubric{}, known: known}
	for _, one := range known {
		r.bySum[one.SHA256] = one
	}
	return r
}

// of is the rubric of a stamp; an error is a *graded.Fault.
func (r *rubrics) of(mark stamp.Stamp) (*rubric.Rubric, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if one := r.bySum[mark.SHA256]; one != nil {
		return one, nil
	}
	if mark.Rules != "" {
		one, err := carried(mark)
		if err == nil {
			r.bySum[mark.SHA256] = one
		}
		return one, err
	}
	for _, one := range r.known {
		if one.ID == mark.Rubric && one.Edition == mark.Edition {
			return one, nil
		}
	}
	return nil, &graded.Fault{Text: fmt.Sprintf("按评分标准 %s（版本 %s）评分，里面没有存下这份评分标准；请用 --rubric 给出当时的文件", mark.Rubric, mark.Edition)}
}

// carried is the rubric whose text the stamp carries, if it is what the stamp
// says it is.
func carried(mark stamp.Stamp) (*rubric.Rubric, error) {
	text, err := stamp.Unpack(mark.Rules)
	if sum := sha256.Sum256(text); err != nil || hex.EncodeToString(sum[:]) != mark.SHA256 {
		return nil, &graded.Fault{Sheet: stamp.SheetName, Text: "存下的评分标准被改动或不完整；请用 --rubric 给出当时的文件"}
	}
	one, err := rubric.Restore("评分工作簿里存下的评分标准", text)
	if err != nil {
		return nil, &graded.Fault{Sheet: stamp.SheetName, Text: "存下的评分标准不能用：" + err.Error()}
	}
	return one, nil
}

// withVersion adds who wrote the workbook, where that may be why its layout is
// not understood.
func withVersion(err error, mark stamp.Stamp) error {
	fault := (*graded.Fault)(nil)
	if !errors.As(err, &fault) || mark.Version == "" {
		return err
	}
	with := *fault
	with.Text += "（由 credit " + mark.Version + " 写出）"
	return &with
}
