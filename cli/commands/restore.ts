import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { workspaceFolder } from '../../hosts/workspace-folder.ts';
import { unreadable } from '../lines.ts';
import type { Output } from '../output.ts';
import type { CommonOptions, Outcome } from '../run.ts';
import { withCore } from '../workspace.ts';

/** Restores a backup into a folder that holds no workspace. It opens with the passphrases of the original. */
export async function restore(input: {
  args: readonly string[];
  options: CommonOptions;
  output: Output;
}): Promise<Outcome> {
  const { options, output } = input;
  const file = input.args[0] ?? '';
  await access(file, constants.R_OK).catch(() => {
    throw unreadable(file);
  });
  const restored = await withCore(options, (_client, core) => core.restore(path.resolve(file)));
  const workspace = workspaceFolder(options.workspace);
  output.result({ workspace, ...restored }, () => [
    `${restored.name}, backed up ${restored.createdAt}, is restored in ${workspace}`,
    `${restored.changeSets} change sets. Sign in with the passphrases of the original workspace.`,
  ]);
  return 0;
}
