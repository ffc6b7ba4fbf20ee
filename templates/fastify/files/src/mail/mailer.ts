import type { Logger } from 'pino';

import type { Config } from '../config.ts';
import { createOutbox } from './outbox.ts';
import { createSmtpTransport } from './smtp.ts';

export interface Mail {
  to: string;
  subject: string;
  text: string;
}

export type Transport = (mail: Mail) => Promise<void>;

export interface Mailer {
  /**
   * Sends without making the request wait: otherwise the time of an answer would tell whether a
   * mail was sent, and with it whether an account exists.
   */
  post(mail: Mail): void;
  /** Resolves when every mail is on its way or has failed. */
  settled(): Promise<void>;
}

export function createMailer(transport: Transport, log: Logger): Mailer {
  const underway = new Set<Promise<void>>();

  return {
    post(mail) {
      const sending = transport(mail)
        .catch((error: unknown) => {
          log.error({ err: error, subject: mail.subject }, 'mail could not be sent');
        })
        .finally(() => underway.delete(sending));
      underway.add(sending);
    },
    async settled() {
      await Promise.all(underway);
    },
  };
}

/** SMTP where SMTP_URL is set; otherwise files that the development page shows. */
export function chooseTransport(config: Config): Transport {
  if (config.SMTP_URL) return createSmtpTransport(config.SMTP_URL, config.MAIL_FROM);
  if (config.NODE_ENV === 'production') throw new Error('SMTP_URL is required in production');
  return createOutbox();
}
