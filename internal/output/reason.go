package output

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// Reason is why a file could not be used, in Chinese.
func Reason(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "找不到"
	case errors.Is(err, fs.ErrPermission):
		return "没有权限"
	case errors.Is(err, fs.ErrExist):
		return "已经存在"
	case errors.Is(err, syscall.ENOSPC):
		return "磁盘已满"
	case errors.Is(err, syscall.EFBIG):
		return "超过了系统允许的文件大小"
	case errors.Is(err, syscall.EPIPE):
		return "接收的程序已经退出"
	case errors.Is(err, syscall.EROFS):
		return "磁盘是只读的"
	case errors.Is(err, syscall.ENOTDIR):
		return "路径中有一段不是文件夹"
	case errors.Is(err, syscall.EISDIR):
		return "是文件夹，不是文件"
	case errors.Is(err, syscall.ENAMETOOLONG):
		return "名称太长"
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err.Error()
	}
	var link *os.LinkError
	if errors.As(err, &link) {
		return link.Err.Error()
	}
	return err.Error()
}
