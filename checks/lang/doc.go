// Package lang says things in the user's language: messages with plurals, dates, numbers. The messages stand in
// messages/LANGUAGE/AREA.json, one file an area; every id is in every language, which a test holds. A [Printer] prints in
// one language, [Choose] picks it.
package lang
