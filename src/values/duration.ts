const UNITS: readonly (readonly [string, number])[] = [
  ["h", 3_600_000_000_000],
  ["m", 60_000_000_000],
  ["s", 1_000_000_000],
  ["ms", 1_000_000],
  ["µs", 1000],
];

/** `10ms` of `10000000`: nanoseconds in the largest unit that they fill; other text stays. */
export function durationText(text: string): string {
  const nanoseconds = Number(text);
  if (!Number.isSafeInteger(nanoseconds)) return text;
  const unit = UNITS.find(([, size]) => Math.abs(nanoseconds) >= size);
  return unit === undefined ? `${nanoseconds}ns` : `${nanoseconds / unit[1]}${unit[0]}`;
}
