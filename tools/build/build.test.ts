import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { withLock } from './lock.ts';
import { promote } from './promote.ts';
import { sourceDigest } from './stamp.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'fairdoc-build-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

describe('whether the build is up to date', () => {
  test('depends on names and contents of the sources, and not on their dates or on tests', () => {
    const file = write('core/kernel/ids.ts', 'one');
    write('renderer/main.tsx', 'page');
    const before = sourceDigest(folder);
    utimesSync(file, 1, 1);
    write('core/kernel/ids.test.ts', 'a test');
    write('docs/architecture.md', 'words');
    expect(sourceDigest(folder)).toBe(before);
    write('core/kernel/ids.ts', 'two');
    expect(sourceDigest(folder)).not.toBe(before);
    write('core/kernel/ids.ts', 'one');
    expect(sourceDigest(folder)).toBe(before);
    write('core/kernel/added.ts', '');
    expect(sourceDigest(folder)).not.toBe(before);
  });
});

describe('putting a build into place', () => {
  test('keeps earlier chunks for those who still run them, and removes them a day later', () => {
    write('out/main/cli.js', 'old entry');
    const chunk = write('out/main/chunks/a-11111111.js', 'old chunk');
    const older = write('out/main/chunks/a-00000000.js', 'older chunk');
    utimesSync(older, 1, 1);
    write('staging/main/cli.js', 'new entry');
    write('staging/main/chunks/a-22222222.js', 'new chunk');
    promote(path.join(folder, 'staging'), path.join(folder, 'out'), ['main']);
    expect(readFileSync(path.join(folder, 'out/main/cli.js'), 'utf8')).toBe('new entry');
    expect(readdirSync(path.join(folder, 'out/main/chunks')).sort()).toEqual([
      'a-11111111.js',
      'a-22222222.js',
    ]);
    expect(readFileSync(chunk, 'utf8')).toBe('old chunk');
    expect(existsSync(path.join(folder, 'staging'))).toBe(false);
  });
});

describe('two builds at once', () => {
  test('run one after the other', async () => {
    const lock = path.join(folder, 'out', '.building');
    const steps: string[] = [];
    const build = (name: string) =>
      withLock(lock, async () => {
        steps.push(`${name} starts`);
        await new Promise((resolve) => setTimeout(resolve, 30));
        steps.push(`${name} ends`);
      });
    await Promise.all([build('a'), build('b')]);
    expect(steps).toEqual(['a starts', 'a ends', 'b starts', 'b ends']);
    expect(existsSync(lock)).toBe(false);
  });

  test('do not wait for one that was killed', async () => {
    const lock = path.join(folder, '.building');
    const killed = spawn(process.execPath, ['-e', ''], { stdio: 'ignore' });
    await new Promise((resolve) => killed.once('exit', resolve));
    writeFileSync(lock, String(killed.pid));
    expect(await withLock(lock, async () => 'built')).toBe('built');
  });

  test('give the lock back when the build fails', async () => {
    const lock = path.join(folder, '.building');
    const failing = withLock(lock, async () => {
      throw new Error('does not compile');
    });
    await expect(failing).rejects.toThrow('does not compile');
    expect(existsSync(lock)).toBe(false);
  });
});
