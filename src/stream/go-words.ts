/**
 * Whether the go command says that it could not do what it was asked for: it then ran no test of what it speaks of.
 * What begins with `go: ` is an error but for what modload, modget, toolchain and others of cmd/go/internal say of what they do.
 */
export const saysGoFailed = (line: string): boolean =>
  /^(?:go build \S+: |no Go files in |package \S+: build constraints exclude |failed to initialize build cache|build cache is (?:required|disabled)|go \S+: unknown command|invalid value ".*" for flag -|-mod=\S+ not supported|-\w+ flag may only be set)/.test(
    line,
  ) ||
  (line.startsWith("go: ") && !GO_SAYS.test(line) && !GO_SWITCHES.test(line));

const GO_SAYS = new RegExp(
  `^go: (?:${[
    "downloading|finding|extracting|added|upgraded|downgraded|removed|creating new go\\.mod|copying|found|trying|read full",
    "to add|to switch|accepting indirect upgrade|dropping requirement|ignoring|no dependencies to vendor|no module dependencies",
    "not formatting|not generating|warning:|disabling|failed to trim cache|writing (?:stat|go\\.mod) cache|writing (?:debug )?action graph",
    "module \\S+ is deprecated|-(?:d|f|fix) flag is|using|switching from|toolchain upgrade needed|evaluating -pkgdir",
  ].join("|")})`,
);

/** `go: example.com/m@v1.2.3 requires go >= 1.24; switching to go1.24.9` (toolchain/switch.go). */
const GO_SWITCHES = /^go: \S+(?: \S+){0,6} requires go >= \S+; switching to \S+$/;
