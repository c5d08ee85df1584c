package b

import _ "example.com/bw/cyc/a"
