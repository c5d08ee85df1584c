=== RUN   TestParent
=== RUN   TestCrash
--- FAIL: TestCrash (0.00s)
    x_test.go:3: as wanted
FAIL	child [build failed]
--- PASS: TestParent (0.01s)
PASS
ok  	example.com/m/b	0.020s
