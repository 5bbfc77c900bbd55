import { describe, expect, test } from 'vitest';
import { importsOf } from './imports.ts';
import { brokenRule, type Import, roomCycles } from './rules.ts';

describe('the floors of the house', () => {
  test.each([
    ['core/clinic/service.ts', '../store/index.ts'],
    ['core/clinic/service.ts', '../kernel/errors.ts'],
    ['core/clinic/triage/assess.ts', '../patients.ts'],
    ['core/fairness/api.ts', '../clinic/index.ts'],
    ['core/app/index.ts', '../clinic/index.ts'],
    ['cli/main.ts', '../core/app/index.ts'],
    ['cli/main.ts', '../hosts/workspace-folder.ts'],
    ['renderer/app/client.ts', '../../core/contract/index.ts'],
    ['core/clinic/service.test.ts', '../app/index.ts'],
    ['tests/crash.test.ts', '../core/store/log.ts'],
  ])('%s may import %s', (file, specifier) => {
    expect(brokenRule(file, specifier)).toBeUndefined();
  });

  test.each([
    ['core/store/index.ts', '../clinic/index.ts', /upward/],
    ['core/fairness/api.ts', '../clinic/patients.ts', /through its index/],
    ['core/clinic/service.ts', '../store/keyring.ts', /through its index/],
    ['core/clinic/service.ts', '../../electron/main.ts', /knows nothing of electron/],
    ['core/clinic/service.ts', 'electron', /no Electron/],
    ['core/app/index.ts', 'node:http', /no HTTP/],
    ['renderer/app/client.ts', '../../core/clinic/index.ts', /only core\/contract/],
    ['renderer/app/client.ts', 'node:fs', /sandboxed/],
    ['cli/main.ts', '../core/store/index.ts', /a host knows only/],
    ['cli/main.ts', '../loopback/server.ts', /a host knows only/],
    ['hosts/page.ts', '../loopback/server.ts', /a host knows only/],
    ['hosts/page.ts', '../core/store/index.ts', /a host knows only/],
    ['core/clinic/service.ts', '../store/testing.ts', /test helpers/],
    ['core/attic/index.ts', '../kernel/ids.ts', /stands on no floor/],
  ])('%s may not import %s', (file, specifier, rule) => {
    expect(brokenRule(file, specifier)).toMatch(rule);
  });

  test('imports are found in every form in which they are written', () => {
    const source = [
      "import { a } from './a.ts';",
      "import type { B } from './b.ts';",
      "export { c } from './c.ts';",
      "const d = await import('./d.ts');",
      "// import './e.ts'",
    ].join('\n');
    expect(
      importsOf('x.ts', source).map(({ specifier, line, typeOnly }) => [specifier, line, typeOnly]),
    ).toEqual([
      ['./a.ts', 1, false],
      ['./b.ts', 2, true],
      ['./c.ts', 3, false],
      ['./d.ts', 4, false],
    ]);
  });

  test('two rooms that use each other are named as a circle', () => {
    const uses = (specifier: string): Import[] => [{ specifier, line: 1, typeOnly: false }];
    const imports = new Map([
      ['core/store/index.ts', uses('../identity/index.ts')],
      ['core/identity/index.ts', uses('../store/index.ts')],
      ['core/clinic/index.ts', uses('../store/index.ts')],
    ]);
    expect(roomCycles(imports)).toEqual(['identity → store → identity']);
  });
});
