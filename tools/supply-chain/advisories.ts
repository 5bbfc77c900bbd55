import semver from 'semver';
import { z } from 'zod';
import type { LockedPackage } from './lockfile.ts';

/**
 * Advisories in the Open Source Vulnerability format (OSV schema 1.x), as exported by osv.dev or GitHub: carried to
 * a machine without a network as one file, either a JSON array or one advisory a line.
 */
const eventSchema = z.object({
  introduced: z.string().optional(),
  fixed: z.string().optional(),
  last_affected: z.string().optional(),
});

const advisorySchema = z.object({
  id: z.string(),
  summary: z.string().default(''),
  withdrawn: z.string().optional(),
  affected: z
    .array(
      z.object({
        package: z.object({ ecosystem: z.string(), name: z.string() }),
        ranges: z.array(z.object({ type: z.string(), events: z.array(eventSchema) })).default([]),
        versions: z.array(z.string()).default([]),
      }),
    )
    .default([]),
});

export type Advisory = z.infer<typeof advisorySchema>;

/** Throws with the line of the first advisory that cannot be read. */
export function parseAdvisories(text: string): Advisory[] {
  if (text.trimStart().startsWith('[')) return z.array(advisorySchema).parse(JSON.parse(text));
  return text
    .split('\n')
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, number }) => {
      try {
        return advisorySchema.parse(JSON.parse(line));
      } catch (cause) {
        throw new Error(`line ${number} is not an OSV advisory`, { cause });
      }
    });
}

function inRange(version: string, events: readonly z.infer<typeof eventSchema>[]): boolean {
  let affected = false;
  // Events are in ascending order: the last one at or below the version decides.
  for (const event of events) {
    if (event.introduced !== undefined) {
      const from = event.introduced === '0' ? '0.0.0-0' : event.introduced;
      if (semver.gte(version, from)) affected = true;
    }
    if (event.fixed !== undefined && semver.gte(version, event.fixed)) affected = false;
    if (event.last_affected !== undefined && semver.gt(version, event.last_affected)) affected = false;
  }
  return affected;
}

/** The locked packages that an advisory names, one sentence each. Withdrawn advisories do not count. */
export function affectedPackages(
  packages: readonly LockedPackage[],
  advisories: readonly Advisory[],
): string[] {
  const byName = new Map<string, LockedPackage[]>();
  for (const one of packages) byName.set(one.name, [...(byName.get(one.name) ?? []), one]);
  const found = new Set<string>();
  for (const advisory of advisories) {
    if (advisory.withdrawn) continue;
    for (const affected of advisory.affected) {
      if (affected.package.ecosystem !== 'npm') continue;
      for (const one of byName.get(affected.package.name) ?? []) {
        const hit =
          affected.versions.includes(one.version) ||
          affected.ranges.some(({ type, events }) => type === 'SEMVER' && inRange(one.version, events));
        if (hit) found.add(`${one.name}@${one.version}: ${advisory.id} ${advisory.summary}`.trim());
      }
    }
  }
  return [...found].sort();
}
