package sites

// Pick has two places that fail alike.
func Pick(s []int, second bool) int {
	n := len(s)
	if second {
		return s[n+1]
	}
	return s[n]
}
