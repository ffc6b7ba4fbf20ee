import type { ScoreRule } from '../rule.ts';
import { baas101, mobileStack, openSource } from '../sources.ts';

/** How the team thinks of data, what the data is like, and what is already there. */
export const DATA_RULES: readonly ScoreRule[] = [
  {
    id: 'thinks-in-sql',
    when: { dataThinking: 'sql' },
    points: {
      supabase: 8,
      directus: 3,
      pocketbase: 1,
      appwrite: -4,
      firebase: -8,
      parse: -3,
      buildship: -4,
      custom: 8,
    },
    because:
      'The team thinks in tables, migrations and SQL, and wants to be close to the database.',
    source: openSource('2. Whether your team thinks in SQL or in APIs'),
  },
  {
    id: 'thinks-in-apis',
    when: { dataThinking: 'api' },
    points: { appwrite: 10, firebase: 7, parse: 3, pocketbase: 2, supabase: -2, custom: -2 },
    because: 'The team prefers collections, documents and SDK calls over database-first work.',
    source: openSource('2. Whether your team thinks in SQL or in APIs'),
  },
  {
    id: 'rather-draws-it',
    when: { dataThinking: 'visual' },
    points: { 'baas-first': 4, buildship: 16, directus: 4 },
    because: 'The team would rather draw the backend than write it.',
    source: baas101('How to Choose: A Practical Framework, 1. What’s your database preference?'),
  },
  {
    id: 'relational-data',
    when: { dataShape: 'relational' },
    points: { supabase: 4, directus: 3, custom: 4 },
    because: 'Joins, reports and transactions want a relational database.',
    source: mobileStack('Common mistakes, Ignoring data model fit'),
  },
  {
    id: 'loose-documents',
    when: { dataShape: 'document' },
    points: { firebase: 6, appwrite: 5, parse: 3, supabase: -3, directus: -6, pocketbase: -1 },
    because: 'Loose, self-contained documents fit a document database.',
    source: baas101('How to Choose: A Practical Framework, 1. What’s your database preference?'),
  },
  {
    id: 'keeps-its-postgres',
    when: { 'existing.postgres': true },
    points: {
      supabase: 8,
      directus: 3,
      appwrite: -4,
      firebase: -8,
      parse: -4,
      pocketbase: -6,
      buildship: -4,
      custom: 8,
    },
    because:
      'A Postgres that stays is the centre of gravity; what is built on Postgres can take it in.',
    source: openSource('5. How painful it is to leave later'),
  },
  {
    id: 'invested-in-parse',
    when: { 'existing.parse': true },
    points: { parse: 32 },
    because: 'A Parse app, or a team that knows Parse well, is a good reason to stay with it.',
    source: openSource('Parse Platform'),
  },
  {
    id: 'lives-in-google-cloud',
    when: { 'existing.google-cloud': true },
    points: { firebase: 9 },
    because: 'For a team in Google’s ecosystem Firebase is the shortest way.',
    source: baas101('The Major BaaS Platforms Compared, Firebase'),
  },
  {
    id: 'web-product-exists',
    when: { 'existing.web-product': true },
    points: { hybrid: 10, custom: 10, 'baas-first': -6 },
    because:
      'A product with accounts and APIs exists; consistency with it counts for more than a new tool.',
    source: mobileStack(
      'Practical examples, 3. SaaS companion mobile app for an existing web product',
    ),
  },
  {
    id: 'systems-of-record',
    when: { 'existing.back-office': true },
    points: { hybrid: 4, custom: 4, 'spring-boot': 2 },
    because: 'Integration with systems of record is code that somebody has to own.',
    source: openSource('Real example, When I’d go custom'),
  },
  {
    id: 'functions-in-many-languages',
    when: { language: 'polyglot' },
    points: { appwrite: 10 },
    because: 'Appwrite’s functions run in more than ten languages.',
    source: baas101('The Major BaaS Platforms Compared, Appwrite'),
  },
];
