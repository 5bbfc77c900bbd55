import path from 'node:path';
import { build } from 'vite';

/**
 * Bundles a script of the tests, so that starting it two hundred times takes seconds and not minutes.
 * @returns the bundle's path. It stands under node_modules, where its native modules are found.
 */
export async function bundleScript(name: string): Promise<string> {
  const root = path.resolve(import.meta.dirname, '..');
  const outDir = path.join(root, 'node_modules', '.cache', 'fairdoc-tests');
  await build({
    configFile: false,
    root,
    logLevel: 'silent',
    ssr: { noExternal: true, external: ['better-sqlite3', 'sqlite-vec', '@node-rs/argon2'] },
    build: {
      ssr: path.join(import.meta.dirname, `${name}.ts`),
      outDir,
      emptyOutDir: false,
      target: 'node22',
    },
  });
  return path.join(outDir, `${name}.js`);
}
