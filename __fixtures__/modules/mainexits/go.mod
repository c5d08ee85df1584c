module example.com/mainexits

go 1.21
