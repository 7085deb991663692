// Package boltfile looks at the pages of a bbolt file without trusting them.
//
// bbolt trusts its pages: a wrong page number makes it loop, grow without bound, or write over live pages. This package reads
// pages through the file rather than through a memory map and believes no number in them before it was compared with the
// file's length and the other pages, so it comes to an end whatever the file holds. It knows how bbolt lays pages out, and
// nothing of what is stored in them.
//
// [Open] looks at the two meta pages and at the length of the file. [File.Scan] reads elements of a bucket, past damage to
// single elements; damage to the pages that lead there is an error. [File.CheckForWrite] looks at everything that bbolt will
// follow when it writes. [Check] looks at every page and reports all that is wrong.
package boltfile
