go: downloading go1.20.14 (linux/amd64)
=== RUN   TestCl
=== RUN   TestCl/s
    c_test.go:6: first
--- FAIL: TestCl (0.00s)
    --- FAIL: TestCl/s (0.00s)
panic: in parent [recovered]
	panic: in parent

goroutine 6 [running]:
testing.tRunner.func1.2({0x5073e0, 0x5553a0})
	/root/go/pkg/mod/golang.org/toolchain@v0.0.1-go1.20.14.linux-amd64/src/testing/testing.go:1526 +0x24e
testing.tRunner.func1()
	/root/go/pkg/mod/golang.org/toolchain@v0.0.1-go1.20.14.linux-amd64/src/testing/testing.go:1529 +0x39f
panic({0x5073e0, 0x5553a0})
	/root/go/pkg/mod/golang.org/toolchain@v0.0.1-go1.20.14.linux-amd64/src/runtime/panic.go:884 +0x213
example.com/cl.TestCl(0x0?)
	/src/cl/c_test.go:7 +0x3f
testing.tRunner(0xc000007860, 0x534fd8)
	/root/go/pkg/mod/golang.org/toolchain@v0.0.1-go1.20.14.linux-amd64/src/testing/testing.go:1576 +0x10b
created by testing.(*T).Run
	/root/go/pkg/mod/golang.org/toolchain@v0.0.1-go1.20.14.linux-amd64/src/testing/testing.go:1629 +0x3ea
FAIL	example.com/cl	0.004s
FAIL
