// Package theme holds what the program looks like: styles by role for dark and light terminals, and the signs it draws.
// Screens take styles and signs from here and make none of their own.
package theme
