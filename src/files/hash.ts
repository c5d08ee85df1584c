import { createHash } from "node:crypto";

/** 16 hex digits: enough to tell a million incidents apart. */
export const fingerprintHash = (text: string): string =>
  createHash("sha256").update(text).digest("hex").slice(0, 16);
