import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { affectedPackages, parseAdvisories } from './advisories.ts';
import { billOfMaterials } from './bill-of-materials.ts';
import { type Lockfile, lockedPackages, lockfileSchema, type Manifest, manifestSchema } from './lockfile.ts';
import { supplyChainProblems } from './rules.ts';

const manifest = (extra: Partial<Manifest> = {}): Manifest =>
  manifestSchema.parse({ dependencies: { a: '1.2.3', b: 'npm:real-b@2.0.0' }, ...extra });

function packages(entries: Lockfile['packages']) {
  return lockedPackages({ lockfileVersion: 3, packages: { '': {}, ...entries } });
}

const clean = {
  'node_modules/a': { version: '1.2.3', integrity: 'sha512-x' },
  'node_modules/b': { name: 'real-b', version: '2.0.0', integrity: 'sha512-y' },
};

describe('supply chain', () => {
  test('pinned packages with digests and no scripts pass', () => {
    expect(supplyChainProblems(manifest(), packages(clean), [])).toEqual([]);
  });

  test('[URS-SEC-03] an unlisted install script is refused, a decided one is not', () => {
    const scripted = packages({
      ...clean,
      'node_modules/a/node_modules/c': { version: '1.0.0', integrity: 's', hasInstallScript: true },
    });
    expect(supplyChainProblems(manifest(), scripted, [])).toEqual([
      expect.stringContaining('c@1.0.0 runs an install script'),
    ]);
    expect(supplyChainProblems(manifest({ allowScripts: { c: false } }), scripted, [])).toEqual([]);
  });

  test('[URS-SEC-03] a denied package is refused under its published name, also behind an alias', () => {
    const denied = [{ name: 'real-b', versions: '<3', reason: 'for the test' }];
    expect(supplyChainProblems(manifest(), packages(clean), denied)).toEqual([
      'real-b@2.0.0 is denied: for the test',
    ]);
    expect(
      supplyChainProblems(manifest(), packages(clean), [
        { ...denied[0], name: 'real-b', versions: '>=3', reason: '' },
      ]),
    ).toEqual([]);
  });

  test('a version range, a missing digest and a registry address are refused', () => {
    const loose = manifest({ dependencies: { a: '^1.2.3' } });
    const bare = packages({
      'node_modules/a': { version: '1.2.3', resolved: 'https://registry.example/a.tgz' },
    });
    expect(supplyChainProblems(loose, bare, [])).toEqual([
      'a is declared as "^1.2.3": pin one exact version',
      'a@1.2.3 carries a registry address in the lock file',
      'a@1.2.3 has no digest in the lock file',
    ]);
  });
});

describe('advisories from a file', () => {
  const advisory = {
    id: 'GHSA-test',
    summary: 'made for this test',
    affected: [
      {
        package: { ecosystem: 'npm', name: 'a' },
        ranges: [
          { type: 'SEMVER', events: [{ introduced: '1.0.0' }, { fixed: '1.2.4' }, { introduced: '2.0.0' }] },
        ],
      },
    ],
  };

  test.each([
    ['0.9.0', false],
    ['1.0.0', true],
    ['1.2.3', true],
    ['1.2.4', false],
    ['2.1.0', true],
  ])('[URS-SEC-03] offline, version %s is affected: %s', (version, affected) => {
    const locked = packages({ 'node_modules/a': { version, integrity: 's' } });
    for (const text of [JSON.stringify([advisory]), `${JSON.stringify(advisory)}\n`]) {
      expect(affectedPackages(locked, parseAdvisories(text)).length === 1).toBe(affected);
    }
  });

  test('withdrawn advisories and other ecosystems do not count', () => {
    const locked = packages({ 'node_modules/a': { version: '1.0.0', integrity: 's' } });
    const withdrawn = { ...advisory, withdrawn: '2026-01-01T00:00:00Z' };
    const other = {
      ...advisory,
      affected: advisory.affected.map((one) => ({ ...one, package: { ecosystem: 'PyPI', name: 'a' } })),
    };
    expect(affectedPackages(locked, parseAdvisories(JSON.stringify([withdrawn, other])))).toEqual([]);
  });

  test('a line that is no advisory is named', () => {
    expect(() => parseAdvisories(`${JSON.stringify(advisory)}\nnot json\n`)).toThrow('line 2');
  });
});

test('[URS-SEC-03] the bill of materials names every package of the lock file with its version', () => {
  const root = path.resolve(import.meta.dirname, '..', '..');
  const lock = lockfileSchema.parse(JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')));
  const listed = new Set(
    billOfMaterials(root).components.map(({ purl }) =>
      decodeURIComponent(purl.replace(/^pkg:npm\//, '').replace(/\?.*$/, '')),
    ),
  );
  const missing = lockedPackages(lock).filter(({ name, version }) => !listed.has(`${name}@${version}`));
  expect(missing.map(({ name, version }) => `${name}@${version}`)).toEqual([]);
});
