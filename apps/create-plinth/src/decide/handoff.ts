import type { Decision } from '@plinth/schema/decision/recommendation';
import type { Section } from '../document/page.ts';

/** What a person sets up by hand, where no template writes the recommended stack. */
export function handoffSections({ scaffold }: Decision): Section[] {
  return scaffold ? [] : [];
}
