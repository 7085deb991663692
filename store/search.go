package store

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"slices"
)

// searchChunk is how many bytes of a file are in memory while it is searched.
const searchChunk = 1 << 18

// BackupsWith returns which of the backups, and of the damaged files whose place another one took, hold any of these ids anywhere
// in their bytes, or anything of a team, "" for none, the newest first. Of what was deleted before a copy was made nothing is found
// in it. In a copy that is damaged a team is found by its name alone, which may be the end of another one's.
func (s *Store) BackupsWith(keys []string, team string) (found []Backup, err error) {
	list, err := s.kept()
	if err != nil {
		return nil, s.translate(err)
	}
	n := newNeedles(keys)
	for _, b := range list {
		has, err := n.inFile(b.Path)
		if err == nil && !has && team != "" {
			has, err = s.holdsTeam(b.Path, team)
		}
		if err != nil {
			return nil, s.translate(err)
		}
		if has {
			found = append(found, b)
		}
	}
	return found, nil
}

// holdsTeam tells whether there is anything of a team in a copy of the file.
func (s *Store) holdsTeam(path, team string) (bool, error) {
	c, err := New(path, s.check, WithTimeout(s.timeout)).Contents()
	if err != nil {
		return newNeedles([]string{string(teamKey(team))}).inFile(path)
	}
	return slices.Contains(c.Teams, team), nil
}

// needles are the ids that are searched for, as they stand in a file: plainly, or turned over where something is sorted by them.
// They are told by their ends, in which ids differ most.
type needles struct {
	ends    map[uint64][][]byte
	filter  [1 << 10]uint64 // bits, for most of what is no end
	mask    uint64
	longest int
}

// endSize is how many bytes an end has at most.
const endSize = 8

func newNeedles(ids []string) *needles {
	n, size := &needles{ends: map[uint64][][]byte{}}, endSize
	var all [][]byte
	for _, id := range ids {
		if id != "" {
			all = append(all, []byte(id), []byte(turned(id)))
			size, n.longest = min(size, len(id)), max(n.longest, len(id))
		}
	}
	n.mask = 1<<(8*size-1)<<1 - 1
	for _, needle := range all {
		var end uint64
		for _, c := range needle {
			end = end<<8 | uint64(c)
		}
		end &= n.mask
		n.ends[end] = append(n.ends[end], needle)
		word, bit := filterPlace(end)
		n.filter[word] |= bit
	}
	return n
}

// filterPlace returns where an end stands in the filter.
func filterPlace(end uint64) (word int, bit uint64) {
	h := end * 0x9E3779B97F4A7C15 >> 48
	return int(h >> 6), 1 << (h & 63)
}

func (n *needles) inFile(path string) (bool, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil // removed meanwhile
	}
	if err != nil {
		return false, err
	}
	defer func() { _ = f.Close() }()
	return n.in(f)
}

// in tells whether any of the needles is in what is read. What may be the beginning of one at the end of a chunk is looked at once
// more with the next.
func (n *needles) in(r io.Reader) (bool, error) {
	b, kept := make([]byte, max(searchChunk, 2*n.longest)), 0
	for {
		more, err := r.Read(b[kept:])
		if n.among(b[:kept+more]) {
			return true, nil
		}
		if errors.Is(err, io.EOF) {
			return false, nil
		}
		if err != nil {
			return false, err
		}
		tail := min(kept+more, max(n.longest-1, 0))
		copy(b, b[kept+more-tail:kept+more])
		kept = tail
	}
}

func (n *needles) among(b []byte) bool {
	var end uint64
	for i, c := range b {
		end = end<<8 | uint64(c)
		word, bit := filterPlace(end & n.mask)
		if n.filter[word]&bit == 0 {
			continue
		}
		for _, needle := range n.ends[end&n.mask] {
			if bytes.HasSuffix(b[:i+1], needle) {
				return true
			}
		}
	}
	return false
}
