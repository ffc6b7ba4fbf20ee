import { type Behaviour, GROUPS } from '../contract/behaviour.ts';

/**
 * The behaviours that a list such as `S,A3` names: groups and single ones.
 *
 * @throws RangeError for a name that is neither
 */
export function select(behaviours: readonly Behaviour[], only: string | undefined): Behaviour[] {
  if (only === undefined) return [...behaviours];
  const names = only.split(',').map((name) => name.trim().toUpperCase());
  const known = new Set([...Object.keys(GROUPS), ...behaviours.map(({ id }) => id)]);
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new RangeError(`No behaviour or group ${unknown.join(', ')}`);
  }
  return behaviours.filter(({ id, group }) => names.includes(id) || names.includes(group));
}
