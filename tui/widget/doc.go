// Package widget holds what screens are made of: a canvas to draw on, lists, text fields, choices, forms and text to scroll through.
// It knows the words, the styles and the signs, by way of a [Look], and no screen.
package widget
