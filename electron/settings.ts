import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/**
 * Settings of this installation, not of the workspace: they hold before anybody signs in. An administrator of the
 * machine writes them to `host-settings.json` in Fairdoc's data folder.
 */
const hostSettingsSchema = z.object({
  /** Keeps windows out of screenshots, recordings and screen sharing. */
  contentProtection: z.boolean().default(true),
  /** Mixes a secret of this device's key store into the keys of new workspaces. */
  bindDevice: z.boolean().default(false),
});

export type HostSettings = z.infer<typeof hostSettingsSchema>;

/** The settings in `folder`; the safe defaults where the file is missing or not readable as settings. */
export function readHostSettings(folder: string): HostSettings {
  try {
    return hostSettingsSchema.parse(
      JSON.parse(readFileSync(path.join(folder, 'host-settings.json'), 'utf8')),
    );
  } catch {
    return hostSettingsSchema.parse({});
  }
}
