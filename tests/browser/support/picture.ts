import path from 'node:path';
import type { Page } from 'playwright-core';
import { ROOT } from '../../support/repository.ts';

/** Takes the picture of docs/development-page.md, if this run was asked for it. */
export async function takePicture(page: Page): Promise<void> {
  if (!process.env['PLINTH_PICTURE']) return;
  const file = path.join(ROOT, 'docs', 'images', 'development-page.png');
  await page.screenshot({ path: file, fullPage: true });
}
