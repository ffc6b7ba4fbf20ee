import type { NoteRule } from './note-rule.ts';
import { baas101, DIRECTUS_LICENCE, frameworks2026, mobileStack, openSource } from './sources.ts';

const WITH_SERVICE = ['hybrid', 'custom'] as const;

/** What to keep an eye on with the recommended stack. None of them holds before something is answered. */
export const WATCH_FOR = [
  {
    id: 'permission-rules',
    cases: [
      { when: { appType: ['consumer-utility', 'internal-tool', 'saas'] }, shape: ['baas-first'] },
      { when: { appType: 'content-community' }, platform: ['supabase', 'firebase', 'appwrite'] },
    ],
    text: 'Access rules are the wall around the data: write them from the first day, test them as an outsider and as another member, and keep them few.',
    source: baas101('Implementation Tips, Use Row-Level Security From Day One'),
  },
  {
    id: 'vendor-query-limits',
    cases: [
      { when: { appType: 'consumer-utility' }, shape: ['baas-first'] },
      { when: { traffic: ['read-heavy', 'massive'] }, shape: ['baas-first'] },
    ],
    text: 'Learn the platform’s limits on queries, connections and rates before a screen depends on them.',
    source: mobileStack('Practical examples, 1. MVP consumer app for a small team'),
  },
  {
    id: 'feed-data-access',
    cases: [
      { when: { appType: 'consumer-utility' }, shape: ['baas-first'] },
      { when: { appType: 'content-community' } },
    ],
    text: 'Screens that look like feeds may need access patterns of their own later: keep reads behind one module of the client.',
    source: mobileStack('Practical examples, 1. MVP consumer app for a small team'),
  },
  {
    id: 'idempotency',
    cases: [
      { when: { payments: 'yes' } },
      { when: { traffic: 'write-complex' } },
      { when: { appType: 'commerce-marketplace' } },
      { when: { 'asyncWork.webhooks': true } },
    ],
    text: 'Events and requests arrive twice: give each an id, and count it once in the same transaction as its effect.',
    source: mobileStack('Core framework, 4. Match the stack to traffic profile'),
  },
  {
    id: 'failed-payments',
    cases: [{ when: { payments: 'yes' } }],
    text: 'Payments fail, are retried and charged back: model those states from the start and reconcile with the provider daily.',
    source: mobileStack(
      'Practical examples, 2. Marketplace or booking app with transactional workflows',
    ),
  },
  {
    id: 'auditability',
    cases: [
      { when: { compliance: ['audit', 'strict'] } },
      { when: { payments: 'yes' } },
      { when: { appType: 'commerce-marketplace' } },
    ],
    text: 'Somebody will ask who changed what and when: write an audit trail with the change, and let no way around it.',
    source: mobileStack(
      'Practical examples, 2. Marketplace or booking app with transactional workflows',
    ),
  },
  {
    id: 'admin-operations',
    cases: [
      { when: { appType: 'commerce-marketplace' } },
      { when: { adminUsers: ['support', 'daily'] }, shape: WITH_SERVICE },
      {
        when: { adminUsers: 'daily' },
        platform: ['supabase', 'appwrite', 'firebase', 'parse', 'pocketbase', 'buildship'],
      },
    ],
    text: 'Refunds, corrections and look-ups become daily work: plan the staff’s screens as a part of the product.',
    source: mobileStack(
      'Practical examples, 2. Marketplace or booking app with transactional workflows',
    ),
  },
  {
    id: 'api-versioning',
    cases: [
      { when: { appType: 'saas-companion' } },
      { when: { 'existing.web-product': true } },
      { when: { 'clients.server': true, 'clients.mobile': true }, shape: WITH_SERVICE },
    ],
    text: 'Installed apps stay old for months: version the API, and add before you take away.',
    source: mobileStack(
      'Practical examples, 3. SaaS companion mobile app for an existing web product',
    ),
  },
  {
    id: 'permission-drift',
    cases: [{ when: { appType: 'saas-companion' } }, { when: { 'existing.web-product': true } }],
    text: 'Two clients with their own idea of rights drift apart: decide rights in one place, for both.',
    source: mobileStack(
      'Practical examples, 3. SaaS companion mobile app for an existing web product',
    ),
  },
  {
    id: 'notification-bypass',
    cases: [
      { when: { appType: 'saas-companion' } },
      { when: { 'existing.web-product': true, 'asyncWork.notifications': true } },
    ],
    text: 'A notification that is sent past the business rules tells people what they may not know: send from where the rules are.',
    source: mobileStack(
      'Practical examples, 3. SaaS companion mobile app for an existing web product',
    ),
  },
  {
    id: 'write-amplification',
    cases: [
      { when: { appType: 'content-community' } },
      { when: { 'asyncWork.notifications': true, traffic: ['write-complex', 'massive'] } },
    ],
    text: 'One post becomes thousands of writes in feeds and notifications: fan out in jobs, and measure it early.',
    source: mobileStack('Practical examples, 4. Social or community app with realtime features'),
  },
  {
    id: 'moderation-tooling',
    cases: [{ when: { appType: 'content-community' } }],
    text: 'Reports, blocks and take-downs need a queue and people: build the tool before the first bad day.',
    source: mobileStack('Practical examples, 4. Social or community app with realtime features'),
  },
  {
    id: 'realtime-cost',
    cases: [
      { when: { realtime: 'core' } },
      { when: { realtime: 'updates', traffic: ['read-heavy', 'massive'] } },
    ],
    text: 'Live channels are billed by connection and message: know what one active person costs in a month.',
    source: mobileStack('Practical examples, 4. Social or community app with realtime features'),
  },
  {
    id: 'cold-starts',
    cases: [
      { when: { traffic: 'bursty' } },
      { when: { priority: 'performance' }, shape: ['baas-first'] },
    ],
    text: 'Functions and instances that slept answer slowly, just when a peak begins: measure the first call, and keep some awake for hot paths.',
    source: mobileStack('Core framework, 4. Match the stack to traffic profile'),
  },
  {
    id: 'rate-limited-dependencies',
    cases: [
      { when: { traffic: 'bursty' } },
      { when: { appType: 'integration-api' } },
      { when: { 'existing.back-office': true } },
    ],
    text: 'Third parties limit how often they are called: put a queue with a speed limit in front of each.',
    source: mobileStack('Core framework, 4. Match the stack to traffic profile'),
  },
  {
    id: 'client-side-rules',
    cases: [
      { when: { payments: 'yes' }, shape: ['baas-first'] },
      { when: { domainLogic: ['some', 'complex'] }, shape: ['baas-first'] },
      { when: { 'clients.mobile': true, payments: 'yes' } },
    ],
    text: 'Prices, rights and state changes never live in a client alone: what it can compute, it can forge.',
    source: mobileStack('Common mistakes, Putting critical business rules only in the client'),
  },
  {
    id: 'schema-design',
    cases: [
      { when: { dataThinking: 'sql' }, platform: ['supabase'] },
      { when: { dataShape: 'relational' }, platform: ['supabase', 'pocketbase'] },
      { when: { dataShape: 'document' }, platform: ['firebase', 'appwrite', 'parse'] },
    ],
    text: 'A weak data model hurts more than a wrong platform: let one person answer for schema, indexes and migrations.',
    source: openSource('Common mistakes, 4. Underestimating data model quality'),
  },
  {
    id: 'platform-ceiling',
    cases: [
      {
        when: { dataThinking: 'api' },
        shape: ['baas-first'],
        platform: ['appwrite', 'parse', 'pocketbase'],
      },
      { when: { domainLogic: ['some', 'complex'] }, shape: ['baas-first'] },
      { when: { selfHosting: 'required' }, platform: ['appwrite', 'pocketbase'] },
      { when: { traffic: 'massive' }, shape: ['baas-first', 'hybrid'] },
    ],
    text: 'The abstraction that makes the start simple ends somewhere: note where you work around it, and move that part into a service.',
    source: openSource('Appwrite'),
  },
  {
    id: 'lock-in',
    cases: [{ platform: ['firebase', 'buildship'] }],
    text: 'Data model, rules and functions are proprietary: keep them behind modules of your own and export the data regularly.',
    source: baas101('The Major BaaS Platforms Compared, Firebase'),
  },
  {
    id: 'usage-pricing',
    cases: [
      { platform: ['firebase'] },
      { when: { traffic: ['massive', 'read-heavy'] }, shape: ['baas-first'] },
      { when: { media: 'heavy' }, shape: ['baas-first'] },
    ],
    text: 'The bill follows use and can jump: set budgets and alerts, and know which meter dominates.',
    source: baas101('Pricing: What to Actually Expect, Scale ($100-$500+/month)'),
  },
  {
    id: 'self-hosting-operations',
    cases: [{ hosting: 'self-hosted' }],
    text: 'Backups, upgrades, monitoring and security are yours now: name who does them, and restore a backup before you need one.',
    source: openSource('Common mistakes, 2. Confusing “open source” with “easy to own”'),
  },
  {
    id: 'too-many-vendors',
    cases: [{ vendors: 5 }],
    text: 'Every vendor is a contract, a login and a way to fail: take on the further layers one at a time, when they are needed.',
    source: mobileStack('Common mistakes, Choosing too many vendors at once'),
  },
  {
    id: 'premature-scale',
    cases: [
      { when: { stage: ['prototype', 'mvp'] }, shape: ['custom'] },
      { when: { stage: ['prototype', 'mvp'], traffic: 'massive' } },
      { when: { stage: ['prototype', 'mvp'], priority: ['control', 'performance'] } },
      { when: { stage: 'prototype' }, shape: ['hybrid'] },
    ],
    text: 'Early products fail for want of learning, not of scale: build for the next 12 to 18 months.',
    source: mobileStack('Common mistakes, Building for scale you have not earned yet'),
  },
  {
    id: 'offline-sync',
    cases: [{ when: { offline: 'yes' } }],
    text: 'Writes come late, twice and in conflict: decide per kind of record who wins, and show people what is not sent yet.',
    source: mobileStack('Practical examples, 5. Internal operations app or field app'),
  },
  {
    id: 'young-ecosystem',
    cases: [{ framework: ['jerrycan'] }, { platform: ['pocketbase'] }],
    text: 'Young and kept by few: pin exact versions, read each change, and keep tests that would survive a rewrite.',
    source: frameworks2026('The honest caveats on #1'),
  },
  {
    id: 'low-momentum',
    cases: [{ platform: ['parse'] }],
    text: 'Parse is proven, but new tools and people gather elsewhere: look at the state of the project once a year.',
    source: openSource('Parse Platform'),
  },
  {
    id: 'runtime-logic-in-data-platform',
    cases: [
      { when: { domainLogic: ['some', 'complex'] }, platform: ['directus'] },
      { when: { payments: 'yes' }, platform: ['directus'] },
      { when: { 'asyncWork.webhooks': true }, platform: ['directus'] },
    ],
    text: 'Directus manages data; runtime logic belongs beside it, not into ever more flows and extensions.',
    source: openSource('Directus'),
  },
  {
    id: 'visual-paradigm-limits',
    cases: [{ platform: ['buildship'] }],
    text: 'Logic that does not fit a drawing becomes harder than code: keep workflows small, and move such logic out.',
    source: baas101('The Major BaaS Platforms Compared, BuildShip'),
  },
  {
    id: 'licence-terms',
    cases: [{ platform: ['directus'] }],
    text: 'Without a key Directus 12 has 3 seats, 25 collections and no rules on rows or fields; the free grant for small organisations has to be applied for.',
    source: DIRECTUS_LICENCE,
  },
] as const satisfies readonly NoteRule[];

export type WatchForId = (typeof WATCH_FOR)[number]['id'];
