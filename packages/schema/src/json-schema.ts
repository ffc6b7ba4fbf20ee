import { z } from 'zod';
import { answersSchema } from './decision/answers.ts';
import { decisionSchema } from './decision/recommendation.ts';
import { manifestSchema } from './manifest.ts';
import { projectRecordSchema } from './project-record.ts';
import { specSchema } from './spec.ts';
import { versionTableSchema } from './versions.ts';

const published = {
  answers: { schema: answersSchema, title: 'Plinth answers' },
  decision: { schema: decisionSchema, title: 'Plinth decision (plinth decide --json)' },
  manifest: { schema: manifestSchema, title: 'Plinth template manifest (template.yaml)' },
  spec: { schema: specSchema, title: 'Plinth project spec' },
  'project-record': { schema: projectRecordSchema, title: 'Plinth project record' },
  versions: { schema: versionTableSchema, title: 'Plinth version table (versions.yaml)' },
} as const;

/** The contracts that files on disk follow, as JSON Schema (draft 2020-12), by name. */
export function jsonSchemas(): Record<string, object> {
  return Object.fromEntries(
    Object.entries(published).map(([name, { schema, title }]) => [
      name,
      { title, ...z.toJSONSchema(schema, { io: 'input' }) },
    ]),
  );
}
