import { type FuseV1Config, FuseV1Options, FuseVersion } from '@electron/fuses';

/**
 * Switches in the Electron executable itself, flipped after packaging and before signing, so that a packaged
 * Fairdoc cannot be turned into a plain Node or be made to load other code.
 */
export const FUSES: FuseV1Config = {
  version: FuseVersion.V1,
  strictlyRequireAllFuses: true,
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  // A snapshot of its own for the main process: none is shipped.
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  // The processor's own bounds checks for WebAssembly, which the core's XML reader uses.
  [FuseV1Options.WasmTrapHandlers]: true,
};
