import { type Behaviour, GROUPS } from '../contract/behaviour.ts';

/** Names that are neither a behaviour nor a group, and those that there are. */
export class UnknownBehaviour extends RangeError {
  override readonly name = 'UnknownBehaviour';
  readonly names: readonly string[];
  readonly known: readonly string[];

  constructor(names: readonly string[], known: readonly string[]) {
    super(`No behaviour or group ${names.join(', ')}`);
    this.names = names;
    this.known = known;
  }
}

/**
 * The behaviours that a list such as `S,A3` names: groups and single ones.
 *
 * @throws UnknownBehaviour
 */
export function select(behaviours: readonly Behaviour[], only: string | undefined): Behaviour[] {
  if (only === undefined) return [...behaviours];
  const names = only.split(',').map((name) => name.trim().toUpperCase());
  const known = [...Object.keys(GROUPS), ...behaviours.map(({ id }) => id)];
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new UnknownBehaviour(unknown, known);
  return behaviours.filter(({ id, group }) => names.includes(id) || names.includes(group));
}
