import fs from 'node:fs';
import path from 'node:path';
import type { Scenario } from '@plinth/decide/testing/scenario';
import { ROOT } from './repository.ts';

/** The situations of the documents, with what a right recommendation contains. */
export const SCENARIOS = JSON.parse(
  fs.readFileSync(path.join(ROOT, 'packages/decide/src/testing/scenarios.json'), 'utf8'),
) as readonly Scenario[];
