=== RUN   TestFatal
panic: this is only printed
goroutine 7 [running]:
runtime/debug.Stack()
	/usr/local/go/src/runtime/debug/stack.go:26 +0x5e
runtime/debug.PrintStack()
	/usr/local/go/src/runtime/debug/stack.go:18 +0x13
example.com/m/b.die()
	/home/runner/work/m/m/b/b.go:9 +0x1d
example.com/m/b.TestFatal(0xc0000a41a0)
	/home/runner/work/m/m/b/b_test.go:5 +0xf
testing.tRunner(0xc0000a41a0, 0x5a1c68)
	/usr/local/go/src/testing/testing.go:1934 +0xea
created by testing.(*T).Run in goroutine 1
	/usr/local/go/src/testing/testing.go:1997 +0x465
2026/11/02 10:00:00 giving up
FAIL	example.com/m/b	0.003s
FAIL
