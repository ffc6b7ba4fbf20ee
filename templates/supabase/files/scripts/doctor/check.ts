/** What a check has found; `unknown` where it could not look. */
export interface Verdict {
  readonly state: 'ok' | 'fault' | 'unknown';
  readonly detail: string;
}

export interface Check {
  readonly name: string;
  readonly run: () => Promise<Verdict>;
}

export const ok = (detail = ''): Verdict => ({ state: 'ok', detail });
export const fault = (detail: string): Verdict => ({ state: 'fault', detail });
export const unknown = (detail: string): Verdict => ({ state: 'unknown', detail });

/** The verdicts in the order of the checks. One that breaks is a fault and does not stop the others. */
export async function runChecks(
  checks: readonly Check[],
): Promise<readonly (Verdict & { readonly name: string })[]> {
  const verdicts: (Verdict & { name: string })[] = [];
  for (const { name, run } of checks) {
    try {
      verdicts.push({ name, ...(await run()) });
    } catch (error) {
      const { message } = error instanceof Error ? error : new Error(String(error));
      verdicts.push({ name, ...fault(message) });
    }
  }
  return verdicts;
}
