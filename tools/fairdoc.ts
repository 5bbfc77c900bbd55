import { enableCompileCache } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './build.ts';

/** `npm run -s fairdoc -- <command>`: the command line from the build, which is brought up to date first. */
const out = path.resolve(import.meta.dirname, '..', 'out');
if (!ensureBuilt()) process.exit(1);
enableCompileCache(path.join(out, '.compile-cache'));
await import(pathToFileURL(path.join(out, 'main', 'cli.js')).href);
