import { workspaceFolder } from '../../hosts/workspace-folder.ts';
import type { Output } from '../output.ts';
import type { CommonOptions, Outcome } from '../run.ts';
import { asFile, withCore } from '../workspace.ts';

/** Restores a backup into a folder that holds no workspace. It opens with the passphrases of the original. */
export async function restore(input: {
  args: readonly string[];
  options: CommonOptions;
  output: Output;
}): Promise<Outcome> {
  const { options, output } = input;
  const file = await asFile(input.args[0] ?? '');
  const restored = await withCore(options, (client) => client.workspace.restore({ file }));
  const workspace = workspaceFolder(options.workspace);
  output.result({ workspace, ...restored }, () => [
    `${restored.name}, backed up ${restored.createdAt}, is restored in ${workspace}`,
    `${restored.changeSets} change sets. Sign in with the passphrases of the original workspace.`,
  ]);
  return 0;
}
