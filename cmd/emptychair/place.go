package main

import (
	"path/filepath"

	"github.com/adrg/xdg"
)

// location is where the database is, and what says so.
type location struct {
	path   string
	source string
}

// What can say where the database is.
const (
	fromOption      = "option"
	fromEnvironment = "environment"
	fromDefault     = "default"
)

// location returns where the database of this call is: --db, EMPTYCHAIR_DB, the usual place of the system.
func (a *app) location() location {
	if a.flags.db != "" {
		return location{a.absolute(a.flags.db), fromOption}
	}
	if path := a.getenv("EMPTYCHAIR_DB"); path != "" {
		return location{a.absolute(path), fromEnvironment}
	}
	return location{filepath.Join(a.dataHome(), "emptychair", "emptychair.db"), fromDefault}
}

// dataHome returns the folder in which programs keep the data of this user.
func (a *app) dataHome() string {
	if dir := a.getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
		return dir
	}
	return xdg.DataHome
}
