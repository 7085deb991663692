// Package content holds the texts of the check that the program ships, in English and German. Neither language is a
// translation of the other. Ids are stable; a text may be polished, but a change of meaning raises the item's revision, which
// is kept with each rating (content.go).
package content
