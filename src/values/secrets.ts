import type { ValuesPolicy } from "../model/index.ts";

/** Names of variables, fields and keys that hold secrets more often than not. */
const SECRET_NAME =
  /pass(?:w|code|phrase|$)|secret|token|(?:api|private|signing|encryption|access|auth|master|secret)[-_]?key|credential|cookie|authorization|bearer|session|pwd|(?:^|[-_])pw$|dsn$/i;

/** Types that say it themselves; a parser's Token is none. */
const SECRET_TYPE = /(?:password|passphrase|passcode|secret)$/i;

/** A name and its value in one text: of an environment, a form, a query, a header, JSON; a driver's address with a password. */
const SECRET_PAIR =
  /(?:pass(?:word|wd|code|phrase)|pwd|secret|credential|authorization)s?["']?\s{0,4}[=:]\s{0,4}\S|(?:token|(?:api|private|access|auth)[-_]?key|cookie|session(?:_?id)?)(?:["']?\s{0,4}=\s{0,4}\S|["']\s{0,4}:)|:[^\s:@]{1,200}@(?:tcp|unix)\(/i;

/** Forms of secrets: GitHub's tokens, JWTs, keys of AWS, Slack, Stripe, PEM, addresses with a password. */
const SECRET_FORM =
  /gh[pousr]_\w{10,}|github_pat_\w+|glpat-[\w-]{10,}|eyJ[\w-]{8,}|A(?:K|S)IA[0-9A-Z]{12,}|-----BEGIN|xox[abprs]-|[sr]k_(?:live|test)_\w+|sk-[A-Za-z0-9_-]{16,}|AIza[\w-]{20,}|Bearer\s+\S+|Basic\s+[A-Za-z0-9+/=]{8,}|:\/\/[^/\s:@]+:[^@\s/]+@/;

/** How such a secret begins: of bytes the first eight are loaded. */
const SECRET_START =
  /^(?:gh[pousr]_|github_p|glpat-|eyJ|A[KS]IA|xox[abprs]-|[sr]k_(?:live|test)|AIza|Bearer |-----BEG)/;

/** Decides while a value is walked what of it is hidden. */
export interface Hiding {
  /** Whether what stands under a name is hidden, whatever it is. */
  readonly hidesName: (name: string) => boolean;
  /** Whether values of a type are hidden. */
  readonly hidesType: (type: string) => boolean;
  /** Whether a text is hidden. */
  readonly hidesText: (text: string) => boolean;
  /** Only shapes are shown: nil or not, lengths. */
  readonly shapesOnly: boolean;
}

/**
 * What a policy hides; `isKnown` says whether a text holds a secret of the environment, which no
 * policy shows. A net with holes: a secret under another name and in another form stays visible.
 */
export function hidingOf(policy: ValuesPolicy, isKnown: (text: string) => boolean): Hiding {
  const isNet = policy === "redacted";
  return {
    hidesName: (name) => isNet && SECRET_NAME.test(name),
    hidesType: (type) => isNet && SECRET_TYPE.test(type),
    hidesText: (text) =>
      isKnown(text) ||
      (isNet && [SECRET_FORM, SECRET_PAIR, SECRET_START].some((form) => form.test(text))),
    shapesOnly: policy === "types" || policy === "off",
  };
}
