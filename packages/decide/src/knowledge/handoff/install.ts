import type { Framework, Platform } from '../options.ts';

/** How a part that has no template is begun by hand: steps in order. */
export interface FirstSteps {
  readonly install: readonly string[];
  /** What to have in place before the first line of the product is written. */
  readonly before: readonly string[];
}

export const PLATFORM_STEPS: Readonly<Record<Platform, FirstSteps>> = {
  supabase: {
    install: [
      'Add the command as a development dependency: `npm install --save-dev supabase`.',
      '`npx supabase init` writes the project; `npx supabase start` runs it locally (it needs Docker).',
      'Write every change of the schema as a migration in `supabase/migrations`.',
    ],
    before: [
      'Row-level security on every table, deny by default, with a test as an outsider and as another member.',
      'The service key only on servers; the clients get the publishable one.',
    ],
  },
  appwrite: {
    install: [
      'Install the command: `npm install --save-dev appwrite-cli`; the client SDK is `appwrite`.',
      'Self-hosted: take the compose file of one exact release and pin it; in the cloud: make a project.',
      'Keep collections, buckets and functions in `appwrite.config.json` and push them from there.',
    ],
    before: [
      'Document and bucket permissions per record, not `any`; test them as another member.',
      'Indexes for every query that a list makes.',
    ],
  },
  directus: {
    install: [
      'Run the container image of one exact release beside PostgreSQL; set `KEY`, `SECRET` and `PUBLIC_URL`.',
      'Keep the data model in a schema snapshot in the repository (`directus schema snapshot`, `schema apply`).',
      'Decide about the licence key first: without one there are no rules on rows or fields.',
    ],
    before: [
      'A policy for each role; count the seats and collections against the licence.',
      'A check that fails loudly if another member can read foreign rows.',
    ],
  },
  firebase: {
    install: [
      'Install the command: `npm install --save-dev firebase-tools`; `npx firebase init` writes the configuration.',
      'Develop against the local emulators (`npx firebase emulators:start`; they need Java).',
      'Keep security rules and indexes in the repository and deploy them from there.',
    ],
    before: [
      'Security rules with unit tests in the emulator before the first real record.',
      'A budget with alerts, and a data model drawn from the screens’ reads.',
    ],
  },
  parse: {
    install: [
      '`npm install parse-server` with an exact version, beside MongoDB; the client SDK is `parse`.',
      'Define classes and their permissions in code (`schema` of the server’s options), not by hand in the dashboard.',
      'Keep the master key on servers, and limit where it may come from (`masterKeyIps`).',
    ],
    before: [
      'Class-level permissions closed, ACLs per record, client class creation off.',
      'Cloud Code for everything that decides about rights or state.',
    ],
  },
  pocketbase: {
    install: [
      'Take the binary of one exact release from its makers, with its checksum; the client SDK is `pocketbase`.',
      'Write migrations in `pb_migrations` and hooks in `pb_hooks`, both in the repository.',
      'One instance with one volume; replicate the database file by Litestream.',
    ],
    before: [
      'List and view rules on every collection; test them as another member.',
      'A restore of the backup that somebody has really done.',
    ],
  },
  buildship: {
    install: [
      'Make a project on its site and write down every workflow: trigger, inputs, outputs, secrets.',
      'Keep an OpenAPI description of all endpoints in the repository; generate the client from it.',
      'Develop against a mock server that fulfils the description, since nothing runs locally.',
    ],
    before: [
      'A contract test against the live address, run daily.',
      'An owner for every secret that a workflow holds.',
    ],
  },
};

export const FRAMEWORK_STEPS: Readonly<Record<Framework, FirstSteps>> = {
  fastify: {
    install: [
      '`npm install fastify` with TypeScript; one plugin per area, schemas on every route.',
      'Database access by drizzle with migrations in the repository.',
    ],
    before: ['Validated settings at the start, and a stop that answers what is in flight.'],
  },
  nestjs: {
    install: [
      '`npx @nestjs/cli new NAME`, then the Fastify adapter (`@nestjs/platform-fastify`).',
      'One module per area; validation by a global pipe that refuses unknown fields.',
    ],
    before: ['Shutdown hooks on, and no framework banner.'],
  },
  fastapi: {
    install: [
      '`uv init NAME`, then `uv add "fastapi[standard]" sqlalchemy alembic`.',
      'One router per area; Pydantic models for what comes in and what goes out.',
    ],
    before: ['Migrations by Alembic from the first table.'],
  },
  django: {
    install: [
      '`uv add django djangorestframework`, then `django-admin startproject NAME`.',
      'A user model of your own before the first migration.',
    ],
    before: ['The admin behind its own sign-in with a second factor.'],
  },
  rails: {
    install: [
      '`rails new NAME --api --database=postgresql`.',
      'Solid Queue for jobs, on the same database.',
    ],
    before: ['Strong parameters on every action, and a policy object per model.'],
  },
  'spring-boot': {
    install: [
      'A project from Spring Initializr: Web, Validation, Data JPA, Security, Actuator, Flyway, PostgreSQL.',
      'Virtual threads on; one package per area.',
    ],
    before: ['Actuator endpoints closed but for health.'],
  },
  axum: {
    install: [
      '`cargo new NAME`, then `cargo add axum tokio sqlx tower-http tracing` with exact versions.',
      'Queries checked at compile time by `sqlx`, migrations in the repository.',
    ],
    before: ['A stop on SIGTERM that drains, limits on bodies and time.'],
  },
  laravel: {
    install: [
      '`composer create-project laravel/laravel NAME`, then Sanctum and Fortify.',
      'The database queue with Horizon or a plain worker.',
    ],
    before: ['Policies on every model, and form requests for input.'],
  },
  jerrycan: {
    install: [
      '`cargo install jerrycan --version` with one exact version.',
      'Describe entities, relations, roles, jobs and buckets in `design.json`; `jerrycan new` writes the workspace, `jerrycan check` proves it.',
      'Fill the handlers: they are written as stubs.',
    ],
    before: ['Acceptance tests of your own; some generated ones cannot pass by construction.'],
  },
};
