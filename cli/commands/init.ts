import path from 'node:path';
import { workspaceFolder } from '../../hosts/workspace-folder.ts';
import { UsageError } from '../failure.ts';
import type { Output } from '../output.ts';
import { readPassphrase } from '../passphrase.ts';
import type { CommonOptions, Outcome } from '../run.ts';
import { withCore } from '../workspace.ts';

export interface InitOptions extends CommonOptions {
  readonly name?: string;
  readonly fullName?: string;
}

/** Creates a workspace with its first administrator. The recovery key is printed here and never again. */
export async function init({ options, output }: { options: InitOptions; output: Output }): Promise<Outcome> {
  const loginName = options.user;
  if (loginName === undefined) {
    throw new UsageError('cli.usage', 'The administrator has no login name.', 'Name one with --user.');
  }
  const workspace = workspaceFolder(options.workspace);
  const recoveryKey = await withCore(options, async (client) => {
    const passphrase = await readPassphrase(loginName, { isNew: true });
    const name = options.name ?? path.basename(workspace);
    const administrator = { loginName, fullName: options.fullName ?? loginName, passphrase };
    const created = await client.workspace.create({ name, administrator });
    await client.session.signOut({});
    return created.recoveryKey;
  });
  output.result({ workspace, recoveryKey }, () => [
    `Workspace created in ${workspace}`,
    `Recovery key: ${recoveryKey}`,
    'Write it down and keep it apart from this computer. It is not shown again.',
  ]);
  return 0;
}
