/** A JSON value. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Two fragments that give different values for one key. */
export class MergeConflict extends Error {
  /** JSON pointer of the key. */
  readonly pointer: string;
  constructor(pointer: string) {
    super(`Two values for ${pointer || 'the whole file'}`);
    this.pointer = pointer;
  }
}

/**
 * Merges `added` into `base`: objects key by key, lists by appending what is not there yet, equal
 * values once. Neither argument is changed.
 *
 * @param override whether a different value of `added` replaces that of `base`
 * @throws MergeConflict where two values differ and `override` is false
 */
export function mergeValues(base: Json, added: Json, override = false, pointer = ''): Json {
  if (isObject(base) && isObject(added)) {
    const merged = new Map(Object.entries(base));
    for (const [key, value] of Object.entries(added)) {
      const known = merged.get(key);
      const at = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      merged.set(key, known === undefined ? value : mergeValues(known, value, override, at));
    }
    // Unlike an assignment, this keeps a key "__proto__".
    return Object.fromEntries(merged);
  }
  if (Array.isArray(base) && Array.isArray(added)) {
    const present = new Set(base.map((item) => JSON.stringify(item)));
    return [...base, ...added.filter((item) => !present.has(JSON.stringify(item)))];
  }
  if (JSON.stringify(base) === JSON.stringify(added)) return base;
  if (override) return added;
  throw new MergeConflict(pointer);
}

export function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
