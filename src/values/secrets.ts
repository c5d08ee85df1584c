import type { ValuesPolicy } from "../model/index.ts";

/** Names of variables, fields and keys that hold secrets more often than not. */
const SECRET_NAME =
  /pass(?:word|wd|phrase)?$|passw|secret|token|api_?key|private_?key|credential|cookie|authorization|bearer|session|(?:^|_)pwd/i;

/** Forms of secrets: GitHub's tokens, JWTs, keys of AWS, Slack, Stripe, PEM, addresses with a password. */
const SECRET_FORM =
  /gh[pousr]_\w{10,}|github_pat_\w+|glpat-[\w-]{10,}|eyJ[\w-]{8,}|A(?:K|S)IA[0-9A-Z]{12,}|-----BEGIN|xox[abprs]-|[sr]k_(?:live|test)_\w+|sk-[A-Za-z0-9_-]{16,}|AIza[\w-]{20,}|Bearer\s+\S+|Basic\s+[A-Za-z0-9+/=]{8,}|:\/\/[^/\s:@]+:[^@\s/]+@/;

/** Decides while a value is walked what of it is hidden. */
export interface Hiding {
  /** Whether what stands under a name is hidden, whatever it is. */
  readonly hidesName: (name: string) => boolean;
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
    hidesText: (text) => isKnown(text) || (isNet && SECRET_FORM.test(text)),
    shapesOnly: policy === "types" || policy === "off",
  };
}
