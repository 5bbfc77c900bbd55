import { spawnSync } from 'node:child_process';
import { z } from 'zod';

/** A software bill of materials in CycloneDX JSON, as far as it is read here. */
export const billSchema = z.looseObject({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.string(),
  components: z.array(
    z.looseObject({ name: z.string(), version: z.string(), purl: z.string(), group: z.string().optional() }),
  ),
});

/**
 * The bill of materials of what the lock file names, made by npm itself.
 * @throws when npm cannot make it, with npm's own words.
 */
export function billOfMaterials(root: string): z.infer<typeof billSchema> {
  const isWindows = process.platform === 'win32';
  const result = spawnSync(
    isWindows ? 'npm.cmd' : 'npm',
    ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx', '--loglevel=error'],
    { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1_048_576, shell: isWindows },
  );
  if (result.status !== 0) throw new Error(`npm could not make the bill of materials: ${result.stderr}`);
  return billSchema.parse(JSON.parse(result.stdout));
}
