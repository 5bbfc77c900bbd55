// Runs on whatever Node the machine has (>= 20.19), before anything is installed: plain JavaScript, no imports
// but Node's own. Installs the locked dependencies when they are missing or the lock file has changed since.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const stamp = path.join(root, 'node_modules', '.fairdoc-installed');
const digest = createHash('sha256')
  .update(readFileSync(path.join(root, 'package-lock.json')))
  .digest('hex');

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== digest) {
  process.stderr.write('Installing dependencies (once, about a minute) …\n');
  const isWindows = process.platform === 'win32';
  // No dependency needs its install script: native parts arrive as prebuilt packages. Not `npm ci`: it refuses a lock
  // file without the optional packages of every other platform, which registries that mirror only some cannot give.
  // Versions and digests come from the lock file all the same, and `--no-save` leaves it as it is.
  const command = ['install', '--no-save', '--ignore-scripts', '--loglevel=error'];
  const result = spawnSync(isWindows ? 'npm.cmd' : 'npm', command, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: isWindows,
  });
  if (result.status !== 0) {
    process.stderr.write(
      'The dependencies could not be installed. Check that the package registry can be reached (npm ping), then run the command again.\n',
    );
    process.exit(1);
  }
  writeFileSync(stamp, digest);
}
