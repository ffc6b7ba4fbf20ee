import type { NoteRule } from './note-rule.ts';
import { baas101, DIRECTUS_LICENCE, frameworks2026, mobileStack, openSource } from './sources.ts';

/** When to look at the decision again. The first five hold for every stack. */
export const REVISIT_WHEN: readonly NoteRule[] = [
  {
    id: 'product-changes',
    cases: [{}],
    text: 'The product changes its kind: a marketplace, chat, subscriptions or heavy media are added.',
    source: mobileStack('When to revisit'),
  },
  {
    id: 'traffic-changes',
    cases: [{}],
    text: 'The load changes its shape: from steady to peaks, or to many live connections.',
    source: mobileStack('When to revisit'),
  },
  {
    id: 'team-changes',
    cases: [{}],
    text: 'The team grows or shrinks, and with it what it can own.',
    source: mobileStack('When to revisit'),
  },
  {
    id: 'recurring-limits',
    cases: [{}],
    text: 'The same limit is met again and again: in queries, jobs, permissions or in what can be seen.',
    source: mobileStack('When to revisit'),
  },
  {
    id: 'new-tools',
    cases: [{}],
    text: 'A new tool or standard makes accounts, deployment, sync or leaving clearly simpler.',
    source: mobileStack('When to revisit'),
  },
  {
    id: 'web-client-added',
    cases: [{ when: { 'clients.mobile': true, 'clients.web': false } }],
    text: 'A web client or a surface for staff is added.',
    source: mobileStack('When to revisit'),
  },
  {
    id: 'self-hosting-becomes-required',
    cases: [{ when: { selfHosting: 'someday' } }],
    text: 'The wish to host it yourselves becomes a requirement: compliance, residency, a contract or a price.',
    source: openSource('3. How much you care about self-hosting for real'),
  },
  {
    id: 'logic-outgrows-functions',
    cases: [{ shape: ['baas-first'] }],
    text: 'Logic outgrows small functions, or queries need tuning that the platform does not allow.',
    source: baas101(
      'Frequently Asked Questions, When should I stop using BaaS and build my own backend?',
    ),
  },
  {
    id: 'bill-like-a-salary',
    cases: [{ shape: ['baas-first', 'hybrid'], hosting: 'managed' }],
    text: 'The platform’s monthly bill comes near the cost of a developer.',
    source: baas101(
      'Frequently Asked Questions, When should I stop using BaaS and build my own backend?',
    ),
  },
  {
    id: 'operations-eat-the-week',
    cases: [{ hosting: 'self-hosted' }, { shape: ['custom'] }],
    text: 'Operations take more of the week than the product: managed parts may be cheaper.',
    source: openSource('3. How much you care about self-hosting for real'),
  },
  {
    id: 'licence-terms-change',
    cases: [{ platform: ['directus'] }],
    text: 'Seats, collections or revenue pass what the licence allows for free.',
    source: DIRECTUS_LICENCE,
  },
  {
    id: 'stable-release',
    cases: [{ platform: ['pocketbase'] }, { framework: ['jerrycan'] }],
    text: 'It reaches 1.0, or stays without a release for half a year.',
    source: frameworks2026('The honest caveats on #1'),
  },
];
