static int unused(void) { return 11; }
int answer(void) { int x; return 42; }
