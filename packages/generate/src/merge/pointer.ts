import { isObject, type Json } from './merge-values.ts';

/** The keys of a JSON pointer (RFC 6901). */
export function pointerKeys(pointer: string): string[] {
  return pointer
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Something that is no object lies where a pointer leads through. */
export class PointerBlocked extends Error {
  constructor(pointer: string, way: readonly string[]) {
    super(
      `${pointer} leads through ${way.length > 0 ? `/${way.join('/')}` : 'the root'}, which is no object`,
    );
  }
}

/**
 * A copy of `root` with the value at the pointer set; missing objects on the way are made.
 *
 * @throws PointerBlocked
 */
export function setAt(root: Json, pointer: string, value: Json): Json {
  const keys = pointerKeys(pointer);
  const set = (node: Json | undefined, depth: number): Json => {
    const key = keys[depth];
    if (key === undefined) return value;
    if (node !== undefined && !isObject(node)) {
      throw new PointerBlocked(pointer, keys.slice(0, depth));
    }
    const own = node && Object.hasOwn(node, key) ? node[key] : undefined;
    return { ...node, [key]: set(own, depth + 1) };
  };
  return set(root, 0);
}
