import fs from 'node:fs';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tempFolder } from '../support/temp.ts';
import { tryOut } from './support/api-docs.ts';
import { openChromium } from './support/chromium.ts';
import { type Development, startDevelopment } from './support/development.ts';
import { collectMisgivings } from './support/misgivings.ts';
import { takePicture } from './support/picture.ts';

/** A person's path through a new project, step by step; each step builds on the one before. */
const folder = tempFolder();
const account = { name: 'Ada', email: 'ada@example.com', password: 'correct horse battery' };

let development: Development;
let browser: BrowserContext;
let misgivings: readonly string[];
/** The development page, which stays open, and the API documentation. */
let page: Page;
let docs: Page;
let exportTrace: string;

beforeAll(async () => {
  development = await startDevelopment(folder);
  browser = await openChromium(path.join(folder, 'profile'));
  browser.setDefaultTimeout(20_000);
  const hosts = [development.apiUrl, development.pageUrl].map((url) => new URL(url).host);
  misgivings = await collectMisgivings(browser, hosts);
  page = browser.pages()[0] ?? (await browser.newPage());
});

afterAll(async () => {
  await browser?.close();
  await development?.[Symbol.asyncDispose]();
});

it('opens the page, which says that everything runs, and from there the API documentation', async () => {
  await page.goto(development.pageUrl);
  await page.getByText('API ready').waitFor();
  await page.getByText('Worker ready').waitFor();
  await page.getByText('Database answers').waitFor();

  const opened = browser.waitForEvent('page');
  await page.getByRole('link', { name: 'API docs' }).click();
  docs = await opened;
  await docs.locator('.opblock').first().waitFor();
});

it('signs up, finds the mail on the open page and follows its link', async () => {
  await page.getByRole('navigation').getByRole('link', { name: 'Mails' }).click();
  await page.getByText('No mail yet').waitFor();
  const signUp = await tryOut(docs, 'post', '/api/auth/sign-up/email', { body: account });
  expect(signUp.status).toBe(200);

  // The page was not loaded again.
  const mail = page.getByRole('link', { name: /confirm/i });
  await mail.waitFor();
  expect(await page.getByText(account.email).count()).toBe(1);
  await mail.click();

  const opened = browser.waitForEvent('page');
  await page.locator('.letter a').first().click();
  const confirmed = await opened;
  await confirmed.waitForLoadState();
  expect(await confirmed.locator('body').innerText()).toContain('true');
  await confirmed.close();
});

it('signs in, writes a note, attaches a file to it and asks for an export', async () => {
  const { email, password } = account;
  const signIn = await tryOut(docs, 'post', '/api/auth/sign-in/email', {
    body: { email, password },
  });
  expect(signIn.status).toBe(200);

  const note = await tryOut(docs, 'post', '/v1/notes', { body: { title: 'First', body: 'Hello' } });
  expect(note.status).toBe(201);
  const { id } = JSON.parse(note.text) as { id: string };

  const upload = await tryOut(docs, 'post', '/v1/notes/{id}/attachments', {
    parameters: { id, name: 'hello.txt' },
    file: Buffer.from('Hello, Ada'),
  });
  expect(upload.status).toBe(201);
  expect(JSON.parse(upload.text)).toMatchObject({ name: 'hello.txt', size: 10 });

  const asked = await tryOut(docs, 'post', '/v1/exports', { body: {} });
  expect(asked.status).toBe(202);
  exportTrace = asked.traceId;
  expect(exportTrace).not.toBe('');
});

it('finds the trace of the export by its id: request, SQL and job in one waterfall', async () => {
  await page.getByRole('navigation').getByRole('link', { name: 'Traces' }).click();
  await page.getByRole('searchbox').fill(exportTrace);
  await page.getByRole('button', { name: 'Find' }).click();
  await page.getByRole('heading', { name: 'POST /v1/exports' }).waitFor();

  const request = page.locator('.span.request').filter({ hasText: 'POST /v1/exports' });
  const job = page.locator('.span.job').filter({ hasText: 'make-export' });
  await request.getByText('api', { exact: true }).waitFor();
  await job.getByText('worker', { exact: true }).waitFor();
  await page.locator('.span.sql').filter({ hasText: 'INSERT exports' }).waitFor();
  await page.locator('.span.sql').filter({ hasText: 'UPDATE exports' }).waitFor();
  // Everything has its place: a bar of the job begins after that of the request.
  const start = (row: typeof job) => row.locator('rect').getAttribute('x').then(Number);
  expect(await start(job)).toBeGreaterThan(await start(request));
  await takePicture(page);
});

it('shows the log lines of the trace, of both processes', async () => {
  const line = (text: string) => page.locator('.log .line').filter({ hasText: text });
  await line('route=/v1/exports').getByText('api', { exact: true }).waitFor();
  await line('outcome=done').getByText('worker', { exact: true }).waitFor();
});

it('is used with the keyboard, and keeps open what was opened', async () => {
  const span = page.locator('.span.sql').filter({ hasText: 'INSERT exports' });
  await span.locator('summary').focus();
  await page.keyboard.press('Enter');
  const statement = span.getByText('insert into "exports"');
  await statement.waitFor({ state: 'visible' });

  const version = await page.locator('html').getAttribute('data-version');
  // Another request in the same trace changes the page.
  await fetch(`${development.apiUrl}/health/live`, {
    headers: { traceparent: `00-${exportTrace}-00f067aa0ba902b7-01` },
  });
  await page.locator(`html:not([data-version="${version}"])`).waitFor();
  expect(await statement.isVisible()).toBe(true);
  expect(await span.locator('summary').evaluate((row) => row === document.activeElement)).toBe(
    true,
  );
});

it('lists the job as done', async () => {
  await page.getByRole('navigation').getByRole('link', { name: 'Jobs' }).click();
  await page.locator('.jobs .row').filter({ hasText: 'make-export' }).getByText('done').waitFor();
});

it('fits a narrow window', async () => {
  await page.setViewportSize({ width: 400, height: 800 });
  for (const place of ['/', '/mails', '/traces', `/traces/${exportTrace}`, '/jobs']) {
    await page.goto(development.pageUrl + place);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, place).toBe(400);
  }
  await page.setViewportSize({ width: 1180, height: 820 });
});

it('shows a job that fails for good as a dead letter, and tries it again by the button', async () => {
  const exports = path.join(development.storage, 'exports');
  fs.renameSync(exports, `${exports}.away`);
  fs.writeFileSync(exports, 'a file where the service wants a folder');
  const asked = await tryOut(docs, 'post', '/v1/exports', { body: {} });
  expect(asked.status).toBe(202);

  await page.goto(`${development.pageUrl}/jobs`);
  const letter = page.locator('.letters .row').filter({ hasText: 'make-export' });
  await letter.getByText('failed for good after 5 attempts').waitFor({ timeout: 90_000 });
  fs.rmSync(exports);
  fs.renameSync(`${exports}.away`, exports);
  await letter.getByRole('button', { name: 'Retry make-export' }).click();

  await page.getByText('dead letter').waitFor({ state: 'detached' });
  const done = page.locator('.jobs .row').filter({ hasText: 'done' });
  await expect.poll(() => done.count(), { timeout: 20_000 }).toBe(2);
});

it('did all of that without errors, violations of its policy or requests to other hosts', () => {
  expect(misgivings).toEqual([]);
});
