import { type Config, loadOwnSettings } from "../../files/index.ts";
import { SETTINGS, type Setting } from "../../model/index.ts";
import { unknownSetting, type VariantRequest } from "../../settings/index.ts";

/** A variant with all that its settings are. */
export interface VariantSpec {
  readonly name: string;
  readonly settings: readonly Setting[];
}

/** The variants of a run, `default` first; `config`: where the project names settings of its own. Throws UsageError. */
export async function variantsOf(
  requests: readonly VariantRequest[],
  config: Config,
): Promise<readonly VariantSpec[]> {
  const own = config.has("settings") ? (await loadOwnSettings()).ownSettings(config) : [];
  const known = new Map([...SETTINGS, ...own].map((setting) => [setting.name, setting] as const));
  return requests.map(({ name, settings }) => ({
    name,
    settings: settings.map((word) => {
      const setting = known.get(word);
      if (setting === undefined) throw unknownSetting(word, name, own);
      return setting;
    }),
  }));
}

/** The settings of a variant by its name; none of one that this run does not have. */
export const settingsOf = (
  { variants }: { readonly variants: readonly VariantSpec[] },
  variant: string,
): readonly Setting[] => variants.find(({ name }) => name === variant)?.settings ?? [];
