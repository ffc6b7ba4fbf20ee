import { PlinthError } from '@plinth/schema/errors';

/** The oldest Node that the command runs on. */
export const OLDEST_NODE = '20.12.0';

/** Whether version `a` is older than `b`; both are `major.minor.patch`. */
export function isOlder(a: string, b: string): boolean {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  for (let part = 0; part < 3; part++) {
    const difference = (left?.[part] ?? 0) - (right?.[part] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/** @throws PlinthError NODE_TOO_OLD */
export function refuseOldNode(version: string): void {
  if (!isOlder(version, OLDEST_NODE)) return;
  throw new PlinthError('NODE_TOO_OLD', `Node ${version} is older than ${OLDEST_NODE}`, {
    hint: 'Install a supported Node, 22 or later at best.',
  });
}

/**
 * The Node that the created project will be run with. It is this process's own, unless the repository's
 * script, which brings a Node of its own, says which one the machine has.
 */
export function machineNode(): string {
  return process.env['PLINTH_MACHINE_NODE'] ?? process.versions.node;
}
