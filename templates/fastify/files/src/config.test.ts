import { describe, expect, test } from 'vitest';

import { loadConfig } from './config.ts';

const secret = 'k7Hq2ZpX9vLr4TnB8wYc1MdF6sJg3RaE';

const production = {
  NODE_ENV: 'production',
  AUTH_SECRET: secret,
  BASE_URL: 'https://api.example.com',
  DATABASE_URL: 'postgres://app:hunter2@db/app',
  SMTP_URL: 'smtp://mail.example.com',
  MAIL_FROM: 'Service <no-reply@example.com>',
  STORAGE_DIR: '/var/lib/service',
};

describe('a setting that is missing or malformed is named, and its value is not shown', () => {
  test.each<[string, Record<string, string>]>([
    ['AUTH_SECRET', { AUTH_SECRET: '' }],
    ['AUTH_SECRET', { AUTH_SECRET: 'hunter2-hunter2' }],
    ['AUTH_SECRET', { AUTH_SECRET: 'hunter2'.repeat(9) }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://root:hunter2@localhost/app' }],
    ['DATABASE_URL', { DATABASE_URL: '' }],
    ['DATABASE_URL', { DATABASE_URL: '', DATABASE_DIRECT_URL: 'postgres://hunter2@db/app' }],
    ['BASE_URL', { BASE_URL: 'http://api.example.com' }],
    ['BASE_URL', { BASE_URL: 'ftp://api.example.com' }],
    ['BASE_URL', { BASE_URL: 'https://example.com/api' }],
    ['BASE_URL', { BASE_URL: 'http:' }],
    ['BASE_URL', { BASE_URL: '' }],
    ['SMTP_URL', { SMTP_URL: '' }],
    ['SMTP_URL', { SMTP_URL: 'hunter2' }],
    ['MAIL_FROM', { MAIL_FROM: '' }],
    ['MAIL_FROM', { MAIL_FROM: 'a@example.com\r\nBcc: b@example.com' }],
    ['NODE_ENV', { NODE_ENV: 'prod' }],
    ['PORT', { PORT: '80a80' }],
    ['PORT', { PORT: '65536' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
    ['TRUST_PROXY', { TRUST_PROXY: 'true' }],
    ['API_DOCS', { API_DOCS: 'yes' }],
    ['CORS_ORIGINS', { CORS_ORIGINS: 'https://app.example.com,*' }],
    ['CORS_ORIGINS', { CORS_ORIGINS: 'https://app.example.com/path' }],
    ['DATABASE_POOL_MAX', { DATABASE_POOL_MAX: '0' }],
    ['SHUTDOWN_GRACE_MS', { SHUTDOWN_GRACE_MS: '-1' }],
    ['SESSION_EXTEND_AFTER_SECONDS', { SESSION_EXTEND_AFTER_SECONDS: '700000' }],
    ['SOCIAL_GITHUB_CLIENT_SECRET', { SOCIAL_GITHUB_CLIENT_ID: 'hunter2' }],
    ['SOCIAL_GOOGLE_CLIENT_ID', { SOCIAL_GOOGLE_CLIENT_SECRET: 'hunter2' }],
    ['SIGNED_LINK_SECONDS', { SIGNED_LINK_SECONDS: '0' }],
    ['STORAGE_DIR', { STORAGE_DIR: '' }],
    ['STORAGE_DIR', { S3_BUCKET: 'files' }],
    ['S3_SECRET_ACCESS_KEY', { STORAGE_DIR: '', S3_BUCKET: 'files', S3_ACCESS_KEY_ID: 'hunter2' }],
    ['S3_ENDPOINT', { STORAGE_DIR: '', S3_BUCKET: 'files', S3_ENDPOINT: 'hunter2' }],
    ['JOBS_RETRY_SECONDS', { JOBS_RETRY_SECONDS: '0' }],
    ['JOBS_MONITOR_SECONDS', { JOBS_MONITOR_SECONDS: '46' }],
    ['CLEAN_UP_SCHEDULE', { CLEAN_UP_SCHEDULE: 'daily' }],
    ['CLEAN_UP_SCHEDULE', { CLEAN_UP_SCHEDULE: '0 24 * * *' }],
    ['CLEAN_UP_SCHEDULE', { CLEAN_UP_SCHEDULE: '0 3 * * 5-1' }],
    ['CLEAN_UP_SCHEDULE', { CLEAN_UP_SCHEDULE: '*/5 * * * * *' }],
    ['EXPORTS_KEEP_DAYS', { EXPORTS_KEEP_DAYS: '0' }],
    ['WEBHOOK_SECRET', { WEBHOOK_SECRET: 'hunter2-hunter2-hunter2-hunter2-hunter2' }],
    ['WEBHOOK_SECRET', { WEBHOOK_SECRET: 'whsec_aHVudGVyMg==' }],
    ['WEBHOOK_SECRET', { WEBHOOK_SECRET: `whsec_${'A1b2'.repeat(8)},hunter2` }],
    ['S3_PATH_STYLE', { S3_PATH_STYLE: '1' }],
  ])('%s', (name, change) => {
    const load = () => loadConfig({ ...production, ...change });
    expect(load).toThrow(new RegExp(`^  ${name}: .{5,}$`, 'm'));
    expect(load).toThrow(/\.env/);
    expect(load).not.toThrow(/hunter2/);
  });
});

test('all problems are told at once', () => {
  expect(() => loadConfig({ NODE_ENV: 'production', PORT: 'x' })).toThrow(
    /PORT: .*\n {2}AUTH_SECRET: is required/,
  );
});

test('development needs nothing but the secret', () => {
  expect(loadConfig({ AUTH_SECRET: secret, PORT: '4000' })).toMatchObject({
    NODE_ENV: 'development',
    HOST: '127.0.0.1',
    PORT: 4000,
    BASE_URL: 'http://localhost:4000',
    CORS_ORIGINS: [],
    TRUST_PROXY: 0,
    API_DOCS: true,
  });
});

test('production listens on all addresses, behind the public address', () => {
  const config = loadConfig({
    ...production,
    TRUST_PROXY: '1',
    CORS_ORIGINS: 'https://a.example, https://b.example:8443',
  });
  expect(config).toMatchObject({
    HOST: '0.0.0.0',
    BASE_URL: 'https://api.example.com',
    TRUST_PROXY: 1,
    CORS_ORIGINS: ['https://a.example', 'https://b.example:8443'],
  });
});

test('jobs are looked after more often in development, and webhooks can have several secrets', () => {
  const [first, second] = [`whsec_${'A1b2'.repeat(8)}`, `whsec_${'A1b2'.repeat(21)}Ab==`];
  const background = {
    CLEAN_UP_SCHEDULE: '*/15 0-6,22 1 * 1-5',
    WEBHOOK_SECRET: `${first}, ${second}`,
  };
  expect(loadConfig({ AUTH_SECRET: secret, ...background })).toMatchObject({
    JOBS_MONITOR_SECONDS: 5,
    CLEAN_UP_SCHEDULE: background.CLEAN_UP_SCHEDULE,
    WEBHOOK_SECRET: [first, second],
  });
  expect(loadConfig(production)).toMatchObject({ JOBS_MONITOR_SECONDS: 30, WEBHOOK_SECRET: [] });
});
