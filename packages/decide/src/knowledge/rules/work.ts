import type { ScoreRule } from '../rule.ts';
import { baas101, fact, mobileStack, openSource, POCKETBASE_FACTS } from '../sources.ts';

/** How much logic there is, what runs outside a request, and how much load. */
export const WORK_RULES: readonly ScoreRule[] = [
  {
    id: 'mostly-data-access',
    when: { domainLogic: 'crud' },
    points: { 'baas-first': 16, hybrid: -2, custom: -12 },
    because:
      'The backend is mostly data access, permissions and a few workflows: what platforms save time on.',
    source: openSource('4. Whether your backend is product logic or mostly data access'),
  },
  {
    id: 'some-rules-of-its-own',
    when: { domainLogic: 'some' },
    points: { hybrid: 18, 'baas-first': -4, custom: 2 },
    because:
      'Some rules must run on a server: managed parts for the standard, a service of one’s own for the rest.',
    source: mobileStack('Core framework, 2. Decide how much backend you really want to own'),
  },
  {
    id: 'complexity-is-the-business',
    when: { domainLogic: 'complex' },
    points: { custom: 26, hybrid: 18, 'baas-first': -16, buildship: -10 },
    because: 'The logic is the business; on a platform alone it would end in building around it.',
    source: openSource('Real example, When I’d go custom'),
  },
  {
    id: 'no-runtime-logic-in-directus',
    when: { domainLogic: ['some', 'complex'] },
    points: { 'baas-first+directus': -10, 'hybrid+directus': -2 },
    because: 'Directus is least at home as the whole backend of a product with much runtime logic.',
    source: openSource('Directus'),
  },
  {
    id: 'webhooks',
    when: { 'asyncWork.webhooks': true },
    points: { hybrid: 3, custom: 2 },
    because: 'Webhooks and service integrations are what a hybrid is for.',
    source: mobileStack('Core framework, 2. Decide how much backend you really want to own'),
  },
  {
    id: 'scheduled-work',
    when: { 'asyncWork.scheduled': true },
    points: { hybrid: 1 },
    because:
      'Reminders, reports and clean-ups are background jobs, which a service runs most plainly.',
    source: mobileStack(
      'Practical examples, 2. Marketplace or booking app with transactional workflows',
    ),
  },
  {
    id: 'processing-pipelines',
    when: { 'asyncWork.pipelines': true },
    points: { hybrid: 4, custom: 5, buildship: -2 },
    because: 'Processing pipelines are where the platform approach shows its edges.',
    source: openSource('4. Whether your backend is product logic or mostly data access'),
  },
  {
    id: 'orchestration',
    when: { 'asyncWork.orchestration': true },
    points: { hybrid: 4, custom: 5, buildship: 4 },
    because:
      'Long workflows across services want workers of one’s own, or a tool that is about workflows.',
    source: openSource('4. Whether your backend is product logic or mostly data access'),
  },
  {
    id: 'small-even-load',
    when: { traffic: 'low-steady' },
    points: { 'baas-first': 2, pocketbase: 1 },
    because: 'Under a small, even load simpler operations beat theoretical optimisation.',
    source: mobileStack('Core framework, 4. Match the stack to traffic profile'),
  },
  {
    id: 'sharp-peaks',
    when: { traffic: 'bursty' },
    points: { custom: 2, hybrid: 1, pocketbase: -4 },
    because:
      'Peaks meet concurrency limits and cold starts, which a service of one’s own controls.',
    source: mobileStack('Core framework, 4. Match the stack to traffic profile'),
  },
  {
    id: 'many-reads',
    when: { traffic: 'read-heavy' },
    points: { hybrid: 3, custom: 3, firebase: -4 },
    because:
      'Many reads want caches, views and search beside the database, and cost most where each read is billed.',
    source: mobileStack('Core framework, 4. Match the stack to traffic profile'),
  },
  {
    id: 'consistent-writes',
    when: { traffic: 'write-complex' },
    points: { hybrid: 5, custom: 6, firebase: -2, pocketbase: -6 },
    because:
      'Many writes that must agree want transactions, idempotency and queues in one controlled layer.',
    source: mobileStack('Core framework, 4. Match the stack to traffic profile'),
  },
  {
    id: 'massive-from-the-start',
    when: { traffic: 'massive' },
    points: { 'baas-first': -10, custom: 12, hybrid: 6, firebase: -2 },
    because: 'At very high volume platform prices climb and control over caches and queries pays.',
    source: baas101('When You Need BaaS (And When You Don’t)'),
  },
  {
    id: 'money-moves',
    when: { payments: 'yes' },
    points: { hybrid: 2, custom: 2, firebase: -2 },
    because:
      'Payments bring retries, reconciliation and webhooks, which belong into a controlled layer.',
    source: mobileStack(
      'Practical examples, 2. Marketplace or booking app with transactional workflows',
    ),
  },
  {
    id: 'discovery',
    when: { search: 'yes' },
    points: { hybrid: 1, custom: 1, firebase: -2 },
    because:
      'Discovery as a key feature needs text search, which Postgres has and a document store lacks.',
    source: fact('Firestore has no full-text search of its own; Postgres has'),
  },
  {
    id: 'live-collaboration',
    when: { realtime: 'core' },
    points: { firebase: 3, supabase: 2, directus: -3, buildship: -5, pocketbase: -2 },
    because: 'Chat, presence and collaboration want realtime channels that were made for it.',
    source: baas101('The Major BaaS Platforms Compared, Firebase'),
  },
  {
    id: 'live-lists',
    when: { realtime: 'updates' },
    points: { supabase: 1, firebase: 1, buildship: -3 },
    because:
      'Lists that refresh themselves come with platforms that push changes of tables to their clients.',
    source: baas101('Core Features Every BaaS Platform Should Offer, Real-Time Capabilities'),
  },
  {
    id: 'works-offline',
    when: { offline: 'yes' },
    points: { firebase: 3, pocketbase: -2, directus: -1 },
    because:
      'Firebase brings offline data and sync in its mobile SDKs; elsewhere a sync layer comes on top.',
    source: baas101('Common Use Cases'),
  },
  {
    id: 'media-pipeline',
    when: { media: 'heavy' },
    points: { hybrid: 1, custom: 1, pocketbase: -3 },
    because:
      'Media to transform and deliver wants storage behind a delivery network and some processing.',
    source: baas101('Core Features Every BaaS Platform Should Offer, File Storage'),
  },
  {
    id: 'embedded-database-limits',
    when: { traffic: ['bursty', 'read-heavy', 'write-complex'], stage: ['growth', 'established'] },
    points: { pocketbase: -6 },
    because: 'One process with an embedded database neither scales out nor moves between regions.',
    source: POCKETBASE_FACTS,
  },
];
