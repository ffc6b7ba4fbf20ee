import { html, type Html } from '../html.ts';
import type { LogLine } from '../recent-logs.ts';
import { preciseClock } from './format.ts';

/** Log lines in short; opened, each tells all that it holds. */
export function logList(lines: readonly LogLine[]): Html {
  if (lines.length === 0) return html`<p class="empty">No log line carries this trace id.</p>`;
  return html`<div class="log">${lines.map(logLine)}</div>`;
}

function logLine({ source, time, level, message, fields }: LogLine, index: number): Html {
  const short = Object.entries(fields)
    .filter(([, value]) => typeof value !== 'object' || value === null)
    .map(([key, value]) => html`<span>${key}=</span>${String(value)} `);
  const at = new Date(time);
  return html`<details class="line ${levelClass(level)}" id="line-${index}">
    <summary>
      <span class="when">${preciseClock(at)}</span>
      <span class="tag">${source}</span>
      <b class="level">${level}</b>
      <span class="message">${message} <span class="fields">${short}</span></span>
    </summary>
    <pre>${JSON.stringify({ time, level, ...fields }, null, 2).replaceAll('\\n', '\n')}</pre>
  </details>`;
}

function levelClass(level: string): string {
  if (level === 'error' || level === 'fatal') return 'failed';
  return level === 'warn' ? 'warned' : 'plain';
}
