import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { dataFolder, workspaceFolder } from './workspace-folder.ts';

describe('where a person’s data lies', () => {
  test.each([
    ['linux', {}, '/home/ada', '/home/ada/.local/share/fairdoc'],
    ['linux', { XDG_DATA_HOME: '/data/ada' }, '/home/ada', '/data/ada/fairdoc'],
    ['linux', { XDG_DATA_HOME: 'relative' }, '/home/ada', '/home/ada/.local/share/fairdoc'],
    ['darwin', {}, '/Users/ada', '/Users/ada/Library/Application Support/Fairdoc'],
    [
      'win32',
      { LOCALAPPDATA: 'C:\\Users\\ada\\AppData\\Local' },
      'C:\\Users\\ada',
      'C:\\Users\\ada\\AppData\\Local\\Fairdoc',
    ],
    ['win32', {}, 'C:\\Users\\ada', 'C:\\Users\\ada\\AppData\\Local\\Fairdoc'],
  ] as const)('on %s with %o', (platform, environment, home, expected) => {
    expect(dataFolder(platform, environment, home)).toBe(expected);
  });
});

describe('which workspace is opened', () => {
  test('is the one on the command line, else the one of the environment, else the person’s own', () => {
    const environment = { FAIRDOC_WORKSPACE: '/srv/ward', XDG_DATA_HOME: '/data' };
    expect(workspaceFolder('/tmp/x', false, environment)).toBe(path.resolve('/tmp/x'));
    expect(workspaceFolder(undefined, false, environment)).toBe(path.resolve('/srv/ward'));
    expect(workspaceFolder(undefined, false, {})).toBe(
      path.join(dataFolder(process.platform, {}), 'workspace'),
    );
  });

  test('is for a demonstration never the one in use', () => {
    const environment = { FAIRDOC_WORKSPACE: '/srv/ward' };
    expect(workspaceFolder(undefined, true, environment)).toBe(
      path.join(dataFolder(process.platform, environment), 'demo'),
    );
    expect(workspaceFolder('/tmp/x', true, environment)).toBe(path.resolve('/tmp/x'));
  });
});
