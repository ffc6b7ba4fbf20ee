import type { Framework, Platform } from '../options.ts';

/** What a platform brings for each layer, by the name that its makers use. */
export interface PlatformProducts {
  /** Who sells it as a service, as an id. */
  readonly vendor: string;
  readonly auth: string;
  readonly database: string;
  readonly api: string;
  readonly functions: string;
  readonly storage: string;
  readonly schedule: string;
  readonly queue: string;
  readonly cloud: string;
  readonly ownServers: string;
  readonly logs: string;
  readonly realtime: string;
}

export const PLATFORM_PRODUCTS: Readonly<Record<Platform, PlatformProducts>> = {
  supabase: {
    vendor: 'supabase',
    auth: 'Supabase Auth',
    database: 'Supabase Postgres',
    api: 'Supabase data API (PostgREST) under row-level security',
    functions: 'Supabase Edge Functions beside the data API',
    storage: 'Supabase Storage',
    schedule: 'Supabase Cron calling Edge Functions',
    queue: 'Supabase Queues, worked by a scheduled Edge Function',
    cloud: 'Supabase Cloud',
    ownServers: 'Supabase in containers on own servers',
    logs: 'Supabase logs, with error tracking by Sentry',
    realtime: 'Supabase Realtime',
  },
  appwrite: {
    vendor: 'appwrite',
    auth: 'Appwrite Auth',
    database: 'Appwrite Databases',
    api: 'Appwrite’s data API under its permissions',
    functions: 'Appwrite Functions beside the data API',
    storage: 'Appwrite Storage',
    schedule: 'Scheduled Appwrite Functions',
    queue: 'An outbox collection, worked by a scheduled Appwrite Function',
    cloud: 'Appwrite Cloud',
    ownServers: 'Appwrite in containers on own servers',
    logs: 'Appwrite execution logs, with error tracking by Sentry',
    realtime: 'Appwrite Realtime',
  },
  directus: {
    vendor: 'directus',
    auth: 'Directus users, roles and policies',
    database: 'PostgreSQL under Directus',
    api: 'Directus REST and GraphQL under its policies',
    functions: 'Directus endpoint extensions beside its API',
    storage: 'Directus Files',
    schedule: 'Directus Flows on a schedule',
    queue: 'An outbox collection, worked by a scheduled Directus Flow',
    cloud: 'Directus Cloud',
    ownServers: 'Directus and PostgreSQL in containers on own servers',
    logs: 'Directus activity and container logs, with error tracking by Sentry',
    realtime: 'Directus WebSocket subscriptions',
  },
  firebase: {
    vendor: 'google',
    auth: 'Firebase Authentication',
    database: 'Cloud Firestore',
    api: 'Firestore through the SDKs under security rules',
    functions: 'Cloud Functions beside the SDKs',
    storage: 'Cloud Storage for Firebase',
    schedule: 'Scheduled Cloud Functions',
    queue: 'Cloud Tasks calling Cloud Functions',
    cloud: 'Firebase on Google Cloud',
    ownServers: 'not possible',
    logs: 'Cloud Logging, with Crashlytics on the clients and error tracking by Sentry',
    realtime: 'Firestore listeners',
  },
  parse: {
    vendor: 'back4app',
    auth: 'Parse users, sessions and roles',
    database: 'MongoDB under Parse Server',
    api: 'Parse REST and GraphQL under class permissions and ACLs',
    functions: 'Parse Cloud Code beside its API',
    storage: 'Parse Files',
    schedule: 'Parse jobs on a schedule',
    queue: 'An outbox class, worked by a scheduled Parse job',
    cloud: 'Back4App',
    ownServers: 'Parse Server and MongoDB in containers on own servers',
    logs: 'Parse Server logs, with error tracking by Sentry',
    realtime: 'Parse LiveQuery',
  },
  pocketbase: {
    vendor: 'render',
    auth: 'PocketBase auth collections',
    database: 'SQLite inside PocketBase',
    api: 'PocketBase’s data API under its collection rules',
    functions: 'PocketBase hooks and routes',
    storage: 'PocketBase file fields',
    schedule: 'PocketBase cron hooks',
    queue: 'An outbox collection, worked by a PocketBase cron hook',
    cloud: 'One PocketBase instance with a disk on Render',
    ownServers: 'One PocketBase process on an own server, backed up by Litestream',
    logs: 'PocketBase logs, with error tracking by Sentry',
    realtime: 'PocketBase realtime subscriptions',
  },
  buildship: {
    vendor: 'buildship',
    auth: 'Firebase Authentication, checked by BuildShip',
    database: 'BuildShip tables (Firestore)',
    api: 'BuildShip endpoints',
    functions: 'BuildShip workflows as REST endpoints',
    storage: 'Cloud Storage, reached by BuildShip nodes',
    schedule: 'Scheduled BuildShip workflows',
    queue: 'BuildShip workflows on a task queue node',
    cloud: 'BuildShip’s cloud',
    ownServers: 'not possible',
    logs: 'BuildShip run logs, with error tracking by Sentry',
    realtime: 'Ably channels',
  },
};

/** What is idiomatic beside a framework. */
export interface FrameworkProducts {
  readonly service: string;
  readonly auth: string;
  readonly queue: string;
  readonly realtime: string;
  readonly admin: string;
}

export const FRAMEWORK_PRODUCTS: Readonly<Record<Framework, FrameworkProducts>> = {
  fastify: {
    service: 'A Fastify service with OpenAPI',
    auth: 'better-auth',
    queue: 'pg-boss on the same Postgres',
    realtime: 'Server-sent events from the service, fed by LISTEN/NOTIFY',
    admin: 'AdminJS beside the service',
  },
  nestjs: {
    service: 'A NestJS service on the Fastify adapter, with OpenAPI',
    auth: 'better-auth',
    queue: 'pg-boss on the same Postgres',
    realtime: 'NestJS WebSocket gateways',
    admin: 'AdminJS beside the service',
  },
  fastapi: {
    service: 'A FastAPI service with its OpenAPI',
    auth: 'FastAPI Users',
    queue: 'Procrastinate on the same Postgres',
    realtime: 'FastAPI WebSockets, fed by LISTEN/NOTIFY',
    admin: 'SQLAdmin',
  },
  django: {
    service: 'Django with Django REST framework',
    auth: 'Django’s accounts with django-allauth',
    queue: 'Procrastinate on the same Postgres',
    realtime: 'Django Channels',
    admin: 'Django admin',
  },
  rails: {
    service: 'Rails in API mode',
    auth: 'Devise',
    queue: 'Solid Queue on the same Postgres',
    realtime: 'Action Cable with Solid Cable',
    admin: 'Avo',
  },
  'spring-boot': {
    service: 'A Spring Boot service with springdoc OpenAPI',
    auth: 'Spring Security',
    queue: 'JobRunr on the same Postgres',
    realtime: 'Spring WebSocket with STOMP',
    admin: 'Appsmith, run by the team',
  },
  axum: {
    service: 'An Axum service with utoipa OpenAPI',
    auth: 'axum-login',
    queue: 'apalis on the same Postgres',
    realtime: 'Axum WebSockets, fed by LISTEN/NOTIFY',
    admin: 'Appsmith, run by the team',
  },
  laravel: {
    service: 'A Laravel API',
    auth: 'Laravel Fortify with Sanctum',
    queue: 'Laravel queues on the same Postgres',
    realtime: 'Laravel Reverb',
    admin: 'Filament',
  },
  jerrycan: {
    service: 'A jerrycan workspace generated from its design file',
    auth: 'jerrycan’s session accounts',
    queue: 'jerrycan’s jobs',
    realtime: 'jerrycan’s realtime channels',
    admin: 'Appsmith, run by the team',
  },
};
