// Package settle waits until both sides of a trade have paid.
package settle

// Account confirms payments.
type Account struct {
	paid chan struct{}
}

// NewAccount opens an account that has not paid.
func NewAccount() *Account {
	return &Account{paid: make(chan struct{})}
}

// Pay confirms the payment.
func (a *Account) Pay() {
	close(a.paid)
}

// Wait returns when all accounts have paid.
func Wait(accounts ...*Account) {
	for _, a := range accounts {
		<-a.paid
	}
}
