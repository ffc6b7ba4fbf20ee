import type { ScoreRule } from '../rule.ts';
import {
  baas101,
  BUILDSHIP_FACTS,
  frameworks2026,
  mobileStack,
  NODE_FACTS,
  openSource,
  POCKETBASE_FACTS,
} from '../sources.ts';

/** Who will own the backend, what they know, and who works in it. */
export const TEAM_RULES: readonly ScoreRule[] = [
  {
    id: 'one-person',
    when: { teamSize: 'solo' },
    points: { 'baas-first': 10, hybrid: -6, custom: -8, firebase: 1, pocketbase: 3, laravel: 2 },
    because: 'One person does best with the smallest surface to operate.',
    source: mobileStack('Core framework, 5. Let team size constrain ambition'),
  },
  {
    id: 'small-team',
    when: { teamSize: 'small' },
    points: { hybrid: 4, appwrite: 1, supabase: 1, fastify: 2, rails: 1, 'spring-boot': -2 },
    because: 'A small team keeps its speed on managed parts and leaves room for logic of its own.',
    source: mobileStack('Core framework, 5. Let team size constrain ambition'),
  },
  {
    id: 'large-team',
    when: { teamSize: 'large' },
    points: {
      custom: 12,
      hybrid: 4,
      'baas-first': -2,
      pocketbase: -6,
      firebase: -2,
      buildship: -4,
    },
    because: 'With clear ownership for the platform, services of one’s own become reasonable.',
    source: mobileStack('Core framework, 5. Let team size constrain ambition'),
  },
  {
    id: 'conventions-for-many',
    when: { teamSize: 'large' },
    points: { nestjs: 4, 'spring-boot': 3, fastify: -2, jerrycan: -4 },
    because: 'Many hands need structure and conventions that the framework brings.',
    source: NODE_FACTS,
  },
  {
    id: 'enterprise-system',
    when: { teamSize: 'large', stage: 'established' },
    points: { 'spring-boot': 5 },
    because: 'Large organisations find integrations, observability and people for Spring Boot.',
    source: frameworks2026('#6 Spring Boot'),
  },
  {
    id: 'no-backend-people',
    when: { backendExperience: 'none' },
    points: { 'baas-first': 12, hybrid: -10, firebase: 2, appwrite: 2, buildship: 2 },
    because: 'Without backend people a platform ships what would otherwise take a team.',
    source: baas101('When You Need BaaS (And When You Don’t)'),
  },
  {
    id: 'some-backend-experience',
    when: { backendExperience: 'some' },
    points: { hybrid: 3, buildship: -2 },
    because: 'Who has shipped APIs can own a small service beside a platform.',
    source: mobileStack('Core framework, 2. Decide how much backend you really want to own'),
  },
  {
    id: 'strong-backend-team',
    when: { backendExperience: 'strong' },
    points: { custom: 8, hybrid: 4, buildship: -8 },
    because: 'Experience with services in production is what a custom stack asks for.',
    source: openSource('Who should choose what, Choose a custom stack if'),
  },
  {
    id: 'editors-every-day',
    when: { adminUsers: 'daily' },
    points: { directus: 20, django: 4 },
    because:
      'People who do not write code work in it daily, and that is where Directus saves months of admin tools.',
    source: openSource('Directus'),
  },
  {
    id: 'support-staff',
    when: { adminUsers: 'support' },
    points: { directus: 2, django: 1 },
    because: 'Support staff need a place to look things up.',
    source: openSource('Directus'),
  },
  {
    id: 'visual-builders',
    when: { builder: 'visual' },
    points: { 'baas-first': 8, buildship: 18, directus: 2 },
    because: 'People who build visually need a backend that can be drawn.',
    source: baas101('The Major BaaS Platforms Compared, BuildShip'),
  },
  {
    id: 'agent-assembles',
    when: { builder: 'ai-agent' },
    points: { custom: 8, jerrycan: 28, 'custom+jerrycan': 16 },
    because:
      'jerrycan is the only entry designed for an agent to assemble a complete product that its builders own.',
    source: frameworks2026('#1 jerrycan'),
  },
  {
    id: 'agent-and-ownership',
    when: { builder: 'ai-agent', vendorIndependence: ['important', 'critical'] },
    points: { 'custom+jerrycan': 10 },
    because:
      'Where agents build and ownership dominates, nothing else is made for the combination.',
    source: frameworks2026('The honest caveats on #1'),
  },
  {
    id: 'whole-product-in-one',
    when: {},
    points: { 'hybrid+jerrycan': -20 },
    because:
      'jerrycan brings accounts, data and files itself; a platform beside it would double them.',
    source: frameworks2026('#1 jerrycan'),
  },
  {
    id: 'hybrid-fits',
    when: {},
    points: { 'hybrid+buildship': -8, 'hybrid+pocketbase': -4, 'hybrid+parse': -3 },
    because: 'Beside a service of one’s own, these platforms leave the least to build on.',
    source: BUILDSHIP_FACTS,
  },
  {
    id: 'one-small-machine',
    when: { teamSize: 'solo', selfHosting: 'required' },
    points: { pocketbase: 12 },
    because:
      'One person who must host it runs one process and one file more easily than a fleet of containers.',
    source: POCKETBASE_FACTS,
  },
];
