import type { Page } from 'playwright-core';

/** What a person fills in for a call. */
export interface Call {
  readonly body?: unknown;
  /** Bytes of a file to choose as the body. */
  readonly file?: Buffer;
  readonly parameters?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly traceId: string;
}

/** Makes a call in the API documentation as a person does: open it, "Try it out", fill in, "Execute". */
export async function tryOut(
  page: Page,
  method: 'get' | 'post',
  path: string,
  { body, file, parameters = {} }: Call = {},
): Promise<Answer> {
  const block = page.locator(`.opblock-${method}`).filter({
    has: page.locator(`.opblock-summary-path[data-path="${path}"]`),
  });
  await block.locator('.opblock-summary-control').click();
  await block.locator('.try-out__btn').click();
  for (const [name, value] of Object.entries(parameters)) {
    await block.locator(`tr[data-param-name="${name}"] input`).fill(value);
  }
  if (body !== undefined) await block.locator('textarea').fill(JSON.stringify(body));
  if (file) {
    const chosen = { name: 'hello.txt', mimeType: 'text/plain', buffer: file };
    await block.locator('input[type=file]').setInputFiles(chosen);
  }
  await block.locator('button.execute').click();

  const answer = block.locator('.live-responses-table tbody tr').first();
  const status = Number.parseInt(await answer.locator('.response-col_status').innerText(), 10);
  const headers = await answer.locator('.headerline').allInnerTexts();
  const traceId = /x-request-id:\s*([0-9a-f]{32})/.exec(headers.join('\n'))?.[1] ?? '';
  const text = await answer.locator('.response-col_description code').first().innerText();
  // As it was, for the next call of the same operation.
  await block.locator('.btn-clear').click();
  await block.locator('.try-out__btn.cancel').click();
  await block.locator('.opblock-summary-control').click();
  return { status, text, traceId };
}
