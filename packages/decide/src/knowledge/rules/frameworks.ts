import type { ScoreRule } from '../rule.ts';
import { frameworks2026, JERRYCAN_FACTS, NODE_FACTS } from '../sources.ts';

/** Which framework fits a team; another language than the team's is excluded, not outranked. */
export const FRAMEWORK_RULES: readonly ScoreRule[] = [
  {
    id: 'typed-python-apis',
    when: { language: 'python' },
    points: { fastapi: 3 },
    because: 'FastAPI is the default to beat in hand-written, typed Python.',
    source: frameworks2026('#2 FastAPI'),
  },
  {
    id: 'structured-typescript',
    when: { language: 'typescript' },
    points: { nestjs: 4 },
    because: 'NestJS is the strongest choice where both ends share TypeScript.',
    source: frameworks2026('#5 NestJS'),
  },
  {
    id: 'typescript-by-few',
    when: {
      language: 'typescript',
      teamSize: ['solo', 'small'],
      backendExperience: ['some', 'strong'],
    },
    points: { fastify: 3 },
    because:
      'Few people who know their way need little structure; a light framework stays out of it.',
    source: NODE_FACTS,
  },
  {
    id: 'rust-by-hand',
    when: { language: 'rust', builder: ['hand-written', 'visual'] },
    points: { axum: 8, jerrycan: -2 },
    because:
      'For Rust written by hand Axum is the foundation; the batteries are assembled around it.',
    source: frameworks2026('#7 Axum'),
  },
  {
    id: 'young-framework',
    when: { domainLogic: 'complex' },
    points: { jerrycan: -4, axum: 1 },
    because:
      'Much logic of its own rests badly on a framework that still changes from month to month.',
    source: JERRYCAN_FACTS,
  },
  {
    id: 'batteries-for-one',
    when: { teamSize: 'solo', priority: 'speed' },
    points: { rails: 2, laravel: 2, django: 2 },
    because: 'One person ships soonest with the batteries included.',
    source: frameworks2026('#8 Laravel'),
  },
];
