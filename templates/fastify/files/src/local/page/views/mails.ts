import { type Content, html, type Html } from '../html.ts';
import type { Mail } from '../mails.ts';
import type { PageParts } from '../parts.ts';
import { clock } from './format.ts';
import { layout } from './layout.ts';

export async function mailsPage(parts: PageParts): Promise<Html> {
  const [mails, health] = await Promise.all([parts.mails(), parts.health()]);
  const body = html`<h1>Mails</h1>
    ${mailList(mails, parts)}`;
  return layout({ parts, title: 'Mails', section: '/mails', health, body });
}

export async function mailPage(parts: PageParts, mail: Mail): Promise<Html> {
  const body = html`<p class="back"><a href="/mails">All mails</a></p>
    <h1>${mail.subject}</h1>
    <dl class="facts">
      <div>
        <dt>To</dt>
        <dd>${mail.to}</dd>
      </div>
      <div>
        <dt>Sent</dt>
        <dd>${clock(new Date(mail.sentAt))}</dd>
      </div>
    </dl>
    <pre class="letter">${withLinks(mail.text)}</pre>`;
  const health = await parts.health();
  return layout({ parts, title: mail.subject, section: '/mails', health, body });
}

/** The mails, or where they are instead. */
export function mailList(mails: readonly Mail[], { elsewhere }: PageParts): Html {
  if (elsewhere.mails) return html`<p class="empty">Mails are sent through ${elsewhere.mails}.</p>`;
  if (mails.length === 0) return html`<p class="empty">No mail yet. Sign up, and one arrives.</p>`;
  const items = mails.map(
    ({ id, subject, to, sentAt }) =>
      html`<li class="row">
        <a class="what" id="mail-${id}" href="/mails/${encodeURIComponent(id)}">${subject}</a>
        <span class="to">${to}</span>
        <span class="when">${clock(new Date(sentAt))}</span>
      </li>`,
  );
  return html`<ol class="rows mails">
    ${items}
  </ol>`;
}

/** Makes the web addresses of a text clickable; a full stop or bracket after one is not part of it. */
function withLinks(text: string): Content {
  const parts = text.split(/(https?:\/\/[^\s<>"]*[^\s<>"'.,;:!?)\]])/);
  return parts.map((part, index) =>
    index % 2 === 1
      ? html`<a href="${part}" target="_blank" rel="noopener noreferrer">${part}</a>`
      : part,
  );
}
