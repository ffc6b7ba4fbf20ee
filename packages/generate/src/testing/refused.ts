import type { PlinthError } from '@plinth/schema/errors';
import { describe, expect, it } from 'vitest';
import { renderSample } from './sample.ts';

/** A mistake of a template author: what it is, where the error points, and the template that makes it. */
export type Mistake = [
  what: string,
  code: string,
  file: string,
  line: number,
  manifest: string,
  files: Record<string, string>,
];

/** Tests that each mistake is an error with its code, file, line and advice. */
export function expectRefused(mistakes: readonly Mistake[]): void {
  describe('a template with', () => {
    it.each(mistakes)('%s is refused', (_, code, file, line, manifest, files) => {
      const error = failure(manifest, files);
      expect({ code: error.code, at: error.location }).toEqual({
        code,
        at: { template: 'sample', file, line },
      });
      expect(error.exitCode).toBe(4);
      expect(error.message).toContain(`template sample, ${file}:${line}`);
      expect(error.hint).not.toBe('');
    });
  });
}

/** The error of a rendering that must fail. */
function failure(manifest: string, files: Record<string, string>): PlinthError {
  try {
    renderSample(manifest, files);
  } catch (error) {
    return error as PlinthError;
  }
  throw new Error('no error');
}
