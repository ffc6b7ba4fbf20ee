import { type Document, isMap, isScalar, isSeq } from 'yaml';
import { type Json, MergeConflict } from './merge-values.ts';
import { pointerKeys, PointerBlocked } from './pointer.ts';

/**
 * Merges `added` into `base`, which is changed; comments of both stay. The rules are those of
 * `mergeValues`.
 *
 * @throws MergeConflict
 */
export function mergeYaml(base: Document, added: Document, override = false): void {
  if (base.contents === null) {
    base.contents = added.contents;
    return;
  }
  if (added.contents !== null) {
    base.contents = mergeNodes(base.contents, added.contents, override, '') as typeof base.contents;
  }
}

function mergeNodes(base: unknown, added: unknown, override: boolean, pointer: string): unknown {
  if (isMap(base) && isMap(added)) {
    for (const pair of added.items) {
      const key = isScalar(pair.key) ? pair.key.value : pair.key;
      const known = base.items.find(
        (item) => (isScalar(item.key) ? item.key.value : item.key) === key,
      );
      if (known) {
        known.value = mergeNodes(known.value, pair.value, override, `${pointer}/${String(key)}`);
      } else {
        base.items.push(pair);
      }
    }
    return base;
  }
  if (isSeq(base) && isSeq(added)) {
    const present = new Set(base.items.map((item) => JSON.stringify(item)));
    const fresh = added.items.filter((item) => !present.has(JSON.stringify(item)));
    base.items.push(...fresh);
    return base;
  }
  if (JSON.stringify(base) === JSON.stringify(added)) return base;
  if (override) return added;
  throw new MergeConflict(pointer);
}

/**
 * Sets the value at a pointer; missing maps on the way are made.
 *
 * @throws PointerBlocked
 */
export function setInYaml(document: Document, pointer: string, value: Json): void {
  const keys = pointerKeys(pointer);
  for (let depth = 0; depth < keys.length; depth++) {
    const way = keys.slice(0, depth);
    const node = depth === 0 ? document.contents : document.getIn(way, true);
    if (node === undefined || node === null) break;
    if (!isMap(node)) throw new PointerBlocked(pointer, way);
  }
  document.setIn(keys, value);
}
