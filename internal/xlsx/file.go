package xlsx

import (
	"fmt"
	"io"
	"os"

	"credit/internal/finding"
	"credit/internal/output"
)

// largestFile is how many bytes a workbook may have.
const largestFile = 256 << 20

// ReadFile reads a file once: the bytes that are hashed are the bytes that
// are parsed. Every error is an *Refusal.
func ReadFile(path string) ([]byte, error) {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() { // to open a pipe is to wait for it
		return nil, &Refusal{Code: finding.UnreadableWorkbook, Reason: "不是普通文件"}
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, &Refusal{Code: finding.UnreadableWorkbook, Reason: "打不开文件（" + output.Reason(err) + "）"}
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return nil, &Refusal{Code: finding.UnreadableWorkbook, Reason: "不是普通文件"}
	}
	if info.Size() > largestFile {
		return nil, &Refusal{Code: finding.UnreadableWorkbook, Reason: "文件超过 256 MB"}
	}
	data := make([]byte, info.Size())
	if n, err := io.ReadFull(file, data); err != nil {
		return nil, &Refusal{Code: finding.UnreadableWorkbook, Reason: fmt.Sprintf("文件读到第 %d 字节中断（%s）", n, output.Reason(err))}
	}
	return data, nil
}
