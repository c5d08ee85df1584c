// Package churn sums for a while, between two collections.
package churn

// Sum has a loop without calls that takes some milliseconds.
func Sum(n int) (s int) {
	for i := 0; i < n; i++ {
		s += i ^ s
	}
	return s
}
