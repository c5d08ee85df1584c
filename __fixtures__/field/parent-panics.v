=== RUN   TestCl
=== RUN   TestCl/s
    c_test.go:6: first
--- FAIL: TestCl (0.00s)
    --- FAIL: TestCl/s (0.00s)
panic: in parent [recovered, repanicked]

goroutine 6 [running]:
testing.tRunner.func1.2({0x551fc0, 0x595720})
	/usr/local/go/src/testing/testing.go:1974 +0x232
testing.tRunner.func1()
	/usr/local/go/src/testing/testing.go:1977 +0x349
panic({0x551fc0?, 0x595720?})
	/usr/local/go/src/runtime/panic.go:860 +0x13a
example.com/cl.TestCl(0x162c4ce82248?)
	/src/cl/c_test.go:7 +0x39
testing.tRunner(0x162c4ce82248, 0x593f70)
	/usr/local/go/src/testing/testing.go:2036 +0xea
created by testing.(*T).Run in goroutine 1
	/usr/local/go/src/testing/testing.go:2101 +0x4c5
FAIL	example.com/cl	0.004s
FAIL
