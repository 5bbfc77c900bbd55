import {
  type FuseConfig,
  FuseState,
  FuseV1Options,
  FuseVersion,
  flipFuses,
  getCurrentFuseWire,
} from '@electron/fuses';

/**
 * Switches in the Electron executable itself, flipped after packing and before signing, so that a packaged Fairdoc
 * cannot be turned into a plain Node or be made to load other code.
 */
export const FUSES = {
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  // A start-up snapshot of its own for the main process: none is shipped.
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  // The processor's own bounds checks for WebAssembly, which the core's XML reader uses.
  [FuseV1Options.WasmTrapHandlers]: true,
} as const;

const config: FuseConfig = { version: FuseVersion.V1, strictlyRequireAllFuses: true, ...FUSES };

/** The fuses of an executable that are not as they should be, by name. */
export async function wrongFuses(executable: string): Promise<string[]> {
  const wire = await getCurrentFuseWire(executable);
  return Object.entries(FUSES)
    .filter(
      ([index, on]) => wire[Number(index) as FuseV1Options] !== (on ? FuseState.ENABLE : FuseState.DISABLE),
    )
    .map(([index]) => FuseV1Options[Number(index)] ?? index);
}

/** Flips every fuse and reads them back. Throws with the names of those that did not take. */
export async function flipAndCheckFuses(executable: string): Promise<void> {
  await flipFuses(executable, config);
  const wrong = await wrongFuses(executable);
  if (wrong.length > 0) throw new Error(`These fuses did not take: ${wrong.join(', ')}`);
}
