/**
 * A copy of `text` that does not keep the much longer string alive from which it
 * was sliced: V8's slices hold on to their parent, here a whole input chunk.
 */
export function detached(text: string): string {
  return text.length < 13 ? text : ` ${text}`.slice(1);
}

/** `2027-01-31`: a day that the calendar has. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** A number as go prints counts and lines: digits alone, few enough to be exact. */
export function isDigits(text: string): boolean {
  if (text.length === 0 || text.length > 15) return false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 48 || code > 57) return false;
  }
  return true;
}

/** Quoted for a shell where it has to be: it is pasted. */
export function shellQuoted(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** A whole path of Windows, `C:\x` or `C:/x`. */
export const hasDrive = (path: string): boolean => /^[A-Za-z]:[\\/]/.test(path);

/** A whole path of Windows with slashes, as Go's traces write it; any other as it is. */
export const withSlashes = (path: string): string =>
  hasDrive(path) ? path.replaceAll("\\", "/") : path;
