module example.com/bw

go 1.19
