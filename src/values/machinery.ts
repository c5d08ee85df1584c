/** The test's own handle, locks and contexts: their insides explain no panic. */
export const isMachinery = (type: string): boolean =>
  /^\*?(?:testing\.(?:T|B|F|M|PB|TB|common)|sync\.\w+|context\.\w+)$/.test(type);
