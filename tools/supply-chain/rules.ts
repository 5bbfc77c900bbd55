import semver from 'semver';
import type { LockedPackage, Manifest } from './lockfile.ts';

/** Packages that must not come in, also not through others, and why. */
export type DenyList = readonly {
  readonly name: string;
  readonly versions: string;
  readonly reason: string;
}[];

const EXACT = /^(npm:(@[^/]+\/)?[^@]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/;

/** What is wrong with the declared and locked dependencies, one sentence each; empty when all is well. */
export function supplyChainProblems(
  manifest: Manifest,
  packages: readonly LockedPackage[],
  denied: DenyList,
): string[] {
  const problems: string[] = [];
  const declared = {
    ...manifest.dependencies,
    ...manifest.devDependencies,
    ...manifest.optionalDependencies,
  };
  for (const [name, range] of Object.entries(declared)) {
    if (!EXACT.test(range)) problems.push(`${name} is declared as "${range}": pin one exact version`);
  }
  for (const one of packages) {
    const label = `${one.name}@${one.version}`;
    if (one.resolved) problems.push(`${label} carries a registry address in the lock file`);
    if (!one.integrity) problems.push(`${label} has no digest in the lock file`);
    if (one.hasInstallScript && !(one.alias in manifest.allowScripts)) {
      problems.push(
        `${label} runs an install script that is not listed: decide in "allowScripts" of package.json`,
      );
    }
    for (const rule of denied) {
      if (
        rule.name === one.name &&
        semver.satisfies(one.version, rule.versions, { includePrerelease: true })
      ) {
        problems.push(`${label} is denied: ${rule.reason}`);
      }
    }
  }
  return problems;
}
