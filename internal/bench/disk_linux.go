package main

import (
	"fmt"
	"syscall"
)

// fileSystems are the kinds of file systems by their magic numbers (statfs(2)).
var fileSystems = map[int64]string{
	0x01021994: "tmpfs", 0xEF53: "ext4", 0x58465342: "xfs", 0x9123683E: "btrfs", 0x794C7630: "overlayfs",
	0x6969: "nfs", 0x2FC12FC1: "zfs", 0x65735546: "fuse",
}

// fileSystem is the kind of the file system of a folder.
func fileSystem(folder string) string {
	var s syscall.Statfs_t
	if err := syscall.Statfs(folder, &s); err != nil {
		return "an unknown file system"
	}
	if name, known := fileSystems[int64(s.Type)]; known {
		return name
	}
	return fmt.Sprintf("file system %#x", int64(s.Type))
}

// freeSpace is how many bytes a folder's file system still takes, -1 where that
// is not known.
func freeSpace(folder string) int64 {
	var s syscall.Statfs_t
	if err := syscall.Statfs(folder, &s); err != nil {
		return -1
	}
	return int64(s.Bavail) * s.Bsize
}
