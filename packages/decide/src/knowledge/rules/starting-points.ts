import type { ScoreRule } from '../rule.ts';
import {
  BUILDSHIP_FACTS,
  frameworks2026,
  mobileStack,
  NODE_FACTS,
  openSource,
  POCKETBASE_FACTS,
  baas101,
} from '../sources.ts';

/** What holds before anything is known. */
export const STARTING_POINTS: readonly ScoreRule[] = [
  {
    id: 'start-simple',
    when: {},
    points: { 'baas-first': 10, custom: -10 },
    because:
      'Most products do well to start with the smallest architecture and to take ownership of more only where they need it.',
    source: mobileStack('When to revisit'),
  },
  {
    id: 'safest-default',
    when: {},
    points: { appwrite: -4 },
    because:
      'Supabase has the best balance of speed, maturity and portability; Appwrite is the closest runner-up.',
    source: openSource('Final opinion'),
  },
  {
    id: 'specialised-platforms',
    when: {},
    points: { directus: -10, parse: -16 },
    because:
      'Directus is at its best around managed data, Parse where it is already known; as a general default both come later.',
    source: openSource('Quick answer'),
  },
  {
    id: 'proprietary-platforms',
    when: {},
    points: { firebase: -6 },
    because: 'Firebase has the most mature ecosystem and the strongest lock-in.',
    source: baas101('The Major BaaS Platforms Compared, Firebase'),
  },
  {
    id: 'visual-platform',
    when: {},
    points: { buildship: -14 },
    because: 'BuildShip is for backends that are drawn; it stays with its makers’ cloud.',
    source: BUILDSHIP_FACTS,
  },
  {
    id: 'single-instance-platform',
    when: {},
    points: { pocketbase: -14 },
    because: 'PocketBase is the smallest complete backend, on one machine and before its 1.0.',
    source: POCKETBASE_FACTS,
  },
  {
    id: 'service-defaults',
    when: {},
    points: { nestjs: -1, fastify: 1 },
    because:
      'For a service of unknown size a light Node framework keeps one language with the web; more structure can follow.',
    source: NODE_FACTS,
  },
  {
    id: 'framework-niches',
    when: {},
    points: { django: -2, rails: -2, 'spring-boot': -4, laravel: -4, axum: -6, jerrycan: -12 },
    because:
      'Every one of these is strongest in a niche of its own: batteries, shipping speed, the enterprise, PHP, raw performance, agents.',
    source: frameworks2026('The criteria'),
  },
];
