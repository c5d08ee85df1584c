import type { Setting } from "../../model/index.ts";

/** What chooses files beside the user's own flags: tags, GOEXPERIMENT. */
export interface Chosen {
  readonly flags: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Of a variant, by its settings. */
export const chosenBy = (settings: readonly Setting[]): Chosen => ({
  flags: settings.flatMap(({ buildFlags }) => buildFlags),
  env: Object.assign({}, ...settings.map(({ buildEnv }) => buildEnv)),
});

/** Words as flags of go. */
export const flagsIn = (words: readonly string[]) => ({
  flags: words.map((word) => ({
    name: word.replace(/^-+/, "").replace(/=.*/, ""),
    value: null,
    words: [word],
  })),
  packages: [],
  args: [],
});
