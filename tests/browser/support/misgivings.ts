import type { BrowserContext, Page } from 'playwright-core';

/**
 * Collects what no page of the project may do: errors on the console or of scripts, violations of its
 * content security policy, requests to hosts other than the given ones.
 */
export async function collectMisgivings(
  context: BrowserContext,
  hosts: readonly string[],
): Promise<readonly string[]> {
  const found: string[] = [];
  const watch = (page: Page): void => {
    page.on('pageerror', (error) => found.push(`${page.url()}: ${error.message}`));
  };
  context.on('page', watch);
  for (const page of context.pages()) watch(page);
  context.on('console', (message) => {
    const place = message.location().url || message.page()?.url();
    if (message.type() === 'error') found.push(`${place}: ${message.text()}`);
  });
  context.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (/^(https?|wss?):$/.test(protocol) && !hosts.includes(host)) {
      found.push(`request to ${request.url()}`);
    }
  });
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      console.error(`policy violated: ${violatedDirective} by ${blockedURI}`);
    });
  });
  return found;
}
