package a

import _ "example.com/bw/cyc/b"
