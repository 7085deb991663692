package interchange

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"time"

	"emptychair/checks"
)

// crockford is the alphabet of ids.
var crockford = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// tableID is the id of the run of a team on a day that a table tells of: the same one each time it is read. It looks like those of
// other runs: 26 characters, the first ten of which are the time in milliseconds.
func tableID(on checks.Day, team string) string {
	const idSize, timeSize = 16, 6
	sum := sha256.Sum256([]byte("emptychair table\x00" + on.String() + "\x00" + team))
	var millis [8]byte
	binary.BigEndian.PutUint64(millis[:], uint64(max(0, noonOf(on).UnixMilli())))

	// 26 characters hold two bits more than an id has, so it stands at the end of 32 that hold 20 bytes.
	padded := make([]byte, 20-idSize, 20)
	padded = append(padded, millis[8-timeSize:]...)
	padded = append(padded, sum[:idSize-timeSize]...)
	return crockford.EncodeToString(padded)[6:]
}

// noonOf is the moment at which a run took place of which only the day is known.
func noonOf(on checks.Day) time.Time { return on.Time().Add(12 * time.Hour) }
