package main

import (
	"bytes"
	"encoding/hex"
	"hash/maphash"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// traced makes a call one that strace looks at, with these options. Where it cannot the test is left out, or fails where trials are long.
func traced(t testing.TB, cmd *exec.Cmd, options ...string) *exec.Cmd {
	t.Helper()
	if testing.Short() {
		t.Skip("it looks at every call of a program")
	}
	if err := canTrace(); err != nil {
		say := t.Skip
		if *long {
			say = t.Fatal
		}
		say("strace cannot be used, which shows what a program does to its files:", err)
	}
	cmd.Args = append(append([]string{"strace", "-f", "--seccomp-bpf", "-e", "signal=none"}, options...), cmd.Args...)
	cmd.Path, cmd.Err = exec.LookPath("strace")
	return cmd
}

var canTrace = sync.OnceValue(func() error { return exec.Command("strace", "-o", os.DevNull, "true").Run() })

// operation is what a program did to its files, or wrote on the screen.
type operation struct {
	kind operationKind
	file int    // its number; a folder is no file, and has 0
	path string // of the folder that was synced, of the name that a file got or lost
	from string // name that it lost thereby
	at   int64  // where bytes were written, or how long a file is then
	data []byte
}

type operationKind int

const (
	opShow operationKind = iota
	opWrite
	opResize
	opSync
	opName
	opUnname
)

// recording is what strace saw of a program's operations on files below a folder, in the order in which they ended.
type recording struct {
	root string
	list []operation
	// What is known so far: the files that there are, by their names, and what the program has open.
	names map[string]int
	open  map[string]opened
	files int
}

type opened struct {
	file int
	path string
	next int64 // where a write goes that says no place
}

// recorded are the system calls that a [recording] is made from.
const recorded = "trace=openat,write,pwrite64,fsync,fdatasync,ftruncate,rename,renameat,renameat2,linkat,unlinkat,mkdirat"

var (
	callLine   = regexp.MustCompile(`^\d+ +(\w+)\((.*)\) += (\d+)$`)
	cutLine    = regexp.MustCompile(`^(\d+) +(\w+\(.*) <unfinished \.\.\.>$`)
	resumeLine = regexp.MustCompile(`^(\d+) +<\.\.\. \w+ resumed>(.*)$`)
	hexText    = regexp.MustCompile(`"((?:\\x[0-9a-f]{2})*)"`)
)

// readRecording reads what strace wrote of one program.
func readRecording(t testing.TB, file, root string) recording {
	t.Helper()
	text, err := os.ReadFile(file)
	must(t, err)
	r := recording{root: root, names: map[string]int{}, open: map[string]opened{}}
	begun := map[string]string{}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if m := cutLine.FindStringSubmatch(line); m != nil {
			begun[m[1]] = m[2]
			continue
		}
		if m := resumeLine.FindStringSubmatch(line); m != nil {
			line = m[1] + " " + begun[m[1]] + m[2]
		}
		if m := callLine.FindStringSubmatch(line); m != nil {
			r.add(m[1], m[2], m[3])
		}
	}
	return r
}

// add adds a call that did not fail.
func (r *recording) add(call, args, result string) {
	var texts []string
	for _, m := range hexText.FindAllStringSubmatch(args, -1) {
		b, _ := hex.DecodeString(strings.ReplaceAll(m[1], `\x`, "")) // the pattern lets nothing else through
		texts = append(texts, string(b))
	}
	words := strings.Split(args, ", ")
	last, _ := strconv.ParseInt(words[len(words)-1], 10, 64)
	on := r.open[words[0]]
	switch call {
	case "openat":
		r.opens(texts[0], words[2], result)
	case "write", "pwrite64":
		r.writes(words[0], on, texts[0], last, call == "write")
	case "ftruncate":
		r.did(operation{kind: opResize, file: on.file, at: last, path: on.path})
	case "fsync", "fdatasync":
		r.did(operation{kind: opSync, file: on.file, path: on.path})
	case "rename", "renameat", "renameat2":
		r.did(operation{kind: opName, file: r.names[texts[0]], path: texts[1], from: texts[0]})
	case "linkat":
		r.did(operation{kind: opName, file: r.names[texts[0]], path: texts[1]})
	case "mkdirat":
		r.did(operation{kind: opName, path: texts[0]})
	case "unlinkat":
		r.did(operation{kind: opUnname, path: texts[0]})
	}
}

// did notes an operation, unless it is about another folder.
func (r *recording) did(o operation) {
	if o.kind != opShow && !strings.HasPrefix(o.path, r.root) {
		return
	}
	r.list = append(r.list, o)
	if o.kind == opName || o.kind == opUnname {
		o.rename(r.names)
	}
}

func (r *recording) opens(path, flags, descriptor string) {
	_, there := r.names[path]
	if strings.Contains(flags, "O_CREAT") && !there {
		r.files++
		r.did(operation{kind: opName, file: r.files, path: path})
	}
	r.open[descriptor] = opened{file: r.names[path], path: path}
	if strings.Contains(flags, "O_TRUNC") {
		r.did(operation{kind: opResize, file: r.names[path], path: path})
	}
}

func (r *recording) writes(descriptor string, on opened, data string, at int64, next bool) {
	switch {
	case descriptor == "1":
		r.did(operation{kind: opShow, data: []byte(data)})
	case next:
		at = on.next
		on.next += int64(len(data))
		r.open[descriptor] = on
		fallthrough
	default:
		r.did(operation{kind: opWrite, file: on.file, path: on.path, at: at, data: []byte(data)})
	}
}

// disk is what would be left on the disk after a crash, and what may be there besides: all that was not synced yet.
type disk struct {
	files   map[int]image
	names   map[string]int
	written map[int][]operation    // of each file
	named   map[string][]operation // in each folder
}

// image is what a file holds, with a sum that tells it from others.
type image struct {
	data []byte
	sum  uint64
}

var imageSeed = maphash.MakeSeed()

func newDisk(root string) *disk {
	return &disk{files: map[int]image{}, names: map[string]int{root: 0}, written: map[int][]operation{}, named: map[string][]operation{}}
}

// clone returns a disk that keeps what this one has so far.
func (d *disk) clone() *disk {
	return &disk{maps.Clone(d.files), maps.Clone(d.names), maps.Clone(d.written), maps.Clone(d.named)}
}

// do takes an operation as the disk meets it.
func (d *disk) do(o operation) {
	switch o.kind {
	case opWrite, opResize:
		d.written[o.file] = append(d.written[o.file], o)
	case opName, opUnname:
		folder := filepath.Dir(o.path)
		d.named[folder] = append(d.named[folder], o)
	case opShow:
	case opSync:
		if o.file == 0 {
			for _, o := range d.named[o.path] {
				o.rename(d.names)
			}
			delete(d.named, o.path)
			return
		}
		d.files[o.file] = writtenTo(d.files[o.file], d.written[o.file])
		delete(d.written, o.file)
	}
}

func (o operation) rename(names map[string]int) {
	delete(names, o.from)
	if names[o.path] = o.file; o.kind == opUnname {
		delete(names, o.path)
	}
}

func writtenTo(before image, list []operation) image {
	if len(list) == 0 {
		return before
	}
	file := bytes.Clone(before.data)
	for _, o := range list {
		size := int(o.at) + len(o.data)
		if more := size - len(file); more > 0 {
			file = append(file, make([]byte, more)...)
		}
		if o.kind == opResize {
			file = file[:size]
		}
		copy(file[o.at:], o.data)
	}
	return image{file, maphash.Bytes(imageSeed, file)}
}

// fate says how much of what was not synced is there after a crash.
type fate int

const (
	all     fate = iota // as after a kill
	nothing             // as if the power had failed before any of it was written
	prefix              // as many as there was time for
	subset              // in whichever order they were written
	torn                // the same, and of each write any of its sectors
	fates
)

const sector = 512

// crash returns the files of a disk after a crash, by their names. A file whose folder is not there is not, either.
func (d *disk) crash(how func() fate, random *rand.Rand) map[string]image {
	names := maps.Clone(d.names)
	for _, folder := range slices.Sorted(maps.Keys(d.named)) {
		for _, o := range remaining(d.named[folder], how(), random) {
			o.rename(names)
		}
	}
	found := map[string]image{}
	contents := map[int]image{}
	for _, path := range slices.Sorted(maps.Keys(names)) {
		file := names[path]
		if _, above := names[filepath.Dir(path)]; !above || file == 0 {
			continue
		}
		if _, known := contents[file]; !known {
			contents[file] = writtenTo(d.files[file], remaining(d.written[file], how(), random))
		}
		found[path] = contents[file]
	}
	return found
}

// remaining returns what is there of a list of operations that were not synced.
func remaining(list []operation, how fate, random *rand.Rand) (there []operation) {
	switch how {
	case all:
		return list
	case nothing:
		return nil
	case prefix:
		return list[:random.IntN(len(list)+1)]
	case subset, torn, fates:
	}
	for _, o := range list {
		whole := random.IntN(2) == 0
		switch {
		case how == torn && len(o.data) > sector && random.IntN(2) == 0:
			there = append(there, o.tear(random)...)
		case whole:
			there = append(there, o)
		}
	}
	return there
}

// tear returns some of the sectors of a write.
func (o operation) tear(random *rand.Rand) (list []operation) {
	for at := 0; at < len(o.data); {
		end := min(at+sector-(int(o.at)+at)%sector, len(o.data))
		if random.IntN(2) == 0 {
			list = append(list, operation{kind: o.kind, file: o.file, at: o.at + int64(at), data: o.data[at:end]})
		}
		at = end
	}
	return list
}
