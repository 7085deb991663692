package store_test

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"

	"emptychair/store"
)

// TestIDsAreFoundWhereverTheyStand puts an id, or a part of one, somewhere into a large file, most often where one chunk of it ends.
func TestIDsAreFoundWhereverTheyStand(t *testing.T) {
	const chunk = 1 << 18
	s := store.New(filepath.Join(t.TempDir(), "chair.db"), check)
	noise, random := make([]byte, 3*chunk), rand.NewChaCha8([32]byte{1})
	_, _ = random.Read(noise)
	rapid.Check(t, func(rt *rapid.T) {
		ids := rapid.SliceOfN(rapid.StringMatching(`[A-Z0-9]{12,40}`), 1, 5).Draw(rt, "ids")
		held := []byte(rapid.SampledFrom(ids).Draw(rt, "held"))
		if rapid.Bool().Draw(rt, "turned over") {
			for i := range held {
				held[i] = ^held[i]
			}
		}
		held = held[rapid.SampledFrom([]int{0, 0, 1}).Draw(rt, "cut"):]
		at := rapid.OneOf(
			rapid.IntRange(0, len(noise)-len(held)), rapid.IntRange(chunk-90, chunk+10), rapid.IntRange(2*chunk-90, 2*chunk+10),
			rapid.Just(len(noise)-len(held)),
		).Draw(rt, "at")
		file := bytes.Clone(noise)
		copy(file[at:], held)
		if err := os.WriteFile(s.Path()+".damaged-2026-11-22T09-57-30.125Z", file, 0o600); err != nil {
			rt.Fatal(err)
		}
		want := false
		for _, id := range ids {
			over := []byte(id)
			for i := range over {
				over[i] = ^over[i]
			}
			want = want || bytes.Contains(file, []byte(id)) || bytes.Contains(file, over)
		}
		if list, err := s.BackupsWith(ids, ""); err != nil || (len(list) == 1) != want {
			rt.Fatalf("found: %v, %v, want %v", list, err, want)
		}
	})
}
