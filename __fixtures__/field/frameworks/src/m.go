package fw

// Put puts.
func Put(m map[string]int, k string) { m[k] = 1 }
