import type { ValueOf } from '@plinth/schema/decision/questions';
import { FRAMEWORKS, type Framework } from '../options.ts';
import type { ExclusionRule } from '../rule.ts';
import {
  baas101,
  BUILDSHIP_FACTS,
  DIRECTUS_LICENCE,
  frameworks2026,
  mobileStack,
  openSource,
  POCKETBASE_FACTS,
} from '../sources.ts';

type Language = Exclude<ValueOf<'language'>, 'any' | 'polyglot'>;

/** The language that each framework is written in. */
export const LANGUAGE_OF: Readonly<Record<Framework, Language>> = {
  fastify: 'typescript',
  nestjs: 'typescript',
  fastapi: 'python',
  django: 'python',
  rails: 'ruby',
  'spring-boot': 'jvm',
  axum: 'rust',
  laravel: 'php',
  jerrycan: 'rust',
};

const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  typescript: 'TypeScript',
  python: 'Python',
  ruby: 'Ruby',
  jvm: 'Java or Kotlin',
  rust: 'Rust',
  php: 'PHP',
};

const languageRules = (Object.keys(LANGUAGE_NAMES) as Language[]).map(
  (language): ExclusionRule => ({
    id: `written-in-${language}`,
    when: { language },
    excludes: FRAMEWORKS.filter((framework) => LANGUAGE_OF[framework] !== language),
    because: `The backend is to be written in ${LANGUAGE_NAMES[language]}, and this framework is not.`,
    source: frameworks2026('The criteria'),
  }),
);

/** Hard constraints. Every answer set leaves at least one platform, and one framework for each language. */
export const EXCLUSION_RULES: readonly ExclusionRule[] = [
  {
    id: 'cannot-be-self-hosted',
    when: { selfHosting: 'required' },
    excludes: ['firebase', 'buildship'],
    because: 'It only runs on its vendor’s cloud, and self-hosting is required.',
    source: baas101('How to Choose: A Practical Framework, 4. What’s your team size?'),
  },
  {
    id: 'locks-in',
    when: { vendorIndependence: 'critical' },
    excludes: ['firebase', 'buildship'],
    because: 'It is neither open source nor portable, and lock-in is unacceptable.',
    source: baas101(
      'How to Choose: A Practical Framework, 2. How important is vendor independence?',
    ),
  },
  {
    id: 'document-database',
    when: { dataShape: 'relational' },
    excludes: ['appwrite', 'firebase', 'parse', 'buildship'],
    because: 'Its data lives in documents, and joins, reports and transactions are needed.',
    source: mobileStack('Common mistakes, Ignoring data model fit'),
  },
  {
    id: 'solo-with-plain-data-access',
    when: { teamSize: 'solo', domainLogic: 'crud' },
    excludes: ['custom'],
    because: 'One person with mostly data access would operate a whole backend for nothing.',
    source: mobileStack('Core framework, 5. Let team size constrain ambition'),
  },
  {
    id: 'nobody-to-run-it',
    when: { backendExperience: 'none' },
    excludes: ['custom'],
    because: 'Nobody in the team has built or run a backend.',
    source: openSource('Who should choose what, Choose a custom stack if'),
  },
  {
    id: 'private-rows-in-directus',
    when: {
      appType: ['consumer-utility', 'content-community', 'commerce-marketplace', 'saas-companion'],
    },
    excludes: ['directus'],
    because: 'End users own private rows, which its free tier cannot express.',
    source: DIRECTUS_LICENCE,
  },
  {
    id: 'product-rows-in-directus',
    when: { appType: 'saas', adminUsers: ['none', 'support'] },
    excludes: ['directus'],
    because:
      'Customers own private rows, and nobody works in its studio every day to make up for that.',
    source: DIRECTUS_LICENCE,
  },
  {
    id: 'beyond-one-machine',
    when: { traffic: 'massive' },
    excludes: ['pocketbase'],
    because: 'It runs as one process on one machine.',
    source: POCKETBASE_FACTS,
  },
  {
    id: 'no-certification',
    when: { compliance: 'strict' },
    excludes: ['buildship'],
    because:
      'Neither residency nor access can be controlled on a cloud that publishes nothing about it.',
    source: BUILDSHIP_FACTS,
  },
  ...languageRules,
];
