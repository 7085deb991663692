// Package settings is the list of what is remembered of how people on this machine like the program, which the command and the screen
// of that name share: what each of them can be, and whether an option, a variable, what is remembered or what the program finds by
// itself decides ([Call.Value]).
package settings
