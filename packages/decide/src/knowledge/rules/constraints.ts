import type { ScoreRule } from '../rule.ts';
import {
  baas101,
  BUILDSHIP_FACTS,
  DIRECTUS_LICENCE,
  frameworks2026,
  mobileStack,
  NODE_FACTS,
  openSource,
} from '../sources.ts';

/** Demands from outside, and what wins when two things pull apart. */
export const CONSTRAINT_RULES: readonly ScoreRule[] = [
  {
    id: 'runs-it-itself',
    when: { selfHosting: 'required' },
    points: { appwrite: 8, directus: 3, supabase: 2, pocketbase: 4, parse: 1, custom: 5 },
    because:
      'Self-hosting is a requirement; Appwrite has the friendliest story for it, Supabase and Directus a good one.',
    source: openSource('Comparison table'),
  },
  {
    id: 'best-ecosystem-wins',
    when: { vendorIndependence: 'unconcerned' },
    points: { firebase: 8 },
    because: 'Lock-in is accepted for the best ecosystem.',
    source: baas101(
      'How to Choose: A Practical Framework, 2. How important is vendor independence?',
    ),
  },
  {
    id: 'wants-a-way-out',
    when: { vendorIndependence: 'important' },
    points: { supabase: 4, appwrite: 2, firebase: -10, buildship: -8, custom: 4 },
    because: 'Being able to leave matters, and data in plain Postgres is the safest way out.',
    source: openSource('5. How painful it is to leave later'),
  },
  {
    id: 'no-lock-in',
    when: { vendorIndependence: 'critical' },
    points: { supabase: 5, appwrite: 5, custom: 10 },
    because:
      'Lock-in is unacceptable: open source that can be hosted anywhere, or code of one’s own.',
    source: baas101(
      'How to Choose: A Practical Framework, 2. How important is vendor independence?',
    ),
  },
  {
    id: 'who-did-what',
    when: { compliance: 'audit' },
    points: { supabase: 3, firebase: -3, buildship: -3, custom: 3 },
    because: 'Records of who did what want a structured database that can be queried and audited.',
    source: mobileStack('Practical examples, 5. Internal operations app or field app'),
  },
  {
    id: 'regulated-data',
    when: { compliance: 'strict' },
    points: {
      custom: 9,
      hybrid: 2,
      supabase: 2,
      appwrite: 2,
      firebase: -2,
      pocketbase: -8,
      jerrycan: -6,
      'spring-boot': 2,
    },
    because:
      'Strict compliance asks for control over access and residency: code of one’s own, or an open platform.',
    source: mobileStack('Overview'),
  },
  {
    id: 'no-proof-for-auditors',
    when: { compliance: ['audit', 'strict'] },
    points: { buildship: -6, parse: -2 },
    because: 'Little is published that could be shown to an auditor.',
    source: BUILDSHIP_FACTS,
  },
  {
    id: 'row-rules-need-a-key',
    when: { compliance: 'strict' },
    points: { directus: -3 },
    because: 'Rules on rows and fields need a licence key that is activated online.',
    source: DIRECTUS_LICENCE,
  },
  {
    id: 'ship-soonest',
    when: { priority: 'speed' },
    points: { 'baas-first': 3, firebase: 3, appwrite: 2, rails: 4, laravel: 2 },
    because: 'Speed to market wins: platforms first, and in own code a framework of conventions.',
    source: baas101('When You Need BaaS (And When You Don’t)'),
  },
  {
    id: 'own-every-part',
    when: { priority: 'control' },
    points: { custom: 7 },
    because: 'Owning the complexity is preferred to fighting a platform later.',
    source: openSource('Who should choose what, Choose a custom stack if'),
  },
  {
    id: 'be-able-to-leave',
    when: { priority: 'portability' },
    points: { supabase: 3, custom: 4, firebase: -8, buildship: -8 },
    because: 'Portability wins, and direct ownership of the core data is what makes leaving safe.',
    source: openSource('5. How painful it is to leave later'),
  },
  {
    id: 'least-to-run',
    when: { priority: 'operations' },
    points: { 'baas-first': 4, firebase: 2, custom: -3 },
    because: 'The least to operate is often the best start, and that is managed parts.',
    source: mobileStack('Core framework, 5. Let team size constrain ambition'),
  },
  {
    id: 'fastest-runtime',
    when: { priority: 'performance' },
    points: { custom: 6, hybrid: 1, axum: 8, fastify: 4 },
    because: 'Where runtime performance wins, control over the code and a fast foundation matter.',
    source: frameworks2026('#7 Axum'),
  },
  {
    id: 'light-and-fast-node',
    when: { priority: 'performance', language: 'typescript' },
    points: { fastify: 3 },
    because: 'Among the Node frameworks Fastify is the fastest.',
    source: NODE_FACTS,
  },
  {
    id: 'mature-and-known',
    when: { priority: 'ecosystem' },
    points: {
      firebase: 3,
      supabase: 3,
      custom: 3,
      parse: -2,
      pocketbase: -4,
      jerrycan: -8,
      'spring-boot': 2,
    },
    because: 'A mature ecosystem and many people who know it win.',
    source: frameworks2026('The criteria'),
  },
  {
    id: 'predictable-bill',
    when: { priority: 'cost' },
    points: { supabase: 2, firebase: -8, appwrite: 1, pocketbase: 3, custom: 2 },
    because: 'A predictable bill comes from plans, not from a price on each read and write.',
    source: baas101('Pricing: What to Actually Expect, Scale ($100-$500+/month)'),
  },
];
