//go:build race

package report

// raced tells that the race detector watches the tests.
const raced = true
