import { html, type Html } from './html.ts';

/** The time of day on this machine, with the date where it is not today. */
export function clock(at: Date, now = new Date()): Html {
  const day = dayOf(at) === dayOf(now) ? '' : `${dayOf(at)} `;
  return html`<time datetime="${at.toISOString()}">${day}${timeOf(at)}</time>`;
}

// Swedish writes dates and times as ISO 8601 does.
const dayOf = (at: Date): string => at.toLocaleDateString('sv-SE');
const timeOf = (at: Date): string => at.toLocaleTimeString('sv-SE');

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
