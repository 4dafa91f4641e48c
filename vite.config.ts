import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { defineConfig, type BuildEnvironmentOptions, type EnvironmentOptions } from 'vite';
import { configDefaults, defineConfig as defineTestConfig } from 'vitest/config';

/**
 * One file builds everything (`vite build --app`) and configures the unit tests:
 * dist/renderer, dist/node (desktop main, web, cli, workers), dist/preload, dist/servers (one file each).
 */
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const neverBundled = ['electron', ...builtinModules, /^node:/];

type Output = Exclude<
  NonNullable<NonNullable<BuildEnvironmentOptions['rolldownOptions']>['output']>,
  unknown[]
>;

function forNode(
  outDir: string,
  input: Record<string, string>,
  output: Output = {},
  minify = false,
): EnvironmentOptions {
  return {
    consumer: 'server',
    keepProcessEnv: true,
    resolve: {
      noExternal: true,
      external: ['electron'],
      conditions: ['node', 'module', 'import', 'default'],
    },
    build: {
      outDir: here(outDir),
      emptyOutDir: true,
      target: 'node24',
      minify,
      sourcemap: false,
      ssr: true,
      copyPublicDir: false,
      license: { fileName: 'licenses.md' },
      rolldownOptions: {
        input: Object.fromEntries(Object.entries(input).map(([name, path]) => [name, here(path)])),
        external: neverBundled,
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js', ...output },
      },
    },
  };
}

/** Small, because Node reads all of it before the first answer; names stay, for the traces of errors. */
const bundledServer = (name: string): EnvironmentOptions =>
  forNode(
    `dist/servers/${name}`,
    { [name]: `src-servers/${name}/main.ts` },
    { codeSplitting: false, keepNames: true },
    true,
  );

const build = defineConfig({
  root: here('src-renderer'),
  base: './',
  plugins: [react(), tailwindcss()],
  builder: {},
  environments: {
    client: {
      build: {
        outDir: here('dist/renderer'),
        emptyOutDir: true,
        target: 'chrome140',
        modulePreload: { polyfill: false },
        assetsInlineLimit: 0,
        license: { fileName: 'licenses.md' },
        rolldownOptions: { input: here('src-renderer/index.html') },
      },
    },
    node: forNode('dist/node', {
      desktop: 'src-main/desktop/main.ts',
      web: 'src-main/web/main.ts',
      cli: 'src-main/cli/main.ts',
      launch: 'src-main/launch/main.ts',
      'schema-worker': 'src-main/core/session/schema-worker.ts',
    }),
    preload: forNode(
      'dist/preload',
      { preload: 'src-main/desktop/preload.ts' },
      { format: 'cjs', entryFileNames: '[name].cjs' },
    ),
    systemMonitor: bundledServer('system-monitor'),
    fileSearcher: bundledServer('file-searcher'),
  },
});

const test = defineTestConfig({
  test: {
    root: here('.'),
    include: ['src-*/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
    exclude: [...configDefaults.exclude, 'dist/**'],
    testTimeout: 20_000,
    hookTimeout: 20_000,
    maxWorkers: 2,
    // Tests over real processes meet busy machines; what needed a second try is in the report.
    retry: process.env['CI'] === 'true' ? 2 : 0,
  },
});

export default process.env['VITEST'] ? test : build;
