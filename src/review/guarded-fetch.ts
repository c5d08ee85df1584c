/** The largest answer: a page of 100 comments, each as long as GitHub allows, escaped. */
const MOST_BYTES = 32 << 20;

/** An answer that is none of GitHub's; with the parts that octokit's errors have, so that both read alike. */
class RedirectError extends Error {
  readonly status: number;
  readonly response: { readonly status: number };

  constructor(status: number, to: string) {
    super(`answered by a redirect to ${to}, which is not followed`);
    this.status = status;
    this.response = { status };
  }
}

/**
 * A fetch that goes nowhere else with our token, and reads bounded answers to their end: octokit
 * takes a body that breaks off for an empty one.
 */
export function guardedFetch(inner: typeof fetch): typeof fetch {
  return async (url, init) => {
    const response = await inner(url, { ...init, redirect: "manual" });
    const { status, statusText, headers } = response;
    if (status >= 300 && status < 400 && status !== 304) {
      await response.body?.cancel();
      throw new RedirectError(status, hostOf(headers.get("location")));
    }
    const isEmpty = status === 204 || status === 205 || status === 304;
    const body = isEmpty ? null : await boundedBody(response);
    return new Response(body, { status, statusText, headers });
  };
}

async function boundedBody(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new Error("an answer without an end");
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** Of an address only the host: a stranger chose the rest. */
function hostOf(location: string | null): string {
  if (location === null) return "nowhere";
  try {
    return new URL(location).host;
  } catch {
    return "another path";
  }
}
