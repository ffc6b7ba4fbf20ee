import { inspect, isDeepStrictEqual } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Outcome } from '../contract/outcome.ts';

/** A behaviour that does not hold: what was looked at, expected and found. */
export class Unmet extends Error {
  override readonly name = 'Unmet';

  constructor(what: string, expected: string, found: string) {
    super(`${what}: expected ${expected}, found ${found}`);
  }
}

/** The assertions of a behaviour. Each says what it looks at; the first that does not hold ends the behaviour. */
export interface Check {
  /** How many assertions held. */
  readonly held: number;
  equal<Value>(found: Value, expected: Value, what: string): void;
  /** For what has no simpler form; `found` is told where it does not hold. */
  that(holds: boolean, what: string, expected: string, found: unknown): void;
  /** The value of an answer that is `ok`. */
  ok<Value>(answer: Answer<Value>, what: string): Value;
  /** One of the outcomes. */
  outcome(answer: Answer<unknown>, expected: Outcome | readonly Outcome[], what: string): void;
  /** `invalid`, with at least one field at fault, one of `fields` where they are given. */
  invalid(answer: Answer<unknown>, what: string, fields?: readonly string[]): void;
  /** Looks again until it holds; `seconds` is the longest time. */
  soon<Value>(
    look: () => Promise<Value>,
    holds: (value: Value) => boolean,
    what: string,
    seconds?: number,
  ): Promise<Value>;
  /** None of the values stands in the text. */
  absent(text: string, values: Readonly<Record<string, string>>, what: string): void;
}

export function createCheck(): Check {
  let held = 0;
  const settle = (holds: boolean, what: string, expected: string, found: string): void => {
    if (!holds) throw new Unmet(what, expected, found);
    held += 1;
  };
  return {
    get held() {
      return held;
    },
    equal(found, expected, what) {
      settle(isDeepStrictEqual(found, expected), what, show(expected), show(found));
    },
    that(holds, what, expected, found) {
      settle(holds, what, expected, show(found));
    },
    ok(answer, what) {
      settle(answer.outcome === 'ok', what, 'ok', tell(answer));
      // The value of an answer without content is undefined, and so is its type.
      return answer.value as NonNullable<typeof answer.value>;
    },
    outcome(answer, expected, what) {
      const all: readonly string[] = [expected].flat();
      settle(all.includes(answer.outcome), what, all.join(' or '), tell(answer));
    },
    invalid(answer, what, fields) {
      settle(answer.outcome === 'invalid', what, 'invalid', tell(answer));
      const named = fields
        ? answer.fields.some((field) => fields.includes(field))
        : answer.fields.length > 0;
      settle(named, what, `a field at fault (${(fields ?? ['any']).join(', ')})`, tell(answer));
    },
    async soon(look, holds, what, seconds = 10) {
      const deadline = Date.now() + seconds * 1000;
      for (;;) {
        const value = await look();
        const done = holds(value);
        if (done || Date.now() > deadline) {
          settle(done, what, `it within ${seconds} seconds`, show(value));
          return value;
        }
        await sleep(50);
      }
    },
    absent(text, values, what) {
      for (const [name, value] of Object.entries(values)) {
        settle(value !== '' && !text.includes(value), what, `no ${name}`, excerpt(text, value));
      }
    },
  };
}

function tell({ outcome, fields, words }: Answer<unknown>): string {
  const where = fields.length > 0 ? ` (${fields.join(', ')})` : '';
  return outcome === 'ok' ? outcome : `${outcome}${where}: ${words.slice(0, 300)}`;
}

function show(value: unknown): string {
  // Of what a program printed, the end says most.
  if (typeof value === 'string' && value.length > 500) {
    return `${value.slice(0, 100)} … ${value.slice(-400)}`;
  }
  return inspect(value, { depth: 4, breakLength: 120, maxArrayLength: 12, maxStringLength: 400 });
}

/** Where the value stands; a value that is empty would stand everywhere. */
function excerpt(text: string, value: string): string {
  if (value === '') return 'an empty value to look for';
  const at = text.indexOf(value);
  return `“${text.slice(Math.max(0, at - 60), at + value.length + 20)}”`;
}
