// Package chart draws tallies as dots on the scale: figures in, cells out. Every answer is a dot as long as there is room,
// then a number; no bar, no mean.
package chart
