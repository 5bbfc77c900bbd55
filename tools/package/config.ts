import { existsSync } from 'node:fs';
import path from 'node:path';
import type { AfterPackContext, Configuration } from 'electron-builder';
import { flipAndCheckFuses } from './fuses.ts';

const EXECUTABLE = 'fairdoc';
const PLATFORMS = ['linux', 'darwin', 'win32'];

/** The executable in a folder that electron-builder has packed. */
function executableOf({ appOutDir, packager, electronPlatformName }: AfterPackContext): string {
  const product = packager.appInfo.productFilename;
  const places = electronPlatformName.startsWith('win')
    ? [`${product}.exe`, `${EXECUTABLE}.exe`]
    : [`${product}.app/Contents/MacOS/${product}`, `${product}.app/Contents/MacOS/${EXECUTABLE}`, EXECUTABLE];
  const found = places.map((place) => path.join(appOutDir, place)).find((file) => existsSync(file));
  if (!found) throw new Error(`None of ${places.join(', ')} was packed`);
  return found;
}

/**
 * What a package holds: the build, the knowledge, and those dependencies that stay outside the bundle. Native parts
 * and workers lie beside the archive, because neither can be loaded from inside it.
 */
export function packageConfig(root: string): Configuration {
  const electronDist =
    process.env.ELECTRON_OVERRIDE_DIST_PATH ?? path.join(root, 'node_modules', 'electron', 'dist');
  return {
    appId: 'org.fairdoc.desktop',
    productName: 'Fairdoc',
    executableName: EXECUTABLE,
    directories: { output: path.join(root, 'dist'), buildResources: path.join(root, 'resources', 'package') },
    files: [
      'out/main/**',
      'out/preload/**',
      'out/renderer/**',
      'resources/**',
      'models/triage/**',
      'package.json',
      '!**/*.map',
      // The package carries the libraries of every platform, 290 MB; one is enough.
      ...PLATFORMS.filter((one) => one !== process.platform).map(
        (one) => `!node_modules/onnxruntime-node/bin/napi-v6/${one}/**`,
      ),
    ],
    asar: true,
    asarUnpack: [
      'out/main/parse-worker.js',
      'out/main/chunks/**',
      'node_modules/better-sqlite3/**',
      'node_modules/@node-rs/**',
      'node_modules/sqlite-vec*/**',
      'node_modules/libxml2-wasm/**',
      'node_modules/piscina/**',
      'node_modules/onnxruntime-node/**',
    ],
    // Native parts come as prebuilt N-API packages that serve Node and Electron alike.
    npmRebuild: false,
    nodeGypRebuild: false,
    publish: null,
    ...(existsSync(electronDist) && { electronDist }),
    linux: { target: 'dir', category: 'MedicalSoftware' },
    mac: { target: 'dir', category: 'public.app-category.medical', hardenedRuntime: true },
    win: { target: 'dir' },
    afterPack: async (context) => flipAndCheckFuses(executableOf(context)),
  };
}
