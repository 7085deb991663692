package store

import (
	"encoding/binary"
	"errors"
	"hash/crc32"

	"emptychair/checks"
)

// An envelope is what stands in the file for every record:
//
//	4 bytes  marker
//	4 bytes  CRC-32C of everything behind it
//	8 bytes  version: the change with which the record was written
//	1 byte   length of the bucket's name
//	2 bytes  length of the key
//	4 bytes  length of the body
//	         the bucket's name, the key, the body as JSON
//
// Numbers are big-endian. Bucket and key stand within, so that a record proves itself wherever it lies: one in another's place is
// noticed, and one whose page is lost is found again.
const envelopeHead = 4 + 4 + 8 + 1 + 2 + 4

const marker = "\x8cEC\x01"

var (
	errEnvelope = errors.New("no record")
	errChecksum = errors.New("checksum does not match")
	errPlace    = errors.New("a record that belongs somewhere else")
)

// record is one of the file. One that is to be removed has neither envelope nor body.
type record struct {
	bucket, key    string
	version        uint64
	envelope, body []byte
}

// id names the record among all: by its bucket and its id, which stay the same where its team or its day becomes another one.
func (r record) id() string { return r.bucket + sep + idIn(r.key) }

// newRecord returns a record with this body in its envelope. The same body gives the same bytes.
func newRecord(bucket, key string, version uint64, body any) (record, error) {
	b, err := checks.EncodeJSON(body)
	if err != nil {
		return record{}, err
	}
	v := append(make([]byte, 0, envelopeHead+len(bucket)+len(key)+len(b)), marker...)
	v = binary.BigEndian.AppendUint32(v, 0)
	v = binary.BigEndian.AppendUint64(v, version)
	v = append(v, byte(len(bucket)))
	v = binary.BigEndian.AppendUint16(v, uint16(len(key)))
	v = binary.BigEndian.AppendUint32(v, uint32(len(b)))
	v = append(append(append(v, bucket...), key...), b...)
	binary.BigEndian.PutUint32(v[4:], checksum(v))
	return record{bucket: bucket, key: key, version: version, envelope: v}, nil
}

// open returns the record in an envelope.
func open(v []byte) (record, error) {
	rec, size, ok := address(v)
	switch {
	case !ok || size != len(v):
		return rec, errEnvelope
	case sumOf(v) != uint64(checksum(v)):
		return rec, errChecksum
	}
	rec.envelope, rec.body = v, v[size-int(binary.BigEndian.Uint32(v[19:])):]
	return rec, nil
}

// address returns what an envelope says of its record, whether it is whole or not, and how long it is.
func address(v []byte) (rec record, size int, ok bool) {
	if len(v) < envelopeHead || string(v[:4]) != marker {
		return record{}, 0, false
	}
	end := envelopeHead + int(v[16])
	keyEnd := end + int(binary.BigEndian.Uint16(v[17:]))
	if keyEnd > len(v) {
		return record{}, 0, false
	}
	rec = record{bucket: string(v[envelopeHead:end]), key: string(v[end:keyEnd]), version: binary.BigEndian.Uint64(v[8:])}
	return rec, keyEnd + int(binary.BigEndian.Uint32(v[19:])), true
}

// sumOf is what an envelope adds to the sum over all records: its checksum, 0 for what is none.
func sumOf(v []byte) uint64 {
	if len(v) < envelopeHead {
		return 0
	}
	return uint64(binary.BigEndian.Uint32(v[4:]))
}

func checksum(v []byte) uint32 { return crc(v[8:]) }

func crc(b []byte) uint32 { return crc32.Checksum(b, crc32.MakeTable(crc32.Castagnoli)) } // the table is made once, on the first call
