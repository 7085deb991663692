package store

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	bolt "go.etcd.io/bbolt"
)

// temporaryPattern names the files that take the place of the file, or a backup's, when they are whole.
func (s *Store) temporaryPattern() string { return "." + filepath.Base(s.path) + ".*.tmp" }

// createTemporary creates a file that belongs to whom the present one does, and locks it.
func (s *Store) createTemporary(folder string) (*os.File, error) {
	f, err := createLocked(folder, s.temporaryPattern())
	if err == nil {
		s.own(f)
	}
	return f, err
}

// own gives a new file or folder the owner of the present file and, beside that, its mode. Where there is none, the owner is that of the
// folder around.
func (s *Store) own(f *os.File) {
	folder, mode := filepath.Dir(f.Name()), os.FileMode(fileMode)
	like, err := os.Stat(s.path)
	switch {
	case err != nil:
		like, err = os.Stat(folder)
	case folder == filepath.Dir(s.path):
		mode = like.Mode().Perm()
	}
	if info, failed := f.Stat(); failed == nil && info.IsDir() {
		mode = folderMode
	}
	if err == nil {
		keepOwner(f, like, mode)
	}
}

// renameNew gives a file a new name, or fails with [fs.ErrExist] where there is one of that name already. Where there are hard links it has
// the old name, too, until that is removed; elsewhere an empty file keeps others from the new name meanwhile.
func (s *Store) renameNew(from, to string) error {
	err := s.link(from, to)
	if err != nil && !errors.Is(err, fs.ErrExist) && !errors.Is(err, fs.ErrNotExist) { // no hard links here
		var empty *os.File
		if empty, err = os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, fileMode); err != nil {
			return err
		}
		if err = errors.Join(empty.Close(), os.Rename(from, to)); err != nil {
			return errors.Join(err, os.Remove(to))
		}
	}
	if err != nil {
		return err
	}
	return syncFolder(filepath.Dir(to))
}

// renameOver gives a new file the name of the present one, which it replaces. That one is locked; on Windows, where an open file cannot be
// replaced, it is closed first.
func (s *Store) renameOver(present *os.File, from string) error {
	if runtime.GOOS == "windows" && present != nil {
		closeLocked(present)
	}
	if err := s.replace(from, s.path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(s.path))
}

// RenameNew gives a file a new name durably, or fails with [fs.ErrExist] where there is one of that name already.
func RenameNew(from, to string) error { return (&Store{link: os.Link}).renameNew(from, to) }

// RenameOver gives a file a new name durably, in place of one that has it already.
func RenameOver(from, to string) error {
	return cmp.Or(os.Rename(from, to), syncFolder(filepath.Dir(to)))
}

// makeFolder creates the folder, and those above it that do not exist yet, and puts them on the disk.
func (s *Store) makeFolder(folder string) error {
	if _, err := os.Stat(folder); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	parent := filepath.Dir(folder)
	if err := s.makeFolder(parent); err != nil {
		return err
	}
	if err := os.Mkdir(folder, folderMode); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	if f, err := os.Open(folder); err == nil {
		s.own(f)
		_ = f.Close()
	}
	return syncFolder(parent)
}

// syncFolder puts the entries of a folder on the disk.
func syncFolder(folder string) error {
	if runtime.GOOS == "windows" { // where folders cannot be synced
		return nil
	}
	f, err := os.Open(folder)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	return f.Sync()
}

// sweepFolders removes temporary files that a crash has left behind, here and among the backups. Those that another program
// still works on are locked.
func (s *Store) sweepFolders() error {
	return errors.Join(sweep(filepath.Dir(s.path), s.temporaryPattern(), ""), sweep(s.BackupFolder(), s.temporaryPattern(), ""))
}

// chunk is how many bytes a transaction of a new file holds in memory.
const chunk = 2 << 20

// builder fills a new file, which nobody knows yet.
type builder struct {
	db   *bolt.DB
	tx   *bolt.Tx
	held int // bytes in the present transaction
	meta fileRecord
}

// build makes a new file under a temporary name in a folder, and has it named when all that write gives it is on the disk. It is locked
// until the folder's entry is on the disk, too.
func (s *Store) build(folder string, name func(from string) error, write func(*builder) error) error {
	f, err := s.createTemporary(folder)
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }()
	h := &handle{file: f}
	defer h.close()
	if err := h.open(s.timeout); err != nil {
		return err
	}
	h.db.NoSync = true // one sync at the end is enough
	b := &builder{db: h.db}
	if err := b.fill(write); err != nil {
		return err
	}
	if runtime.GOOS == "windows" { // where an open file keeps the name that it has
		h.close()
	}
	return name(f.Name())
}

// fill writes the records and what is known of the file.
func (b *builder) fill(write func(*builder) error) error {
	defer func() {
		if b.tx != nil {
			_ = b.tx.Rollback() // does nothing after a commit
		}
	}()
	if err := b.begin(); err != nil {
		return err
	}
	for _, name := range buckets {
		if _, err := b.tx.CreateBucket([]byte(name)); err != nil {
			return err
		}
	}
	if err := write(b); err != nil {
		return err
	}
	if err := b.add(metaBucket, fileKey, b.meta); err != nil {
		return err
	}
	if err := b.add(metaBucket, schemaKey, schemaRecord{schemaVersion, Program()}); err != nil {
		return err
	}
	return errors.Join(b.tx.Commit(), b.db.Sync())
}

func (b *builder) begin() (err error) {
	b.held = 0
	b.tx, err = b.db.Begin(true)
	return err
}

// add writes a body under a key, as of the change that the file has.
func (b *builder) add(bucket, key string, body any) error {
	rec, err := newRecord(bucket, key, b.meta.Change, body)
	if err != nil {
		return err
	}
	return b.put(rec)
}

// put writes a record, and goes on in another transaction where the present one is full.
func (b *builder) put(rec record) error {
	to := b.tx.Bucket([]byte(rec.bucket))
	if rec.bucket != metaBucket {
		if old := to.Get([]byte(rec.key)); old != nil {
			b.meta.count(old, -1)
		}
		b.meta.count(rec.envelope, 1)
	}
	to.FillPercent = 0.9 // most come in the order of their keys
	if err := to.Put([]byte(rec.key), rec.envelope); err != nil {
		return err
	}
	if b.held += len(rec.envelope); b.held < chunk {
		return nil
	}
	if err := b.tx.Commit(); err != nil {
		return err
	}
	return b.begin()
}

// copyTo writes all records of the file into a new one. Where one is damaged, missing, or of earlier it fails.
func (r *reading) copyTo(b *builder) error {
	if err := r.verifyEach(b.put); err != nil {
		return err
	}
	b.meta = r.meta
	b.meta.Sweep, b.meta.Open = false, false
	return nil
}

// verifyEach calls fn with every record of the file. Where one is damaged, missing, or of earlier it fails.
func (r *reading) verifyEach(fn func(record) error) error {
	var met fileRecord
	for _, bucket := range buckets[1:] {
		err := r.file.Scan(bucket, nil, nil, func(key, v []byte) error {
			rec, err := recordAt(bucket, key, v)
			if err != nil {
				return damaged(bucket, string(key), err)
			}
			met.count(v, 1)
			return fn(rec)
		})
		if err != nil {
			return err
		}
	}
	if met.Records != r.meta.Records || met.Sum != r.meta.Sum {
		return damaged(metaBucket, fileKey, fmt.Errorf("%d of %d records, sum %x of %x", met.Records, r.meta.Records, met.Sum, r.meta.Sum))
	}
	return nil
}

// verify refuses a file of which a record is damaged, missing, or of earlier.
func (r *reading) verify() error { return r.verifyEach(func(record) error { return nil }) }

// create makes a file without records. It gets its name only when all of it is on the disk, so that a crash leaves either nothing or a
// whole file. Where another program was faster, its file stays.
func (s *Store) create() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return os.ErrClosed
	}
	if err := s.makeFolder(filepath.Dir(s.path)); err != nil {
		return err
	}
	name := func(from string) error { return s.renameNew(from, s.path) }
	err := s.build(filepath.Dir(s.path), name, func(*builder) error { return nil })
	if errors.Is(err, fs.ErrExist) || errors.Is(err, fs.ErrNotExist) {
		return nil // it has swept the temporary name away, too
	}
	return err
}

// rewrite puts in the place of a file, which is locked, one that holds its records and nothing else. The old one stays locked until the
// new one has the name: whoever waits for it then finds that it is another one. A file with damage in it stays as it is, and every file on
// Windows, where one that is open cannot be replaced, and one that is not is not locked.
func (s *Store) rewrite(f *os.File) error {
	if err := s.sweepFolders(); err != nil {
		return err
	}
	if runtime.GOOS == "windows" {
		return errInUse
	}
	r, err := s.read(s.contentOf(f))
	if err != nil {
		return err
	}
	return s.build(filepath.Dir(s.path), func(from string) error { return s.renameOver(f, from) }, func(b *builder) error {
		err := r.copyTo(b)
		b.meta.Open = r.meta.Open // whoever works on a run goes on with it
		return err
	})
}

// Sweep takes out of the file what free pages hold of earlier states of an unfinished run, which is the order of its hidden answers, and
// removes temporary files. It is for who leaves a run, and for who begins: a program that was killed could not do so. Where there is
// nothing of that kind it only looks. What fails stays for the next one.
func (s *Store) Sweep() {
	_ = s.sweepFolders()
	left, err := query(s, func(r *reading) (bool, error) { return r.meta.Open || r.meta.Sweep, nil })
	if err == nil && left {
		_ = s.update(func(w *writing) error {
			w.meta.Open, w.meta.Sweep = false, true
			return nil
		})
	}
}
