import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { templateIds } from '@plinth/project/templates/folder-library';
import { DCLinter } from 'dclint';
import { validate } from 'dockerfile-utils';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadTemplate, renderAlone } from '../../scripts/playground.ts';
import { TEMPLATES } from '../support/repository.ts';

/** What these tests look at of a service in compose.yaml. */
interface Service {
  image?: string;
  build?: string;
  user?: string;
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  environment?: Record<string, string>;
  volumes?: string[];
  ports?: string[];
  healthcheck?: object;
  restart?: string;
  depends_on?: Record<string, object>;
  deploy?: { resources?: { limits?: Record<string, string> } };
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plinth-containers-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** A tag that says the whole version; it may go on with the variant. */
const PINNED = /^[\w./-]+:v?\d+\.\d+(\.\d+)?(-[\w.-]+)?$/;

/** Style that this repository does not follow, and ports that are meant to be public. */
const UNUSED_RULES = {
  'require-project-name-field': 0,
  'service-keys-order': 0,
  'services-alphabetical-order': 0,
  'no-unbound-port-interfaces': 0,
} as const;

/** What the image sets, what is said by other means, and what a server beside it makes needless. */
const NOT_IN_CONTAINERS = [
  'NODE_ENV',
  'HOST',
  'PORT',
  'DATABASE_DIRECT_URL',
  'STORAGE_DIR',
  'S3_REGION',
  'OTEL_EXPORTER_OTLP_PROTOCOL',
  'OTEL_EXPORTER_OTLP_HEADERS',
  'METRICS_PORT',
  'WORKER_METRICS_PORT',
  'METRICS_HOST',
];

const projects = (
  await Promise.all(
    templateIds(TEMPLATES).map(async (id) => {
      const template = await loadTemplate(id);
      return (['npm', 'pnpm'] as const).map((packageManager) => {
        const { tree } = renderAlone(template, packageManager);
        const texts = new Map(tree.files.map((file) => [file.path, String(file.content)]));
        return { name: `${id} with ${packageManager}`, template, texts };
      });
    }),
  )
).flat();

describe.each(projects.filter(({ texts }) => texts.has('Dockerfile')))(
  'the image of $name',
  ({ texts }) => {
    const text = texts.get('Dockerfile') ?? '';

    it('has a definition without errors and warnings', () => {
      expect(validate(text)).toEqual([]);
    });

    it('does not run as root, from a base with a whole version', () => {
      const last = text.slice(text.lastIndexOf('\nFROM '));
      expect(/^USER (.+)$/m.exec(last)?.[1]).toMatch(/^(?!root|0)/);
      expect(/^ARG NODE_IMAGE=(.+)$/m.exec(text)?.[1]).toMatch(PINNED);
    });
  },
);

describe.each(projects.filter(({ texts }) => texts.has('compose.yaml')))(
  'compose.yaml of $name',
  ({ template, texts }) => {
    const text = texts.get('compose.yaml') ?? '';
    const { services } = parse(text, { merge: true }) as { services: Record<string, Service> };
    const all = Object.entries(services);
    const own = all.filter(([, { build }]) => build !== undefined);

    it('fits the Compose specification', async () => {
      const file = path.join(folder, 'compose.yaml');
      fs.writeFileSync(file, text);
      const linter = new DCLinter({ rules: UNUSED_RULES, quiet: false, debug: false, exclude: [] });
      const [found] = linter.lintFiles([file], false) as { messages: object[] }[];
      expect(found?.messages).toEqual([]);
    });

    it.each(all)('%s is pinned, closed and limited', (_, service) => {
      if (service.build === undefined) expect(service.image).toMatch(PINNED);
      expect(service.read_only).toBe(true);
      expect(service.cap_drop).toEqual(['ALL']);
      expect(service.security_opt).toContain('no-new-privileges:true');
      expect(Object.keys(service.deploy?.resources?.limits ?? {}).toSorted()).toEqual([
        'cpus',
        'memory',
        'pids',
      ]);
    });

    it('runs as root only what prepares volumes and ends', () => {
      const root = all.filter(([, { build, user }]) => !build && !/^[1-9]/.test(user ?? ''));
      expect(root.map(([, { restart }]) => restart)).toEqual(root.map(() => 'no'));
    });

    it('has no default for a secret', () => {
      const secrets = template.manifest.env.filter(({ secret }) => secret).map(({ name }) => name);
      for (const [name, fallback] of [...text.matchAll(/\$\{(\w+):-([^}]*)\}/g)].map(
        ([, ...groups]) => groups,
      )) {
        if (secrets.includes(name ?? '')) expect(fallback, name).toBe('');
      }
      expect(text).not.toMatch(/(PASSWORD|SECRET)\w*: (?!\$\{)/);
    });

    it('hands over each variable that the service reads', () => {
      const read = template.manifest.env.filter(
        ({ name, scope, usedBy }) =>
          scope !== 'development' &&
          (usedBy === undefined || usedBy.some((each) => each !== 'tools')) &&
          !NOT_IN_CONTAINERS.includes(name),
      );
      for (const [, { environment }] of own) {
        expect(environment).toMatchObject(
          Object.fromEntries(read.map(({ name }) => [name, expect.any(String)])),
        );
      }
    });

    it('opens the storage to the public for signed links alone', () => {
      const front = texts.get('deploy/Caddyfile') ?? '';
      const files = /^\{\$FILES_URL\} \{\n(.+?)^\}/ms.exec(front)?.[1] ?? '';
      const [, name = '', matcher = ''] = /^\t@(\w+) \{\n(.+?)^\t\}/ms.exec(files) ?? [];
      expect(matcher.trim().split(/\n\s*/)).toEqual([
        'method GET HEAD',
        `path /${own[0]?.[1].environment?.['S3_BUCKET']}/*`,
        'query X-Amz-Signature=*',
      ]);
      const ways = files.match(/reverse_proxy .+/g);
      expect(ways).toEqual(['reverse_proxy storage:7070']);
      expect(files).toContain(`handle @${name} {\n\t\treverse_proxy storage:7070\n`);
      expect(files).toContain('handle {\n\t\trespond 404\n');
    });

    it('keeps nothing beside its replicas, so that they can be many', () => {
      for (const [name, { volumes, ports }] of own) {
        expect({ name, volumes, ports }).toEqual({ name, volumes: undefined, ports: undefined });
      }
    });

    it('mounts only files that the project has', () => {
      const mounted = all
        .flatMap(([, { volumes = [] }]) => volumes)
        .filter((each) => each.startsWith('./'))
        .map((each) => each.slice(2).split(':', 1)[0]);
      expect(mounted.length).toBeGreaterThan(0);
      for (const file of mounted) expect([...texts.keys()]).toContain(file);
    });
  },
);
