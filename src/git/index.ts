export {
  type BaseRequest,
  checkedOut,
  type Difference,
  differenceTo,
  hasGoFiles,
  layOutCommit,
  lineDifference,
  overlayOf,
  resolveBase,
  sameFile,
} from "./base.ts";
export { type GitState, gitState } from "./state.ts";
