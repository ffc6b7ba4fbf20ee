import type { ScoreRule } from '../rule.ts';
import { baas101, frameworks2026, mobileStack, openSource } from '../sources.ts';

/** What is being built, for whom, and how far along it is. */
export const PRODUCT_RULES: readonly ScoreRule[] = [
  {
    id: 'consumer-utility',
    when: { appType: 'consumer-utility' },
    points: { 'baas-first': 6, firebase: 3, appwrite: 2 },
    because:
      'A consumer app needs accounts, sync, events and a few functions: what a platform brings along.',
    source: mobileStack('Practical examples, 1. MVP consumer app for a small team'),
  },
  {
    id: 'content-community',
    when: { appType: 'content-community' },
    points: { hybrid: 16, custom: 6, 'baas-first': -2 },
    because:
      'Feeds, moderation and fan-out outgrow a platform alone; managed parts with own services age better.',
    source: mobileStack('Practical examples, 4. Social or community app with realtime features'),
  },
  {
    id: 'commerce-marketplace',
    when: { appType: 'commerce-marketplace' },
    points: {
      hybrid: 16,
      custom: 8,
      'baas-first': -4,
      firebase: -6,
      appwrite: -3,
      parse: -3,
      buildship: -3,
    },
    because:
      'Inventory and bookings are transactions: relational data, with the state changes in a controlled layer of one’s own.',
    source: mobileStack(
      'Practical examples, 2. Marketplace or booking app with transactional workflows',
    ),
  },
  {
    id: 'business-software',
    when: { appType: 'saas' },
    points: { supabase: 3, firebase: -2, custom: 3 },
    because: 'Business software over structured data sits best on Postgres.',
    source: openSource('Supabase'),
  },
  {
    id: 'companion-to-a-web-product',
    when: { appType: 'saas-companion' },
    points: { hybrid: 22, custom: 18, 'baas-first': -6, firebase: -4 },
    because:
      'A companion app plugs into the product that exists, behind one stable API, instead of starting a second backend.',
    source: mobileStack(
      'Practical examples, 3. SaaS companion mobile app for an existing web product',
    ),
  },
  {
    id: 'internal-tool',
    when: { appType: 'internal-tool' },
    points: { 'baas-first': 6, directus: 15, supabase: 3, firebase: -5, appwrite: -2 },
    because:
      'Internal tools gain more from fast delivery, clear permissions and structured records than from infrastructure of their own.',
    source: mobileStack('Practical examples, 5. Internal operations app or field app'),
  },
  {
    id: 'content-platform',
    when: { appType: 'content-platform' },
    points: { 'baas-first': 4, directus: 16, django: 8, custom: 4 },
    because:
      'Content models, editorial work and APIs over structured records are what Directus (and, in own code, Django) is made for.',
    source: openSource('Directus'),
  },
  {
    id: 'endpoints-and-glue',
    when: { appType: 'integration-api' },
    points: { buildship: 15, custom: 6, hybrid: 2, fastify: 1, fastapi: 2 },
    because: 'Endpoints and integrations can be drawn, or written as a small service of one’s own.',
    source: baas101('How to Choose: A Practical Framework, 3. What are you building?'),
  },
  {
    id: 'mobile-clients',
    when: { 'clients.mobile': true },
    points: { firebase: 8, appwrite: 2, parse: 1, custom: 2 },
    because:
      'Firebase has the deepest mobile SDKs; Appwrite is comfortable for mobile-first products.',
    source: baas101('How to Choose: A Practical Framework, 3. What are you building?'),
  },
  {
    id: 'web-clients',
    when: { 'clients.web': true },
    points: { supabase: 3, custom: 3, fastify: 1, nestjs: 1 },
    because:
      'For the web, Postgres with a good web SDK is the natural base, and one language can serve both ends.',
    source: baas101('How to Choose: A Practical Framework, 3. What are you building?'),
  },
  {
    id: 'many-kinds-of-clients',
    when: { 'clients.web': true, 'clients.mobile': true, 'clients.server': true },
    points: { appwrite: 8 },
    because: 'Appwrite’s SDKs cover web, mobile and server most broadly.',
    source: baas101('How to Choose: A Practical Framework, 3. What are you building?'),
  },
  {
    id: 'prototype',
    when: { stage: 'prototype' },
    points: { 'baas-first': 14, hybrid: -9, custom: -8, firebase: 2, pocketbase: 3, parse: -1 },
    because:
      'An experiment needs to be in front of people in days; platforms and their free tiers do that.',
    source: baas101('When You Need BaaS (And When You Don’t)'),
  },
  {
    id: 'first-release',
    when: { stage: 'mvp' },
    points: { 'baas-first': 3, custom: -2 },
    because: 'A first release is limited by learning speed, not by infrastructure.',
    source: mobileStack('Common mistakes, Building for scale you have not earned yet'),
  },
  {
    id: 'growing-product',
    when: { stage: 'growth' },
    points: { hybrid: 2, supabase: 1, appwrite: 1, firebase: -2, pocketbase: -4, custom: 2 },
    because:
      'While a product grows, collaboration and control count for more than the first start.',
    source: baas101('How to Choose: A Practical Framework, 4. What’s your team size?'),
  },
  {
    id: 'established-business',
    when: { stage: 'established' },
    points: { custom: 5, hybrid: 3, pocketbase: -8, 'spring-boot': 1, jerrycan: -6, parse: -1 },
    because:
      'With a known load and a business behind it, ownership of the parts that matter pays off.',
    source: openSource('Custom stack: FastAPI, NestJS, Laravel, etc.'),
  },
  {
    id: 'admin-driven-product',
    when: { appType: ['content-platform', 'internal-tool'], adminUsers: ['support', 'daily'] },
    points: { django: 5 },
    because:
      'Nothing hand-written matches Django’s admin for content-heavy and admin-driven products.',
    source: frameworks2026('#3 Django'),
  },
];
