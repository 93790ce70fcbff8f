package verify

import (
	"errors"
	"fmt"
	"strings"

	"credit/internal/correction"
	"credit/internal/graded"
	"credit/internal/practitioner"
	"credit/internal/seal"
	"credit/internal/stamp"
	"credit/internal/xlsx"
	"credit/internal/yearend"
)

// corrections are those that were carried out; scoring again without them would
// give the answers as they were before. They are nil where there were none, or
// where the list that is given cannot be carried out any more.
func (c *check) corrections(found *matched) (*yearend.Corrections, error) {
	was := c.Manifest.Corrections
	switch {
	case was == nil && c.Corrections == nil:
		return nil, nil
	case was == nil:
		return nil, errors.New("评分时没有执行更正，核验时也不用给 --corrections")
	case c.Corrections == nil:
		return nil, errors.New("评分时执行过更正，重新评分还要用 --corrections 给出当时的台账")
	}
	data, err := xlsx.ReadFile(c.CorrectionsPath)
	if err != nil {
		return nil, fmt.Errorf("不能按“%s”执行更正：%w", c.CorrectionsPath, err)
	}
	sum := seal.SHA256(data)
	list, err := c.Corrections(c.rubric)
	switch {
	case err != nil && sum == was.SHA256: // a password, or another version
		return nil, err
	case err != nil:
		c.uncorrected(found, sum, err)
		return nil, nil
	case list.SHA256 != was.SHA256:
		c.note("“%s”与执行更正时的不是同一份，此后有过改动；重新评分按现在的“%s”表", practitioner.MaskWithin(list.List.File), correction.SheetName)
	}
	return list, nil
}

// uncorrected says why the corrections cannot be carried out again: people are
// in submissions that are missing or were altered, or the list is another one.
func (c *check) uncorrected(found *matched, sum string, err error) {
	found.uncorrected = true
	reason := "台账现在不能执行"
	switch {
	case sum != c.Manifest.Corrections.SHA256:
		c.blame(Difference{Kind: InputChanged, File: c.CorrectionsPath,
			Detail: "不是执行更正时的那一份，现在不能执行：" + strings.ReplaceAll(err.Error(), "\n", "；")})
	case found.missing > 0:
		reason = "有填报没有找到或被改动过"
	default:
		c.blame(Difference{Kind: InputOther, File: c.CorrectionsPath,
			Detail: "评分时执行过，现在不能执行：" + strings.ReplaceAll(err.Error(), "\n", "；")})
	}
	c.note("%s，没有连同更正重新评分：有更正的评分工作簿没有逐人核对，汇总.xlsx、各评分工作簿的“%s”表和 %s 表的其余各项也没有",
		reason, graded.SourceSheet, stamp.SheetName)
}
