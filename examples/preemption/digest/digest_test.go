// Package digest hashes much at once, beside a collector that wants the world to stop.
package digest

import (
	"crypto/sha256"
	"hash/crc32"
	"runtime"
	"testing"
)

var (
	input = make([]byte, 64<<20)
	sink  uint32
)

// beside collects garbage while f runs again and again.
func beside(f func()) {
	stop := make(chan bool)
	go func() {
		for {
			select {
			case <-stop:
				return
			default:
				f()
			}
		}
	}()
	for i := 0; i < 20; i++ {
		runtime.GC()
	}
	close(stop)
}

func TestSHA256(t *testing.T) {
	beside(func() {
		sum := sha256.Sum256(input[:16<<20])
		sink = uint32(sum[0])
	})
}

func TestCRC32(t *testing.T) {
	beside(func() { sink = crc32.ChecksumIEEE(input) })
}
