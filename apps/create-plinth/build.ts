import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Plugin, rolldown } from 'rolldown';
import { precompiledModules } from './build/precompiled-modules.ts';

const app = fileURLToPath(new URL('.', import.meta.url));
const templates = path.join(app, '..', '..', 'templates');
const LIBRARY = path.join(app, 'src', 'builtin', 'library.ts');
const DRIVERS = path.join(app, 'src', 'builtin', 'drivers.ts');
const PREFIX = '\0plinth:';

/** Puts the compiled templates and drivers in the place of the modules that read them from the repository. */
async function templatesPlugin(): Promise<Plugin> {
  const modules = await precompiledModules(templates, path.join(app, 'src', 'builtin'));
  return {
    name: 'plinth-templates',
    resolveId(id) {
      return id.startsWith('plinth:') ? `\0${id}` : undefined;
    },
    load(id) {
      if (path.normalize(id) === LIBRARY) return modules.library;
      if (path.normalize(id) === DRIVERS) return modules.drivers;
      return id.startsWith(PREFIX) ? modules.templates.get(id.slice(PREFIX.length)) : undefined;
    },
  };
}

fs.rmSync(path.join(app, 'dist'), { recursive: true, force: true });
const bundle = await rolldown({
  input: {
    'create-plinth': path.join(app, 'src', 'create-plinth.ts'),
    plinth: path.join(app, 'src', 'plinth.ts'),
  },
  cwd: app,
  platform: 'node',
  plugins: [await templatesPlugin()],
});
const { output } = await bundle.write({
  dir: path.join(app, 'dist'),
  format: 'esm',
  entryFileNames: '[name].mjs',
  chunkFileNames: 'chunks/[name]-[hash].mjs',
  minify: true,
  banner: '',
});
await bundle.close();
for (const name of ['create-plinth', 'plinth']) {
  fs.chmodSync(path.join(app, 'dist', `${name}.mjs`), 0o755);
}
const bytes = output.reduce(
  (sum, part) => sum + Buffer.byteLength(part.type === 'chunk' ? part.code : part.source),
  0,
);
console.log(`create-plinth: ${output.length} files, ${Math.round(bytes / 1024)} KiB`);
