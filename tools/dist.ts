import path from 'node:path';
import { build, Platform } from 'electron-builder';
import { ensureBuilt } from './build.ts';
import { packageConfig } from './package/config.ts';
import { findElectron } from './start/desktop.ts';

/** `npm run dist`: packs the desktop application for this platform into `dist/`, as a folder. */
const root = path.resolve(import.meta.dirname, '..');

if (!findElectron(root)) {
  console.error(
    'There is no Electron runtime to package. Fetch it with npx install-electron where its release server can be reached, or set ELECTRON_OVERRIDE_DIST_PATH to a folder that holds it, then run npm run dist again. (dist.noElectron)',
  );
  process.exit(1);
}
if (!ensureBuilt()) process.exit(1);
const targets = Platform.current().createTarget('dir');
for (const file of await build({ projectDir: root, targets, config: packageConfig(root) })) console.log(file);
