export {
  type BaseRequest,
  checkedOut,
  hasGoFiles,
  layOutCommit,
  overlayOf,
  resolveBase,
} from "./base.ts";
export { ownWords } from "./checkout.ts";
export { Git } from "./client.ts";
export {
  type Difference,
  differenceTo,
  ignoredAmong,
  lineDifference,
  sameFile,
} from "./difference.ts";
export { type GitState, gitState } from "./state.ts";
