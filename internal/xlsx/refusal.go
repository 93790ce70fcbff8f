package xlsx

import (
	"fmt"

	"credit/internal/finding"
)

// Refusal says why a file is not read. Its reason is in plain Chinese, names
// the part, sheet and row where they are known, and never holds a cell's
// text, which may be personal.
type Refusal struct {
	Code finding.Code
	// Reason ends without a period.
	Reason string
	// Hint says how to save or send the file rightly.
	Hint string
}

// Error is the reason.
func (r *Refusal) Error() string { return r.Reason }

const (
	hintDamaged = "请用 WPS 或 Excel 打开原文件核对，另存为“Excel 工作簿 (*.xlsx)”后再交；打不开的，请重新发送或从备份取回"
	hintSaveAs  = "请用 WPS 或 Excel 打开，另存为“Excel 工作簿 (*.xlsx)”后再交"
	hintText    = "请用 WPS 或 Excel 打开，核对身份证件号码没有变成科学计数，另存为“Excel 工作簿 (*.xlsx)”后再交"
	hintWrong   = "请交填报工作簿本身（*.xlsx）"
	hintArchive = "请先解压，把里面的填报工作簿（*.xlsx）单独交来"
	hintLarge   = "请删去与填报无关的工作表、图片和大片空行后另存，或按学校拆成几个工作簿再交"
	hintLocked  = "请在 WPS 或 Excel 中用密码打开，去掉打开密码后另存再交，或者提供正确的密码"
)

// damaged refuses a file that is not what a workbook must be.
func damaged(format string, args ...any) *Refusal {
	return refuse(finding.UnreadableWorkbook, hintDamaged, format, args...)
}

// tooLarge refuses what lies past a safety limit.
func tooLarge(format string, args ...any) *Refusal {
	return refuse(finding.UnreadableWorkbook, hintLarge, format, args...)
}

// wrongFile refuses what is no workbook at all.
func wrongFile(hint, format string, args ...any) *Refusal {
	return refuse(finding.UnreadableWorkbook, hint, format, args...)
}

// legacy refuses a table of another format, which only needs saving anew.
func legacy(hint, format string, args ...any) *Refusal {
	return refuse(finding.LegacyXLS, hint, format, args...)
}

// locked refuses an encrypted workbook.
func locked(format string, args ...any) *Refusal {
	return refuse(finding.EncryptedWorkbook, hintLocked, format, args...)
}

func refuse(code finding.Code, hint, format string, args ...any) *Refusal {
	return &Refusal{Code: code, Reason: fmt.Sprintf(format, args...), Hint: hint}
}
