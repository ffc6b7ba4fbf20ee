import type { Source } from '@plinth/schema/decision/recommendation';

const from =
  (document: string) =>
  (section: string): Source => ({ document, section });

/** The four documents that the rules are written from. */
export const openSource = from('Best open-source backend in 2026');
export const mobileStack = from('Choosing the best backend stack for a mobile app in 2026');
export const baas101 = from('Backend as a Service 101');
export const frameworks2026 = from('What backend frameworks to use in 2026');

/** The day on which the public facts below were last looked at. */
export const FACTS_AS_OF = '2026-11-20';

/** A public fact, where the documents are silent. */
export const fact = (text: string): Source => ({ fact: text, asOf: FACTS_AS_OF });

export const DIRECTUS_LICENCE = fact(
  'Directus 12 is under the Monospace Sustainable Core License; without a key it has 3 seats, 25 collections and no row or field rules',
);
export const POCKETBASE_FACTS = fact(
  'PocketBase is one process with SQLite, at v0.40, without compatibility promised before 1.0',
);
export const BUILDSHIP_FACTS = fact(
  'BuildShip runs on its makers’ cloud; no export, no self-hosting and no price list were found',
);
export const JERRYCAN_FACTS = fact(
  'jerrycan 0.7 is MIT-licensed, pre-1.0 and kept by one developer',
);
export const NODE_FACTS = fact(
  'Fastify is the standard light Node framework: 62k requests/s where NestJS on Fastify gives 59k and on Express 9.5k, with little structure of its own',
);
