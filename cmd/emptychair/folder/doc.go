// Package folder brings what this machine keeps and the documents in a folder to the same. What is done with versions is in package
// replica; this package finds the documents, tells them from what else an engine leaves in a folder, and writes that of this machine.
//
// A document is named emptychair-MACHINE.json, with .age behind it where it is encrypted. It is written under another name, which begins
// with a dot, until it is on the disk. What is named as a document and something more is a copy that an engine made: it is read like any
// other, and the machine whose it is removes it. Links, folders and other files are passed over. A document with the size and the time
// that it had when it was read is not read again, unless that was so short after it was written that both may stay as they are.
package folder
