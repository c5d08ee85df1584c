import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";

/** A file that is larger is not hashed: what it belongs to is never reused. */
const MOST_BYTES = 64 << 20;

/** Of the content of a file; null for what is no regular file, or is too large. */
export function contentHash(file: string): string | null {
  try {
    const stat = statSync(file);
    if (!stat.isFile() || stat.size > MOST_BYTES) return null;
    return createHash("sha256").update(readFileSync(file)).digest("hex");
  } catch {
    return null;
  }
}
