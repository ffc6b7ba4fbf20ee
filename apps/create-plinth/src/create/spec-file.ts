import fs from 'node:fs';
import { PlinthError } from '@plinth/schema/errors';
import { type Spec, type SpecInput, specSchema } from '@plinth/schema/spec';
import { parse } from 'yaml';

const HINT = 'docs/schemas/spec.schema.json describes the form; --dry-run --json prints one.';

/**
 * Reads a spec from a JSON or YAML file. The package manager may be left to the caller.
 *
 * @throws PlinthError SPEC_INVALID that names each key at fault
 */
export function readSpecFile(file: string, packageManager: Spec['packageManager']): Spec {
  let input: unknown;
  try {
    input = parse(fs.readFileSync(file, 'utf8'));
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
    throw new PlinthError('SPEC_INVALID', `${file} cannot be read: ${reason}`, {
      hint: HINT,
      cause,
    });
  }
  refuseHiddenKeys(file, input);
  const parsed = specSchema.safeParse(
    typeof input === 'object' && input !== null
      ? { packageManager, ...(input as Partial<SpecInput>) }
      : input,
  );
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) =>
    path.length > 0 ? `${path.join('.')}: ${message}` : message,
  );
  throw new PlinthError('SPEC_INVALID', `${file}: ${faults.join('; ')}`, { hint: HINT });
}

/** The schema passes over a key `__proto__`, wherever it stands; nothing that is given is ignored. */
function refuseHiddenKeys(file: string, input: unknown): void {
  const holders = [input, (input as { options?: unknown } | null)?.options];
  if (!holders.some((holder) => holder && Object.hasOwn(holder, '__proto__'))) return;
  throw new PlinthError('SPEC_INVALID', `${file}: __proto__: no such key`, { hint: HINT });
}
