import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

import type { ProjectConfig } from '../config/config-file.ts';
import type { Outbox } from '../outbox.ts';
import { pkcePrefix } from './auth/pkce.ts';
import { mailRequest } from './mail-request.ts';
import {
  fill,
  type MailKind,
  mailTemplates,
  type MailValues,
  markup,
  plainText,
} from './mail-templates.ts';

interface Means {
  outbox: Outbox;
  auth: ProjectConfig['auth'];
  origin: string;
  /** The folder of config.toml: templates are named from there. */
  configDirectory: string;
}

export interface Message {
  to: string;
  tokenHash: string;
  code: string;
  currentEmail?: string | undefined;
  newEmail?: string | undefined;
}

/** Writes the mails of Auth into the outbox; the emulator calls the methods by these names. */
export class Mailer {
  readonly #means: Means;

  constructor(means: Means) {
    this.#means = means;
  }

  sendConfirmation(to: string, tokenHash: string, code: string): Promise<void> {
    return this.send('confirmation', { to, tokenHash, code });
  }

  sendRecovery(to: string, tokenHash: string, code: string): Promise<void> {
    return this.send('recovery', { to, tokenHash, code });
  }

  sendMagicLink(to: string, tokenHash: string, code: string): Promise<void> {
    return this.send('magic_link', { to, tokenHash, code });
  }

  sendEmailChange(
    to: string,
    tokenHash: string,
    code: string,
    addresses: { currentEmail?: string; newEmail?: string } = {},
  ): Promise<void> {
    return this.send('email_change', { to, tokenHash, code, ...addresses });
  }

  sendReauthentication(to: string, code: string): Promise<void> {
    return this.send('reauthentication', { to, tokenHash: '', code });
  }

  async send(kind: MailKind, message: Message): Promise<void> {
    const { auth, outbox, configDirectory } = this.#means;
    const values = this.#values(kind, message);
    const own = auth.email.template[kind];
    const html = own?.content_path
      ? await readFile(resolve(configDirectory, '..', own.content_path), 'utf8')
      : markup(kind);
    await outbox.put({
      to: message.to,
      subject: fill(own?.subject ?? mailTemplates[kind].subject, values),
      text: fill(plainText(kind), values),
      html: fill(html, values),
    });
  }

  #values(kind: MailKind, { to, tokenHash, code, currentEmail, newEmail }: Message): MailValues {
    const { origin, auth } = this.#means;
    const { redirectTo = auth.site_url, withCode = false } = mailRequest() ?? {};
    const token = withCode && tokenHash ? `${pkcePrefix}${tokenHash}` : tokenHash;
    const link = new URL('/auth/v1/verify', origin);
    link.search = String(
      new URLSearchParams({ token, type: mailTemplates[kind].type, redirect_to: redirectTo }),
    );
    return {
      ConfirmationURL: link.href,
      Token: code,
      TokenHash: token,
      SiteURL: auth.site_url,
      RedirectTo: redirectTo,
      Email: currentEmail ?? to,
      NewEmail: newEmail ?? to,
    };
  }
}
