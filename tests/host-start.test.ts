import { readdirSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { ensureBuilt } from '../tools/build.ts';
import { startNode } from './support/process.ts';
import { temporaryFolder } from './support/temporary.ts';

/** `npm start` on a machine without a display, as a person meets it. */

beforeAll(() => {
  expect(ensureBuilt()).toBe(true);
});

const ADDRESS = /^Fairdoc: (http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+)$/m;

function start(folder: string, ...more: string[]) {
  const workspace = path.join(folder, 'ward');
  const environment = {
    XDG_DATA_HOME: folder,
    LOCALAPPDATA: folder,
    HOME: folder,
    DISPLAY: '',
    WAYLAND_DISPLAY: '',
  };
  const started = startNode(['tools/start.ts', '--workspace', workspace, ...more], { environment });
  onTestFinished(() => void started.child.kill('SIGKILL'));
  return started;
}

describe('npm start', () => {
  test.skipIf(process.platform !== 'linux')(
    'says in one line that there is no desktop, and prints the address',
    async () => {
      const started = start(temporaryFolder());
      const url = new URL(await started.waitFor(ADDRESS));
      const page = await fetch(url.origin);
      expect(await page.text()).toContain('<title>Fairdoc</title>');
      started.child.kill('SIGTERM');
      const { code, stderr } = await started.finished;
      expect(code).toBe(0);
      const lines = stderr.split('\n').filter((line) => /desktop/.test(line));
      expect(lines).toEqual(['No desktop window (this machine has no display): using the browser instead.']);
    },
  );

  test('a second start on the same workspace opens the host that runs already, and ends', async () => {
    const folder = temporaryFolder();
    const first = start(folder, '--no-open');
    const url = new URL(await first.waitFor(ADDRESS));
    const second = start(folder, '--no-open');
    const again = new URL(await second.waitFor(ADDRESS));
    expect((await second.finished).code).toBe(0);
    expect(again.origin).toBe(url.origin);
    expect(again.hash).not.toBe(url.hash);
    first.child.kill('SIGINT');
    expect((await first.finished).code).toBe(0);
    expect(readdirSync(path.join(folder, 'fairdoc', 'running'))).toEqual([]);
  });

  test('a host that was killed does not stand in the way of the next', async () => {
    const folder = temporaryFolder();
    const first = start(folder, '--no-open');
    await first.waitFor(ADDRESS);
    first.child.kill('SIGKILL');
    await first.finished;
    const second = start(folder, '--no-open');
    await second.waitFor(ADDRESS);
    second.child.kill('SIGTERM');
    expect((await second.finished).code).toBe(0);
  });

  test('takes the port that it is given, and says so when another program has it', async () => {
    const first = start(temporaryFolder(), '--no-open');
    const { port } = new URL(await first.waitFor(ADDRESS));
    const second = await start(temporaryFolder(), '--no-open', '--port', port).finished;
    expect(second.code).toBe(1);
    expect(second.stderr).toMatch(/Another program uses this port\. .* \(loopback\.portTaken\)/);
  });

  test('refuses options that it does not know, with exit code 2', async () => {
    const { code, stderr } = await start(temporaryFolder(), '--nonsense').finished;
    expect(code).toBe(2);
    expect(stderr).toContain('--workspace DIR');
  });
});
