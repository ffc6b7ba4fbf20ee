import { html, type Html } from '../html.ts';

/** Microseconds as people read them: `840 µs`, `12.3 ms`, `1.24 s`, `2 min 5 s`. */
export function duration(microseconds: number): string {
  if (microseconds < 1_000) return `${Math.round(microseconds)} µs`;
  if (microseconds < 999_500) return `${toDigits(microseconds / 1_000)} ms`;
  const seconds = microseconds / 1_000_000;
  if (seconds < 60) return `${toDigits(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
}

/** Three digits that count. */
function toDigits(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** The time of day on this machine, with the date where it is not today. */
export function clock(at: Date, now = new Date()): Html {
  return time(at, `${isSameDay(at, now) ? '' : `${dayOf(at)} `}${timeOf(at)}`);
}

/** The time of day with milliseconds. */
export function preciseClock(at: Date): Html {
  return time(at, `${timeOf(at)}.${String(at.getMilliseconds()).padStart(3, '0')}`);
}

function time(at: Date, text: string): Html {
  if (Number.isNaN(at.getTime())) return html`–`;
  return html`<time datetime="${at.toISOString()}">${text}</time>`;
}

// Swedish writes dates and times as ISO 8601 does.
const dayOf = (at: Date): string => at.toLocaleDateString('sv-SE');
const timeOf = (at: Date): string => at.toLocaleTimeString('sv-SE');
const isSameDay = (a: Date, b: Date): boolean => dayOf(a) === dayOf(b);

/** The status of an answer, coloured by whose mistake it tells of. */
export function statusCode(status: number): Html {
  const kind = status >= 500 ? 'failed' : status >= 400 ? 'warned' : 'plain';
  return html`<span class="code ${kind}">${status}</span>`;
}

/** The title of a trace or span; of a request with its method set apart. */
export function titleText(title: string): Html {
  const [, method, rest] = /^([A-Z]+) (\/.*)$/s.exec(title) ?? [];
  return method && rest ? html`<span class="method">${method}</span> ${rest}` : html`${title}`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
