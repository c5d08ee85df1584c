package settle

import "testing"

func TestBothPay(t *testing.T) {
	buyer, seller := NewAccount(), NewAccount()
	buyer.Pay()
	seller.Pay()
	Wait(buyer, seller)
}

func TestOnePays(t *testing.T) {
	buyer, seller := NewAccount(), NewAccount()
	buyer.Pay()
	Wait(buyer, seller)
}

func TestNobodyTrades(t *testing.T) {
	Wait()
}
