module example.com/preemption

go 1.21
