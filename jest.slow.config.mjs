// What needs the network or minutes: `npm run act`, `npm run hostile`. Not part of `npm test`.
import config from "./jest.config.mjs";

export default {
  ...config,
  testMatch: ["<rootDir>/__tests__/slow/*.slow.ts"],
  testTimeout: 1_800_000,
};
