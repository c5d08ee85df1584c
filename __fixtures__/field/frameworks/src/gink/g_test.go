package gink

import (
	"fmt"
	"testing"

	"example.com/fw"
	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"
)

func TestGink(t *testing.T) {
	RegisterFailHandler(Fail)
	RunSpecs(t, "Gink Suite")
}

var _ = Describe("putting", func() {
	It("puts into a nil map", func() {
		fw.Put(nil, "a")
	})
	It("is fine", func() {
		fmt.Println("[PANICKED] only printed")
		Expect(1).To(Equal(1))
	})
})
