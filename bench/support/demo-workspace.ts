import { createCore } from '../../core/app/index.ts';
import { timedAsync } from '../figure.ts';

/** Makes the demonstration in a folder that does not exist yet and returns the seconds it took. */
export async function makeDemoWorkspace(workspaceDir: string): Promise<number> {
  const core = createCore({ workspaceDir });
  const elapsed = await timedAsync(() => core.makeDemo());
  await core.close();
  return elapsed / 1_000;
}
