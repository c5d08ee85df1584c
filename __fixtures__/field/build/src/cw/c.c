static int unusedfn(void) { return 11; }
int warned(void) { int x; return 3; }
