import type { Shape } from '@plinth/schema/decision/recommendation';

/** What can be recommended. The order is the order of ties. */
export const PLATFORMS = [
  'supabase',
  'appwrite',
  'directus',
  'firebase',
  'parse',
  'pocketbase',
  'buildship',
] as const;
export type Platform = (typeof PLATFORMS)[number];

export const FRAMEWORKS = [
  'fastify',
  'nestjs',
  'fastapi',
  'django',
  'rails',
  'spring-boot',
  'axum',
  'laravel',
  'jerrycan',
] as const;
export type Framework = (typeof FRAMEWORKS)[number];

/** A shape, a platform or a framework; the ids of the three never collide. */
export type Part = Shape | Platform | Framework;

/** A stack that can be recommended: a platform alone, a platform with a service, or a service alone. */
export interface Option {
  readonly shape: Shape;
  readonly platform: Platform | null;
  readonly framework: Framework | null;
}

const baasFirst = PLATFORMS.map((platform): Option => ({
  shape: 'baas-first',
  platform,
  framework: null,
}));
const hybrid = PLATFORMS.flatMap((platform) =>
  FRAMEWORKS.map((framework): Option => ({ shape: 'hybrid', platform, framework })),
);
const custom = FRAMEWORKS.map((framework): Option => ({
  shape: 'custom',
  platform: null,
  framework,
}));

/** All 79 options, in the order of the vocabulary. */
export const OPTIONS: readonly Option[] = [...baasFirst, ...hybrid, ...custom];

/** `supabase`, `supabase+fastify` or `fastify`: the id by which people name an option. */
export function optionId({ platform, framework }: Omit<Option, 'shape'>): string {
  return [platform, framework].filter((part) => part !== null).join('+');
}

/** The parts by which an option can be excluded. */
export function partsOf({ shape, platform, framework }: Option): readonly Part[] {
  return [shape, platform, framework].filter((part) => part !== null);
}

/** Names as people write them. */
export const NAMES: Readonly<Record<Part, string>> = {
  'baas-first': 'BaaS-first',
  hybrid: 'hybrid',
  custom: 'custom',
  supabase: 'Supabase',
  appwrite: 'Appwrite',
  directus: 'Directus',
  firebase: 'Firebase',
  parse: 'Parse Platform',
  pocketbase: 'PocketBase',
  buildship: 'BuildShip',
  fastify: 'Fastify',
  nestjs: 'NestJS',
  fastapi: 'FastAPI',
  django: 'Django',
  rails: 'Ruby on Rails',
  'spring-boot': 'Spring Boot',
  axum: 'Axum',
  laravel: 'Laravel',
  jerrycan: 'jerrycan',
};

/** `Supabase with Fastify` */
export function optionName({ platform, framework }: Omit<Option, 'shape'>): string {
  return [platform, framework]
    .filter((part) => part !== null)
    .map((part) => NAMES[part])
    .join(' with ');
}
