package lib

func F() int { return missing }
