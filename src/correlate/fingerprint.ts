import type { IncidentKind, Place } from "../model/index.ts";
import { stableFunction } from "./names.ts";

const MESSAGE_LIMIT = 200;

/** What stays of a message when run, machine and Go version change. */
export function stableMessage(message: string): string {
  return message
    .replace(/^runtime error: (?=panic called with nil)/, "")
    .replace(/^nil$/, "panic called with nil argument")
    .replaceAll("\u001b", "")
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, "UUID")
    .replace(/\b0x[0-9a-f]+\b/gi, "ADDR")
    .replace(
      /(?:\/tmp|\/var\/folders|\/private\/var|[A-Z]:\\Users\\\w+\\AppData)[^\s"':,)]*/g,
      "TMP",
    )
    .replace(/\d+/g, "N")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, MESSAGE_LIMIT);
}

export interface Identity {
  readonly kind: IncidentKind;
  readonly message: string | null;
  readonly site: Place | null;
  readonly package: string;
  readonly test: string | null;
}

/**
 * The text whose hash is an incident's fingerprint: kind, message, file and
 * function of the site; no line, test, goroutine or path above the site.
 */
export function identityText(identity: Identity): string {
  const constant = identity.kind === "exit" || identity.kind === "timeout";
  const message = constant ? "" : stableMessage(identity.message ?? "");
  const place =
    identity.site === null
      ? `${identity.package} | ${identity.test ?? ""}`
      : `${identity.site.file} | ${stableFunction(identity.site.function ?? "")}`;
  return `${identity.kind} | ${message} | ${place}`;
}
