import { z } from 'zod';

/** The parts of package.json and package-lock.json (version 3) that the supply-chain check reads. */

const dependencies = z.record(z.string(), z.string()).default({});

export const manifestSchema = z.object({
  dependencies,
  devDependencies: dependencies,
  optionalDependencies: dependencies,
  allowScripts: z.record(z.string(), z.boolean()).default({}),
});

const lockedSchema = z.object({
  name: z.string().optional(),
  version: z.string().optional(),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  hasInstallScript: z.boolean().optional(),
  link: z.boolean().optional(),
  inBundle: z.boolean().optional(),
});

export const lockfileSchema = z.object({
  lockfileVersion: z.literal(3),
  packages: z.record(z.string(), lockedSchema),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type Lockfile = z.infer<typeof lockfileSchema>;

export interface LockedPackage {
  /** Where it lies: `node_modules/a/node_modules/b`. */
  readonly path: string;
  /** The name it is required by. */
  readonly alias: string;
  /** The name it was published under, which differs for an alias. */
  readonly name: string;
  readonly version: string;
  readonly integrity: string | null;
  readonly hasInstallScript: boolean;
  readonly resolved: string | null;
}

/** Every installed package of a lock file, without the project itself. */
export function lockedPackages(lock: Lockfile): LockedPackage[] {
  return Object.entries(lock.packages)
    .filter(([path, entry]) => path !== '' && !entry.link)
    .map(([path, entry]) => {
      const alias = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      return {
        path,
        alias,
        name: entry.name ?? alias,
        version: entry.version ?? '',
        // A bundled package comes inside its parent's archive, whose digest covers it.
        integrity: entry.integrity ?? (entry.inBundle ? 'bundled' : null),
        hasInstallScript: entry.hasInstallScript ?? false,
        resolved: entry.resolved ?? null,
      };
    });
}
