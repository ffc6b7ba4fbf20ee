import fs from 'node:fs';
import { PlinthError } from '@plinth/schema/errors';
import { QUESTIONS } from '@plinth/schema/decision/questions';

/** What was given of answers, before anything of it was checked. */
export interface GivenAnswers {
  /** JSON or YAML. */
  readonly file: string | undefined;
  /** `id=value`, in the order of the command line. They win over the file. */
  readonly single: readonly string[];
}

/** The flags that give answers, for `parseArguments`. */
export const ANSWER_OPTIONS = {
  answers: { type: 'string' },
  answer: { type: 'string', multiple: true },
} as const;

/** What the flags say, as `parseArguments` gives it. */
export function givenAnswers(values: {
  readonly answers?: string | undefined;
  readonly answer?: readonly string[] | undefined;
}): GivenAnswers {
  return { file: values.answers, single: values.answer ?? [] };
}

const FILE_HINT =
  'A file of answers is JSON or YAML: question ids and values, as `plinth questions` lists them.';

/** Whether there are answers at all. */
export const isGiven = ({ file, single }: GivenAnswers): boolean =>
  file !== undefined || single.length > 0;

/**
 * Reads answers as they were given: a record of values that is yet to be checked.
 *
 * @throws PlinthError ANSWERS_INVALID for a file that cannot be read or holds no record; USAGE for what is not `id=value`
 */
export async function readGivenAnswers(given: GivenAnswers): Promise<Record<string, unknown>> {
  const fromFile = given.file === undefined ? {} : await readFile(given.file);
  return { ...fromFile, ...parseSingle(given.single) };
}

async function readFile(file: string): Promise<Record<string, unknown>> {
  // The parser is loaded for files only.
  const { parse } = await import('yaml');
  let value: unknown;
  try {
    value = parse(fs.readFileSync(file, 'utf8'));
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
    throw new PlinthError('ANSWERS_INVALID', `${file} cannot be read: ${reason}`, {
      hint: FILE_HINT,
      cause,
    });
  }
  if (value === null || value === undefined) return {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new PlinthError('ANSWERS_INVALID', `${file} holds no answers by question`, {
      hint: FILE_HINT,
    });
  }
  return value as Record<string, unknown>;
}

/**
 * `clients=web,mobile` → a list, `clients=` → the empty one, `traffic=null` → asked and not known. Values of a question
 * that takes one are taken as they are.
 */
function parseSingle(single: readonly string[]): Record<string, unknown> {
  const answers = new Map<string, string>();
  for (const each of single) {
    const [, id, value] = /^([^=]+)=(.*)$/.exec(each) ?? [];
    if (id === undefined || value === undefined) {
      throw new PlinthError('USAGE', `--answer ${JSON.stringify(each)} is not ID=VALUE`, {
        hint: 'For example --answer teamSize=small, or --answer clients=web,mobile.',
      });
    }
    if (answers.has(id) && answers.get(id) !== value) {
      throw new PlinthError('USAGE', `--answer gives ${id} two values`, {
        hint: 'Give it once; several values are separated by commas.',
      });
    }
    answers.set(id, value);
  }
  return Object.fromEntries([...answers].map(([id, value]) => [id, valueOf(id, value)]));
}

function valueOf(id: string, value: string): unknown {
  if (value === 'null') return null;
  const question = Object.hasOwn(QUESTIONS, id)
    ? QUESTIONS[id as keyof typeof QUESTIONS]
    : undefined;
  if (question?.kind !== 'many') return value;
  return value === '' ? [] : value.split(',').map((each) => each.trim());
}

/** The answers as arguments of a command. */
export function answerArguments(answers: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(answers).flatMap(([id, value]) => [
    '--answer',
    `${id}=${Array.isArray(value) ? value.join(',') : String(value)}`,
  ]);
}
