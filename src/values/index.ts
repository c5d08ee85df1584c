export { argumentWords, callsOf } from "./argument-words.ts";
export { beginsDeath } from "./deaths.ts";
export { decodedArguments } from "./decode.ts";
export {
  type DebuggedFrame,
  expressionIn,
  framesIn,
  goroutinesIn,
  LOAD,
  variablesOf,
} from "./delve.ts";
export { expressionsOf } from "./expressions.ts";
export { type Hiding, hidingOf } from "./secrets.ts";
export { type Signature, signatureAt } from "./signature.ts";
