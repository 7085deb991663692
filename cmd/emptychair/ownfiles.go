package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// ownFiles are the places that belong to a database, where no document is put.
type ownFiles struct {
	file   string
	folder string   // of its backups, whether or not it is there yet, with all that is in it
	listed []string // other files that the store knows of
}

// aside is what the names of files that the store keeps beside its own begin with, behind the name of that.
const aside = ".damaged-"

// ownFilesOf are the places of a database.
func ownFilesOf(s database) (ownFiles, error) {
	own := ownFiles{file: s.Path(), folder: s.BackupFolder()}
	backups, err := s.Backups()
	for _, b := range backups {
		own.listed = append(own.listed, b.Path)
	}
	return own, err
}

// holds tells whether a path is one of these places, by whatever name.
func (own ownFiles) holds(path string) bool {
	path = filepath.Clean(path)
	isPath := func(mine string) bool { return samePlace(path, mine) }
	return isPath(own.file) || slices.ContainsFunc(own.listed, isPath) || own.isBeside(path) || within(path, own.folder)
}

// isBeside tells whether a path is one of those that the store gives to what it keeps beside the file.
func (own ownFiles) isBeside(path string) bool {
	name, file := strings.ToLower(filepath.Base(path)), strings.ToLower(filepath.Base(own.file))
	return strings.HasPrefix(name, file+aside) && samePlace(filepath.Dir(path), filepath.Dir(own.file))
}

// within tells whether a path is a folder or lies anywhere in it.
func within(path, folder string) bool {
	if samePlace(path, folder) {
		return true
	}
	parent := filepath.Dir(path)
	return parent != path && within(parent, folder)
}

// samePlace tells whether two paths lead to the same file or folder, or would if there were one.
func samePlace(a, b string) bool {
	if filepath.Clean(a) == filepath.Clean(b) {
		return true
	}
	one, err := os.Stat(a)
	if err != nil {
		return false
	}
	other, err := os.Stat(b)
	return err == nil && os.SameFile(one, other)
}
