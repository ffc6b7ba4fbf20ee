import fs from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import type { Behaviour } from '../contract/behaviour.ts';
import type { WireRequest } from '../contract/host.ts';
import { contextFiles, promisedImage } from './image.ts';
import { filesToCommit } from './own-repository.ts';
import { newAccount, newMember, newNote, signIn } from './people.ts';

/** Names of frameworks and servers that answer headers like to tell. */
const BANNER_HEADERS = ['server', 'x-powered-by', 'x-aspnet-version', 'via'];

const STACK_TRACE = /\bat .{1,200}\(?(file:\/\/|\/)[^\s)]+:\d+:\d+|node_modules|Traceback/;

/** Text that only a secret looks like. */
const SECRET_FORMS: Readonly<Record<string, RegExp>> = {
  'private key': /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  'cloud key': /\bAKIA[0-9A-Z]{16}\b/,
  'payment key': /\bsk_live_[0-9a-zA-Z]{16,}/,
  'hosting token': /\bgh[pousr]_[0-9A-Za-z]{30,}/,
};

export const SECURITY: readonly Behaviour[] = [
  {
    id: 'X1',
    title: 'Headers that fit the answer, CORS closed, body limits, no stack traces, no banner',
    group: 'X',
    needs: [],
    async run({ check, shared }) {
      const system = await shared();
      const { json, html, unknown, write } = await system.host.addresses();
      const { session } = await newMember(system, check);
      const bearer = { authorization: `Bearer ${session.bearer}` };
      const asked: (WireRequest & { type: RegExp | null })[] = [
        ...json.map((request) => ({ ...request, type: /^application\/json\b/ })),
        ...html.map((url) => ({ url, type: /^text\/html\b/ })),
        { url: unknown, type: null },
      ];
      const answers = await Promise.all(
        asked.map(async ({ url, type, headers, ...request }) => ({
          url,
          type,
          answer: await fetch(url, { ...request, headers: { ...bearer, ...headers } }),
        })),
      );
      check.that(json.length > 0, 'addresses that answer JSON', 'at least one', json.length);
      for (const { url, type, answer } of answers) {
        const header = (name: string): string => answer.headers.get(name) ?? '';
        const isHtml = type?.test('text/html') === true;
        if (type !== null) {
          check.that(answer.ok, `status of ${url}`, '2xx', answer.status);
          const found = header('content-type');
          check.that(type.test(found), `content-type of ${url}`, String(type), found);
        } else {
          const isRefusal = answer.status >= 400 && answer.status < 500;
          check.that(isRefusal, `status of ${url}`, '4xx', answer.status);
        }
        check.equal(
          header('x-content-type-options'),
          'nosniff',
          `x-content-type-options of ${url}`,
        );
        const policy = header('content-security-policy');
        const closed = isHtml ? /default-src|script-src/ : /default-src 'none'/;
        check.that(
          closed.test(policy),
          `content-security-policy of ${url}`,
          String(closed),
          policy,
        );
        check.that(
          /frame-ancestors/.test(policy) || header('x-frame-options') !== '',
          `framing of ${url}`,
          'frame-ancestors or x-frame-options',
          policy,
        );
        check.that(header('referrer-policy') !== '', `referrer-policy of ${url}`, 'one', 'none');
        if (!isHtml) {
          check.that(
            /no-store/.test(header('cache-control')),
            `cache-control of ${url}`,
            'no-store',
            header('cache-control'),
          );
        }
        check.equal(
          BANNER_HEADERS.filter((name) => header(name) !== ''),
          [],
          `banners of ${url}`,
        );
      }

      for (const method of ['GET', 'OPTIONS']) {
        const answer = await fetch(json[0]?.url ?? '', {
          method,
          headers: {
            ...bearer,
            origin: 'https://elsewhere.example',
            'access-control-request-method': 'POST',
          },
        });
        const allowed = answer.headers.get('access-control-allow-origin');
        check.equal(allowed, null, `access-control-allow-origin for another site's ${method}`);
      }
      const send = async (body: string, type = 'application/json') => {
        const answer = await fetch(write, {
          method: 'POST',
          headers: { ...bearer, 'content-type': type },
          body,
        });
        return { status: answer.status, text: await answer.text() };
      };
      const big = await send(
        JSON.stringify({ title: 'x', body: 'x'.repeat(20 * 1024 * 1024) }),
      ).catch(() => ({ status: 413, text: '' }));
      check.equal(big.status, 413, 'status of a body of 20 MiB');
      for (const [what, body] of [
        ['broken JSON', '{"title": "x", '],
        ['JSON that is no object', '[1, 2]'],
        ['deep JSON', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
        ['a prototype', '{"title":"x","body":"","__proto__":{"role":"admin"}}'],
      ] as const) {
        const answer = await send(body);
        check.that(
          answer.status >= 400 && answer.status < 500,
          what,
          'a status 4xx',
          answer.status,
        );
        check.that(!STACK_TRACE.test(answer.text), what, 'no stack trace', answer.text);
      }
      const xml = await send('<note/>', 'application/xml');
      check.equal(xml.status, 415, 'status of XML');
    },
  },
  {
    id: 'X2',
    title: 'Session cookies are HttpOnly, SameSite, Secure; cross-site changes are refused',
    group: 'X',
    needs: ['own processes', 'auth'],
    async run({ check, start, shared }) {
      const system = await shared();
      const { operations } = system;
      const person = await newAccount(system, check);
      const input = { title: 'By a browser', body: '' };
      const { setCookies, cookie, tokenCookies } = check.ok(
        await operations.signInAsBrowser(person),
        'signing in as a browser',
      );
      if (setCookies.length === 0) {
        const session = await signIn(system, check, person);
        for (const name of ['session', 'token', 'access_token', ...tokenCookies]) {
          const answer = await operations.createNoteAsBrowser(`${name}=${session.bearer}`, input, {
            origin: '',
            site: 'same-origin',
          });
          check.outcome(answer, 'unauthenticated', `a token in the cookie ${name}`);
        }
        return;
      }
      for (const line of setCookies) {
        check.that(/;\s*httponly/i.test(line), 'a session cookie', 'HttpOnly', line);
        check.that(/;\s*samesite=(lax|strict)/i.test(line), 'a session cookie', 'SameSite', line);
      }
      const own = new URL((await system.host.addresses()).write).origin;
      const same = { origin: own, site: 'same-origin' } as const;
      const cross = { origin: 'https://elsewhere.example', site: 'cross-site' } as const;
      check.ok(
        await operations.createNoteAsBrowser(cookie, input, same),
        'a change by the own page',
      );
      for (const from of [
        cross,
        { ...cross, origin: 'null' },
        { ...cross, origin: `${own}.evil.example` },
      ]) {
        check.outcome(
          await operations.createNoteAsBrowser(cookie, input, from),
          ['forbidden', 'unauthenticated'],
          `a change by a page of ${from.origin}`,
        );
      }
      const session = await signIn(system, check, person);
      const { items } = check.ok(await operations.listNotes(session), 'listing');
      check.equal(items.length, 1, 'notes after the cross-site changes');

      const abroad = await start({ publicUrl: 'https://app.example.com' });
      const other = await newAccount(abroad, check);
      const browser = check.ok(
        await abroad.operations.signInAsBrowser(other),
        'signing in under https',
      );
      check.that(browser.setCookies.length > 0, 'cookies under https', 'at least one', 0);
      for (const line of browser.setCookies) {
        check.that(/;\s*secure/i.test(line), 'a session cookie outside localhost', 'Secure', line);
      }
    },
  },
  {
    id: 'X3',
    title: 'Access rules on every table and bucket, deny by default; the advisor reports nothing',
    group: 'X',
    needs: ['access rules'],
    async run({ check, shared }) {
      const system = await shared();
      const owner = await newMember(system, check);
      await newNote(system, check, owner);
      const all = await system.host.tablesAndBuckets();
      check.that(all.length > 0, 'tables and buckets', 'at least one', all.length);
      for (const { name, rules, visibleRows } of all) {
        check.equal(rules, true, `access rules on ${name}`);
        check.equal(visibleRows, 0, `rows of ${name} that the client key alone reads`);
      }
      check.equal(await system.host.advice(), [], 'reports of the platform’s advisor');
    },
  },
  {
    id: 'X4',
    title: 'No secret in repository or image; generated ones are random, mode 0600, ignored by git',
    group: 'X',
    needs: [],
    async run({ check, composition, folder, project }) {
      const names = composition.variables
        .filter((variable) => variable.secret && 'generate' in variable && variable.generate)
        .map(({ name }) => name);
      check.that(names.length > 0, 'generated secrets', 'at least one', names);
      const copies = await Promise.all([project.makeSecrets(), project.makeSecrets()]);
      const folders = fs.existsSync(path.join(folder, '.env')) ? [folder, ...copies] : copies;
      const secrets: Record<string, string> = {};
      for (const [index, each] of folders.entries()) {
        const file = path.join(each, '.env');
        const values = parseEnv(fs.readFileSync(file, 'utf8'));
        if (process.platform !== 'win32') {
          check.equal(fs.statSync(file).mode & 0o777, 0o600, 'mode of the file with secrets');
        }
        for (const name of names) {
          const value = values[name] ?? '';
          check.that(value.length >= 20, `the secret ${name}`, 'a random value', value.length);
          secrets[`${name} ${index}`] = value;
        }
      }
      check.equal(
        new Set(Object.values(secrets)).size,
        names.length * folders.length,
        'different secrets among all projects',
      );

      for (const each of copies) {
        const files = filesToCommit(each);
        check.that(files.includes('README.md'), 'files of the repository', 'README.md', files);
        check.that(!files.includes('.env'), 'files of the repository', 'no .env', files.length);
        const image = await promisedImage(project, check);
        const inImage = image ? contextFiles(walk(each), image.ignore) : [];
        if (image) check.that(inImage.length > 0, 'files of the image', 'some', inImage);
        for (const name of new Set([...files, ...inImage])) {
          const text = fs.readFileSync(path.join(each, name), 'latin1');
          check.absent(text, secrets, name);
          for (const [form, pattern] of Object.entries(SECRET_FORMS)) {
            check.that(!pattern.test(text), name, `no ${form}`, form);
          }
        }
        check.that(
          !inImage.some((name) => /(^|\/)\.env/.test(name)),
          'the image',
          'no .env',
          inImage,
        );
      }
    },
  },
];

/** All files below a folder, with forward slashes, without git's own. */
function walk(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'),
    )
    .filter((name) => !name.startsWith('.git/'));
}
