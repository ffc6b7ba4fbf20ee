import fs from 'node:fs';
import path from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome'];

/** The browser that CHROMIUM names, or the first that is installed. */
export function findChromium(): string | undefined {
  const given = process.env['CHROMIUM'];
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  const candidates = given
    ? [given]
    : names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return candidates.find((file) => fs.statSync(file, { throwIfNoEntry: false })?.isFile());
}

/** Chromium with a fresh profile in the given folder, which asks nobody but the pages that it opens. */
export async function openChromium(profile: string): Promise<BrowserContext> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('No Chromium: run npm run test:browser.');
  return chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    viewport: { width: 1180, height: 820 },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
