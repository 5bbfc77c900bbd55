import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';
import { NONCE_PLACEHOLDER } from './hosts/headers.ts';

/**
 * What `node tools/build.ts` makes: the hosts and the core as ES modules, the preload as CommonJS (a sandboxed
 * preload can be nothing else), and the page. FAIRDOC_OUT names the folder; the build moves it into place.
 */
const root = import.meta.dirname;
const out = process.env.FAIRDOC_OUT ?? path.join(root, 'out');

/** Stay in node_modules: native code, WebAssembly, or files of their own that are read at run time. */
const LEFT_OUTSIDE = [
  'better-sqlite3',
  'sqlite-vec',
  '@node-rs/argon2',
  'libxml2-wasm',
  'piscina',
  'onnxruntime-node',
];

/** Nested routes load `/assets/…`, so the page's files have absolute addresses; electron-vite's default is relative. */
const absoluteBase: Plugin = {
  name: 'fairdoc:absolute-base',
  enforce: 'post',
  config: () => ({ base: '/' }),
};

export default defineConfig({
  main: {
    build: {
      outDir: path.join(out, 'main'),
      externalizeDeps: false,
      sourcemap: true,
      rolldownOptions: {
        external: LEFT_OUTSIDE,
        input: {
          main: path.join(root, 'electron/main.ts'),
          'core-process': path.join(root, 'electron/core-process.ts'),
          loopback: path.join(root, 'loopback/main.ts'),
          cli: path.join(root, 'cli/main.ts'),
          'parse-worker': path.join(root, 'core/interop/worker.ts'),
        },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: path.join(out, 'preload'),
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: path.join(root, 'electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: path.join(root, 'renderer'),
    plugins: [react(), absoluteBase],
    // Every <script>, <style> and <link> of the page carries the nonce of its response; so does
    // <meta property="csp-nonce">, from whose `nonce` property the page reads it for styles made at run time.
    html: { cspNonce: NONCE_PLACEHOLDER },
    build: {
      outDir: path.join(out, 'renderer'),
      emptyOutDir: true,
      minify: true,
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 1_500,
      rolldownOptions: { input: path.join(root, 'renderer/index.html') },
    },
  },
});
