import { defineConfig } from 'tsdown';

// One output file per source file: routes and plugins are found by folder at start, and the
// path from a module to the migrations stays the same in src/ and dist/.
export default defineConfig({
  entry: ['src/**/*.ts', '!src/**/*.test.ts', '!src/local/**'],
  outDir: 'dist',
  format: 'esm',
  platform: 'node',
  target: 'node22',
  unbundle: true,
  fixedExtension: false,
  dts: false,
  sourcemap: true,
  clean: true,
});
