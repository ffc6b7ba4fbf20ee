import type { LayerRule } from './layer-rule.ts';

export const realtime: readonly LayerRule[] = [
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

export const notifications: readonly LayerRule[] = [
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

const DELIVERED = [{ media: 'heavy' }, { traffic: 'read-heavy' }] as const;

export const delivery: readonly LayerRule[] = [
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

export const sync: readonly LayerRule[] = [
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
    id: 'sync-client',
    when: [{ offline: 'yes' }],
    kind: 'service',
    choice: 'RxDB in the clients, replicating over the API',
    vendor: 'self',
    because: 'The client keeps a database of its own; the server decides conflicts.',
    runnerUp: 'PowerSync',
  },
];
