import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: ['src/index.ts'],
  format: 'esm',
  platform: 'browser',
  target: 'es2023',
  dts: true,
  // What a browser would load, the client library included, so that the check of the bundle sees all of it.
  noExternal: [/.*/],
});
