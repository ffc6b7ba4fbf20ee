import type { Framework, Platform } from './options.ts';

/** What ties one to a part, and how one leaves it. */
export interface ExitPlan {
  readonly lockedInto: readonly string[];
  readonly wayOut: string;
}

export const PLATFORM_EXITS: Readonly<Record<Platform, ExitPlan>> = {
  supabase: {
    lockedInto: [
      'Supabase Auth’s users and tokens',
      'row-level security policies',
      'the generated data API and its SDK',
      'Edge Functions',
    ],
    wayOut:
      'Dump the Postgres database and restore it on any other; password hashes come along. Replace the data API table by table with a service that reads the same tables, then the accounts, then the storage.',
  },
  appwrite: {
    lockedInto: [
      'Appwrite’s document model and permissions',
      'its accounts and sessions',
      'its SDKs',
      'its function runtimes',
    ],
    wayOut:
      'Move from the cloud to own servers first: it is the same software. To leave it, export collections over the API into Postgres tables, put a service in front, and let people set new passwords where the hashes cannot be taken over.',
  },
  directus: {
    lockedInto: [
      'Directus policies and flows',
      'its generated API',
      'its studio',
      'its licence key',
    ],
    wayOut:
      'The data stays in ordinary SQL tables: point a service at the same database, replace the API collection by collection, and keep the studio for staff as long as it serves.',
  },
  firebase: {
    lockedInto: [
      'Firestore’s data model and queries',
      'security rules',
      'Firebase Authentication',
      'Cloud Functions triggers',
      'usage-based prices',
    ],
    wayOut:
      'Expect a rewrite of data access: export Firestore, design tables, write both for a while, and move screens one at a time. Users can be exported with their hashes.',
  },
  parse: {
    lockedInto: ['Parse classes and ACLs', 'Cloud Code', 'its SDKs'],
    wayOut:
      'It is open source on a database of your own: host it anywhere. To leave, put a service beside it on the same database and move one class at a time.',
  },
  pocketbase: {
    lockedInto: ['collection rules', 'hooks in its embedded runtime', 'one process with SQLite'],
    wayOut:
      'Copy the SQLite file, load it into Postgres, and rebuild rules and hooks in a service; the small data model makes that a matter of days.',
  },
  buildship: {
    lockedInto: ['workflows that cannot be exported', 'its cloud', 'its tables'],
    wayOut:
      'Keep a written contract of every endpoint; to leave, rebuild the endpoints from it in a small service, and read the tables out over the API.',
  },
};

export const FRAMEWORK_EXITS: Readonly<Record<Framework, ExitPlan>> = {
  fastify: {
    lockedInto: ['Fastify plugins and hooks'],
    wayOut:
      'Logic that lives in plain functions moves to another Node framework route by route; the schema and the data stay.',
  },
  nestjs: {
    lockedInto: ['decorators, modules and dependency injection'],
    wayOut:
      'Keep logic in plain classes; controllers are rewritten, the rest is taken along. Data stays in Postgres.',
  },
  fastapi: {
    lockedInto: ['Pydantic models and dependencies'],
    wayOut: 'The OpenAPI description is the contract for a successor; data stays in Postgres.',
  },
  django: {
    lockedInto: ['the ORM and its migrations', 'the admin', 'Django’s accounts'],
    wayOut:
      'Put another service on the same tables and move one app at a time; the admin can stay longest.',
  },
  rails: {
    lockedInto: ['Active Record and its conventions', 'gems'],
    wayOut:
      'Put another service on the same tables and move one area at a time behind the same paths.',
  },
  'spring-boot': {
    lockedInto: ['Spring’s container and starters'],
    wayOut: 'Modules with clear interfaces move one by one; data and contracts stay.',
  },
  axum: {
    lockedInto: ['few: extractors and middleware'],
    wayOut: 'Most of the code is plain Rust; data stays in Postgres.',
  },
  laravel: {
    lockedInto: ['Eloquent', 'first-party packages'],
    wayOut: 'Put another service on the same tables and move one area at a time.',
  },
  jerrycan: {
    lockedInto: ['its design file and generators', 'a framework before 1.0'],
    wayOut:
      'The generated code is yours, in Rust, on SQLite or Postgres: freeze it, or take the design file as the description for a successor.',
  },
};
