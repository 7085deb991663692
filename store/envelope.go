package store

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"hash/crc32"
)

// An envelope is what stands around the body of every record:
//
//	1 byte   format version
//	4 bytes  CRC-32C over bucket, key, and everything but these four bytes
//	4 bytes  how many records belong to this one
//	n bytes  the body, JSON
//
// Numbers are big-endian. The key stands in the checksum so that a record is not taken for another one's, the bucket so that
// a summary is not taken for a run.
const (
	envelopeVersion = 1
	envelopeHead    = 1 + 4 + 4
)

var (
	errShort    = errors.New("shorter than an envelope")
	errChecksum = errors.New("checksum does not match")
	errEnvelope = errors.New("unknown envelope version")
)

// seal returns the record with this body under this key. The same body gives the same bytes: encoding/json writes fields in
// the order of the struct and maps in the order of their keys.
func seal(bucket string, key []byte, parts int, body any) ([]byte, error) {
	var b bytes.Buffer
	b.Write(make([]byte, envelopeHead))
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(body); err != nil {
		return nil, err
	}
	b.Truncate(b.Len() - 1) // the encoder's newline
	v := b.Bytes()
	v[0] = envelopeVersion
	binary.BigEndian.PutUint32(v[5:], uint32(parts))
	binary.BigEndian.PutUint32(v[1:], checksum(bucket, key, v))
	return v, nil
}

// unseal checks the record and decodes its body; into may be nil for a check alone. A body with a field that this program
// does not know is refused: saving it again would lose that field.
func unseal(bucket string, key, v []byte, into any) (parts int, err error) {
	if len(v) < envelopeHead {
		return 0, errShort
	}
	if binary.BigEndian.Uint32(v[1:]) != checksum(bucket, key, v) {
		return 0, errChecksum
	}
	if v[0] != envelopeVersion {
		return 0, errEnvelope
	}
	parts = int(binary.BigEndian.Uint32(v[5:]))
	if into == nil {
		return parts, nil
	}
	d := json.NewDecoder(bytes.NewReader(v[envelopeHead:]))
	d.DisallowUnknownFields()
	return parts, d.Decode(into)
}

func checksum(bucket string, key, v []byte) uint32 {
	name := binary.BigEndian.AppendUint32([]byte(bucket+"\x00"), uint32(len(key)))
	castagnoli := crc32.MakeTable(crc32.Castagnoli) // made once, on the first call
	sum := crc32.Update(0, castagnoli, name)
	sum = crc32.Update(sum, castagnoli, key)
	sum = crc32.Update(sum, castagnoli, v[:1])
	return crc32.Update(sum, castagnoli, v[5:])
}
