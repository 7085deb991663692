package store_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"testing"
)

// A damaged file gives right answers or none, an examination finds whatever keeps it from that, and a repair brings back every
// record of which the bytes are there, and nothing that was never there.

func TestFlippedBitIsFoundAndRepaired(t *testing.T) {
	t.Parallel()
	c := fill(t)
	random := rand.New(rand.NewPCG(5, 6))
	for n := range 500 {
		b := bytes.Clone(c.file)
		bit := random.IntN(8 * len(b))
		b[bit/8] ^= 1 << (bit % 8)
		c.try(t, fmt.Sprintf("flip %d: bit %d of byte %d of page %d", n, bit%8, bit/8%c.size, bit/8/c.size), b, nil)
	}
}

// Where a bit makes the most of a difference: in the heads of pages and in what leads from one to others.
func TestFlippedBitInTheStructureIsFoundAndRepaired(t *testing.T) {
	t.Parallel()
	c := fill(t)
	random := rand.New(rand.NewPCG(7, 8))
	for n := range 80 {
		b := bytes.Clone(c.file)
		page := random.IntN(len(b) / c.size)
		bit := 8*page*c.size + random.IntN(8*80)
		b[bit/8] ^= 1 << (bit % 8)
		c.try(t, fmt.Sprintf("flip %d: bit %d of byte %d of page %d", n, bit%8, bit/8%c.size, page), b, nil)
	}
}

func TestZeroedPageIsFoundAndRepaired(t *testing.T) {
	t.Parallel()
	c := fill(t)
	for page := range len(c.file) / c.size {
		b := bytes.Clone(c.file)
		clear(b[page*c.size : (page+1)*c.size])
		c.try(t, fmt.Sprintf("page %d (%s) zeroed", page, c.pages[page]), b, nil)
	}
}

// Several pages at once, often one of the two with which every read begins: what was deleted stays so.
func TestZeroedPagesAreFoundAndRepaired(t *testing.T) {
	t.Parallel()
	c := fill(t)
	c.headless = true // where neither the tree nor the list of free pages is left, free pages are all there is
	random := rand.New(rand.NewPCG(11, 12))
	for n := range 100 {
		b := bytes.Clone(c.file)
		var pages []int
		for range 1 + n%3 {
			pages = append(pages, 2+random.IntN(len(c.pages)-2))
		}
		if n%2 == 0 {
			pages = append(pages, n/2%2)
		}
		for _, page := range pages {
			clear(b[page*c.size : (page+1)*c.size])
		}
		c.try(t, fmt.Sprintf("pages %v zeroed", pages), b, nil)
	}
}

func TestTruncatedFileIsFoundAndRepaired(t *testing.T) {
	t.Parallel()
	c := fill(t)
	for page := range len(c.file) / c.size {
		c.try(t, fmt.Sprintf("truncated to %d pages", page), c.file[:page*c.size], nil)
		if page%8 == 0 {
			c.try(t, fmt.Sprintf("truncated within page %d", page), c.file[:page*c.size+c.size/3], nil)
		}
	}
}

// Two leaves that have changed places are both found again.
func TestSwappedPagesAreFoundAndRepaired(t *testing.T) {
	t.Parallel()
	c := fill(t)
	random := rand.New(rand.NewPCG(9, 10))
	for range 40 {
		i, j := random.IntN(len(c.pages)), random.IntN(len(c.pages))
		b := bytes.Clone(c.file)
		copy(b[i*c.size:], c.file[j*c.size:(j+1)*c.size])
		copy(b[j*c.size:], c.file[i*c.size:(i+1)*c.size])
		c.try(t, fmt.Sprintf("pages %d (%s) and %d (%s) swapped", i, c.pages[i], j, c.pages[j]), b, func(bucket, key string) bool {
			return c.isHead(i) && c.isHead(j) && c.fits(bucket, key)
		})
	}
}

// isHead tells whether a page begins something, and nothing else belongs to it.
func (c *filled) isHead(page int) bool {
	return page >= 2 && c.pages[page] != "" && int(binary.NativeEndian.Uint64(c.file[page*c.size:])) == page && (page+1 == len(c.pages) || c.pages[page+1] != "")
}

// fits tells whether a record stands on one page alone.
func (c *filled) fits(bucket, key string) bool {
	place, found := c.places[bucket+"/"+key]
	for _, r := range place {
		found = found && r[0]/c.size == place[0][0]/c.size && (r[1]-1)/c.size == place[0][0]/c.size
	}
	return found
}

// A page that was not written is what it was before, and whole in itself. Where no other page says otherwise nobody notices: then
// what is read and rescued was so before.
func TestStalePageIsFoundAndRepaired(t *testing.T) {
	t.Parallel()
	c := fill(t)
	c.stale = true
	tried := 0
	for n, p := range stalePages(t) {
		if c.pages[p.page] == "free" || n%3 != 0 {
			continue // enough are left
		}
		tried++
		b := bytes.Clone(c.file)
		copy(b[p.page*c.size:], p.was)
		c.try(t, fmt.Sprintf("page %d (%s) is what it was after change %d", p.page, c.pages[p.page], p.change), b, nil)
	}
	if tried < 10 || c.outdated > 2*tried {
		t.Errorf("%d answers that were right before, from %d files", c.outdated, tried)
	}
}

func TestDestroyedMetaPagesLoseNothing(t *testing.T) {
	t.Parallel()
	c := fill(t)
	for name, pages := range map[string][]int{"the first": {0}, "the second": {1}, "both": {0, 1}} {
		b := bytes.Clone(c.file)
		for _, page := range pages {
			for i := range c.size {
				b[page*c.size+i] = byte(7 * i)
			}
		}
		c.try(t, name+" destroyed", b, nil)
	}
}
