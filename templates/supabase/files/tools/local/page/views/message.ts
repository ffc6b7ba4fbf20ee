import type { PageParts } from '../parts.ts';
import { html, type Html } from './html.ts';
import { layout } from './layout.ts';

export function messagePage(parts: PageParts, message: string): Html {
  const body = html`<h1>${message}</h1>
    <p><a href="/">Overview</a></p>`;
  return layout({ parts, title: message, body });
}
