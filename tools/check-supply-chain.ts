import { readFileSync } from 'node:fs';
import path from 'node:path';
import { affectedPackages, parseAdvisories } from './supply-chain/advisories.ts';
import { lockedPackages, lockfileSchema, manifestSchema } from './supply-chain/lockfile.ts';
import { type DenyList, supplyChainProblems } from './supply-chain/rules.ts';

/**
 * `node tools/check-supply-chain.ts [ADVISORIES.json …]`: fails on an unpinned version, an install script that
 * nobody decided about, a denied package, and, where OSV files are given, a package that an advisory names.
 */
const root = path.resolve(import.meta.dirname, '..');
const read = (file: string) => readFileSync(path.resolve(root, file), 'utf8');

const manifest = manifestSchema.parse(JSON.parse(read('package.json')));
const packages = lockedPackages(lockfileSchema.parse(JSON.parse(read('package-lock.json'))));
const denied: DenyList = JSON.parse(read('tools/supply-chain/denied.json'));

const problems = supplyChainProblems(manifest, packages, denied);
for (const file of process.argv.slice(2)) {
  const advisories = parseAdvisories(readFileSync(file, 'utf8'));
  console.error(`supply chain: ${advisories.length} advisories read from ${path.basename(file)}`);
  problems.push(...affectedPackages(packages, advisories));
}

for (const problem of problems) console.error(`supply chain: ${problem}`);
if (problems.length > 0) process.exit(1);
console.error(`supply chain: ${packages.length} packages pinned, with digests, install scripts decided`);
