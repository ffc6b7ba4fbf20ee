import { setTimeout as sleep } from 'node:timers/promises';

import { mailsUrl } from './environment.ts';

export interface Mail {
  subject: string;
  text: string;
  /** The first link in it. */
  link: URL;
  code: string;
}

interface Listed {
  ID: string;
  Subject: string;
  To: { Address: string }[];
}

/** The newest mail to an address, as soon as there are as many as expected. */
export async function mailTo(address: string, count = 1): Promise<Mail> {
  const deadline = Date.now() + 10_000;
  while (Date.now() < deadline) {
    const mails = await mailsTo(address);
    if (mails.length >= count && mails[0]) return readMail(mails[0]);
    await sleep(50);
  }
  throw new Error(`no mail number ${count} to ${address}`);
}

/** Newest first. */
export async function mailsTo(address: string): Promise<Listed[]> {
  const answer = await fetch(`${mailsUrl}/api/v1/messages?limit=500`);
  const { messages } = (await answer.json()) as { messages: Listed[] };
  return messages.filter(({ To }) => To.some(({ Address }) => Address === address));
}

async function readMail({ ID, Subject }: Listed): Promise<Mail> {
  const answer = await fetch(`${mailsUrl}/api/v1/message/${ID}`);
  const { Text } = (await answer.json()) as { Text: string };
  const link = new URL(/https?:\/\/[^\s)]+/.exec(Text)?.[0] ?? 'about:blank');
  return { subject: Subject, text: Text, link, code: /\b\d{6}\b/.exec(Text)?.[0] ?? '' };
}
