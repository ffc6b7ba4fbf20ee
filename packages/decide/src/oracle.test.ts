import type { Answers } from '@plinth/schema/decision/questions';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from './decide.ts';
import { type Option, OPTIONS } from './knowledge/options.ts';
import { evaluate, optionAt } from './recommend.ts';
import { anyAnswers, CASES } from './testing/arbitrary.ts';

/**
 * The hard constraints a second time, as plain code over what is known of each product, without the rules, their
 * conditions or their engine.
 */
const OPEN_SOURCE = new Set(['supabase', 'appwrite', 'directus', 'parse', 'pocketbase']);
const TABLES = new Set(['supabase', 'directus', 'pocketbase']);
const WRITTEN_IN: Record<string, string> = {
  fastify: 'typescript',
  nestjs: 'typescript',
  fastapi: 'python',
  django: 'python',
  rails: 'ruby',
  'spring-boot': 'jvm',
  axum: 'rust',
  jerrycan: 'rust',
  laravel: 'php',
};

function platformIsPossible(platform: string, answers: Answers): boolean {
  const mustStayFree =
    answers.selfHosting === 'required' || answers.vendorIndependence === 'critical';
  if (mustStayFree && !OPEN_SOURCE.has(platform)) return false;
  if (answers.dataShape === 'relational' && !TABLES.has(platform)) return false;
  if (platform === 'pocketbase') return answers.traffic !== 'massive';
  if (platform === 'buildship') return answers.compliance !== 'strict';
  if (platform === 'directus') {
    if (answers.appType === 'saas') return answers.adminUsers === 'daily';
    const kind = answers.appType ?? 'unknown';
    return ['unknown', 'internal-tool', 'content-platform', 'integration-api'].includes(kind);
  }
  return true;
}

function frameworkIsPossible(framework: string, { language }: Answers): boolean {
  const free = language === undefined || language === null;
  return (
    free || language === 'any' || language === 'polyglot' || WRITTEN_IN[framework] === language
  );
}

function isPossible({ shape, platform, framework }: Option, answers: Answers): boolean {
  const alone = answers.teamSize === 'solo' && answers.domainLogic === 'crud';
  if (shape === 'custom' && (alone || answers.backendExperience === 'none')) return false;
  return (
    (platform === null || platformIsPossible(platform, answers)) &&
    (framework === null || frameworkIsPossible(framework, answers))
  );
}

describe('the hard constraints', () => {
  it('are those of an oracle that was written without the rules', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const { excluded, winner } = evaluate(answers);
        return (
          isPossible(optionAt(winner), answers) &&
          OPTIONS.every((option, index) => isPossible(option, answers) === (excluded[index] === 0))
        );
      }),
      CASES,
    );
  });

  it('name the rule for each part that they rule out', () => {
    const { excluded, ranking } = decide({
      selfHosting: 'required',
      vendorIndependence: 'critical',
      language: 'ruby',
      backendExperience: 'none',
    });
    const ids = new Set(excluded.map(({ id }) => id));
    expect([...ids].sort()).toEqual([
      'axum',
      'buildship',
      'custom',
      'django',
      'fastapi',
      'fastify',
      'firebase',
      'jerrycan',
      'laravel',
      'nestjs',
      'spring-boot',
    ]);
    expect(excluded.filter(({ id }) => id === 'firebase').map(({ rule }) => rule)).toEqual([
      'cannot-be-self-hosted',
      'locks-in',
    ]);
    expect(ranking.some(({ platform }) => platform === 'firebase')).toBe(false);
  });

  it('always leave something', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => evaluate(answers).excluded.includes(0)),
      CASES,
    );
  });
});
