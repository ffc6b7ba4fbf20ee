import type { LayerRule } from './layer-rule.ts';

const realtime: readonly LayerRule[] = [
  {
    id: 'realtime-drawn',
    when: [{ realtime: ['updates', 'core'] }],
    on: { platform: ['buildship'] },
    kind: 'provider',
    choice: { platform: 'realtime' },
    vendor: 'ably',
    because: 'BuildShip has no channels of its own.',
    runnerUp: 'Pusher',
  },
  {
    id: 'realtime-platform',
    when: [{ realtime: ['updates', 'core'] }],
    on: { shape: ['baas-first', 'hybrid'] },
    kind: 'platform',
    choice: { platform: 'realtime' },
    vendor: 'platform',
    because: 'The platform pushes changes under the same access rules as reads.',
    runnerUp: 'Centrifugo',
  },
  {
    id: 'realtime-channels',
    when: [{ realtime: 'core' }],
    kind: 'service',
    choice: 'Centrifugo beside the service',
    vendor: 'self',
    because: 'Presence, history and many connections deserve a server that is made for them.',
    runnerUp: { framework: 'realtime' },
  },
  {
    id: 'realtime-service',
    when: [{ realtime: 'updates' }],
    kind: 'service',
    choice: { framework: 'realtime' },
    vendor: 'self',
    because: 'Lists that refresh themselves need little more than events from the service.',
    runnerUp: 'Centrifugo',
  },
];

const notifications: readonly LayerRule[] = [
  {
    id: 'notifications-platform',
    when: [{ 'asyncWork.notifications': true }],
    on: { platform: ['firebase', 'appwrite'] },
    kind: 'platform',
    choice: 'The platform’s messaging: push, and mail through a connected sender',
    vendor: 'platform',
    because: 'Push comes with the platform and reaches the devices that its SDK knows.',
    runnerUp: 'OneSignal',
  },
  {
    id: 'notifications-provider',
    when: [{ 'asyncWork.notifications': true }],
    on: { hosting: 'managed' },
    kind: 'provider',
    choice: 'OneSignal, for mail and push',
    vendor: 'onesignal',
    because: 'One sender for mail and push, called from a job, never from a client.',
    runnerUp: 'Resend with Firebase Cloud Messaging',
  },
  {
    id: 'notifications-own',
    when: [{ 'asyncWork.notifications': true }],
    kind: 'service',
    choice: 'A worker that sends by the team’s mail relay and straight to APNs and FCM',
    vendor: 'self',
    because: 'Only what the phones’ makers insist on leaves the house.',
    runnerUp: 'Novu on own servers',
  },
];

const search: readonly LayerRule[] = [
  {
    id: 'search-postgres',
    when: [{ search: 'yes' }],
    on: { shape: ['baas-first'], platform: ['supabase', 'directus'] },
    kind: 'platform',
    choice: 'Full-text search of Postgres with pg_trgm',
    vendor: 'platform',
    because: 'Postgres searches well until ranking becomes a product of its own.',
    runnerUp: 'Typesense',
  },
  {
    id: 'search-appwrite',
    when: [{ search: 'yes' }],
    on: { shape: ['baas-first'], platform: ['appwrite'] },
    kind: 'platform',
    choice: 'Full-text indexes of Appwrite Databases',
    vendor: 'platform',
    because: 'Enough for a start; ranking and facets need a search engine later.',
    runnerUp: 'Typesense',
  },
  {
    id: 'search-service',
    when: [{ search: 'yes' }],
    on: { shape: ['hybrid', 'custom'] },
    kind: 'service',
    choice: 'Meilisearch beside the service, fed by the queue',
    vendor: 'self',
    because: 'Discovery is a key feature, and a separate layer keeps it off the database.',
    runnerUp: 'Full-text search of Postgres',
  },
  {
    id: 'search-provider',
    when: [{ search: 'yes' }],
    on: { hosting: 'managed' },
    kind: 'provider',
    choice: 'Algolia, fed by a function on each change',
    vendor: 'algolia',
    because: 'The platform’s database has no text search of its own.',
    runnerUp: 'Typesense Cloud',
  },
  {
    id: 'search-own',
    when: [{ search: 'yes' }],
    kind: 'service',
    choice: 'Meilisearch on own servers, fed by a function on each change',
    vendor: 'self',
    because: 'The platform’s database has no text search of its own.',
    runnerUp: 'Typesense',
  },
];

const CACHED = [{ traffic: ['read-heavy', 'bursty', 'massive'] }] as const;

const caching: readonly LayerRule[] = [
  {
    id: 'caching-service',
    when: CACHED,
    on: { shape: ['hybrid', 'custom'] },
    kind: 'service',
    choice: 'Valkey beside the service, with HTTP cache headers in front',
    vendor: 'self',
    because: 'Peaks and many reads are answered from memory, with the database out of the way.',
    runnerUp: 'Materialised views alone',
  },
  {
    id: 'caching-edge',
    when: CACHED,
    on: { hosting: 'managed' },
    kind: 'provider',
    choice: 'Cloudflare’s cache in front of public reads',
    vendor: 'cloudflare',
    because: 'Public reads are answered at the edge; private ones stay with the platform.',
    runnerUp: 'Denormalised views',
  },
  {
    id: 'caching-own-edge',
    when: CACHED,
    kind: 'service',
    choice: 'Varnish in front of public reads, on own servers',
    vendor: 'self',
    because: 'Public reads are answered before they reach the platform.',
    runnerUp: 'nginx with its cache',
  },
];

const payments: readonly LayerRule[] = [
  {
    id: 'payments-provider',
    when: [{ payments: 'yes' }],
    kind: 'provider',
    choice: 'Stripe, with signed webhooks into the queue',
    vendor: 'stripe',
    because: 'Money is moved by somebody who is licensed for it; the events are counted once.',
    runnerUp: 'Adyen',
  },
];

const admin: readonly LayerRule[] = [
  {
    id: 'admin-directus',
    when: [{ adminUsers: ['support', 'daily'] }],
    on: { platform: ['directus'] },
    kind: 'platform',
    choice: 'Directus Data Studio',
    vendor: 'platform',
    because: 'People who do not write code can work in it from the first day.',
    runnerUp: 'Appsmith',
  },
  {
    id: 'admin-dashboard',
    when: [{ adminUsers: ['support', 'daily'] }],
    on: { shape: ['baas-first'], platform: ['pocketbase', 'parse'] },
    kind: 'platform',
    choice: 'The platform’s own dashboard',
    vendor: 'platform',
    because: 'Its dashboard shows and edits records well enough for a few people.',
    runnerUp: 'Appsmith',
  },
  {
    id: 'admin-service',
    when: [{ adminUsers: ['support', 'daily'] }],
    on: { shape: ['hybrid', 'custom'] },
    kind: 'service',
    choice: { framework: 'admin' },
    vendor: 'self',
    because: 'Staff work behind the service’s rules and on its audit trail.',
    runnerUp: 'Retool',
  },
  {
    id: 'admin-provider',
    when: [{ adminUsers: ['support', 'daily'] }],
    on: { hosting: 'managed' },
    kind: 'provider',
    choice: 'Retool over audited functions',
    vendor: 'retool',
    because: 'Screens for staff are assembled instead of built; they never get the service key.',
    runnerUp: 'Appsmith',
  },
  {
    id: 'admin-own',
    when: [{ adminUsers: ['support', 'daily'] }],
    kind: 'service',
    choice: 'Appsmith on own servers, over audited functions',
    vendor: 'self',
    because: 'Screens for staff are assembled instead of built, and stay in the house.',
    runnerUp: 'ToolJet',
  },
];

const DELIVERED = [{ media: 'heavy' }, { traffic: 'read-heavy' }] as const;

const delivery: readonly LayerRule[] = [
  {
    id: 'delivery-supabase',
    when: DELIVERED,
    on: { platform: ['supabase'], hosting: 'managed' },
    kind: 'platform',
    choice: 'Supabase Storage’s CDN and image transformation',
    vendor: 'platform',
    because: 'It comes with the storage and needs no second copy of the files.',
    runnerUp: 'Cloudflare Images',
  },
  {
    id: 'delivery-edge',
    when: DELIVERED,
    on: { hosting: 'managed' },
    kind: 'provider',
    choice: 'Cloudflare CDN and Images',
    vendor: 'cloudflare',
    because: 'What is read often is delivered near its readers, in the size they need.',
    runnerUp: 'Cloudinary',
  },
  {
    id: 'delivery-own',
    when: DELIVERED,
    kind: 'service',
    choice: 'imgproxy behind a caching nginx, on own servers',
    vendor: 'self',
    because: 'Sizes are made on demand and kept, without files leaving the house.',
    runnerUp: 'thumbor',
  },
];

const sync: readonly LayerRule[] = [
  {
    id: 'sync-firestore',
    when: [{ offline: 'yes' }],
    on: { platform: ['firebase'] },
    kind: 'platform',
    choice: 'Firestore’s offline persistence',
    vendor: 'platform',
    because: 'The SDK keeps what was read and sends what was written when it is back.',
    runnerUp: 'RxDB',
  },
  {
    id: 'sync-postgres',
    when: [{ offline: 'yes' }],
    on: { platform: ['supabase'], hosting: 'managed' },
    kind: 'provider',
    choice: 'PowerSync',
    vendor: 'powersync',
    because: 'It keeps a part of Postgres in SQLite on the device, by rules.',
    runnerUp: 'RxDB',
  },
  {
    id: 'sync-client',
    when: [{ offline: 'yes' }],
    kind: 'service',
    choice: 'RxDB in the clients, replicating over the API',
    vendor: 'self',
    because: 'The client keeps a database of its own; the server decides conflicts.',
    runnerUp: 'PowerSync',
  },
];

/** The layers that are there when the answers call for them. */
export const FURTHER_LAYER_RULES = {
  realtime,
  notifications,
  search,
  caching,
  payments,
  admin,
  delivery,
  sync,
};
