//go:build !linux

package main

// fileSystem is not known here.
func fileSystem(string) string { return "an unknown file system" }

// freeSpace is not known here.
func freeSpace(string) int64 { return -1 }
