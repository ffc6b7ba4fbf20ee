import { NAMES } from '@plinth/decide/knowledge/options';
import type { Stack } from './decision.ts';

/** A shape, a platform or a framework as people write it. */
export function nameOf(id: string): string {
  return Object.hasOwn(NAMES, id) ? NAMES[id as keyof typeof NAMES] : id;
}

/** `PLATFORM with FRAMEWORK`, or the one that there is. */
export const stackName = ({ platform, framework }: Pick<Stack, 'platform' | 'framework'>): string =>
  [platform, framework]
    .filter((part) => part !== null)
    .map(nameOf)
    .join(' with ');

/** A name at the begin of a sentence. */
export const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
