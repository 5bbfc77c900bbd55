import { DEMO_PASSPHRASE, DEMO_PEOPLE, DEMO_SIZE, demoCredentials, ensureDemo } from '../../hosts/demo.ts';
import { workspaceFolder } from '../../hosts/workspace-folder.ts';
import { UsageError } from '../failure.ts';
import type { Output } from '../output.ts';
import type { CommonOptions, Outcome } from '../run.ts';

export interface DemoOptions extends CommonOptions {
  readonly seed?: string;
  readonly encounters?: string;
}

function wholeNumber(text: string | undefined, option: string, fallback: number): number {
  if (text === undefined) return fallback;
  if (/^\d{1,7}$/.test(text)) return Number(text);
  throw new UsageError('cli.usage', `${option} takes a whole number, not ${text}.`);
}

/** Makes the demonstration workspace; one that is there already is left as it is, and named. */
export async function demo(input: { options: DemoOptions; output: Output }): Promise<Outcome> {
  const { options, output } = input;
  const workspace = workspaceFolder(options.workspace, true);
  const seed = wholeNumber(options.seed, '--seed', DEMO_SIZE.seed);
  const encounters = wholeNumber(options.encounters, '--encounters', DEMO_SIZE.encounters);
  const stop = new AbortController();
  const onInterrupt = () => stop.abort();
  process.once('SIGINT', onInterrupt);
  const made = await ensureDemo(workspace, {
    seed,
    encounters,
    signal: stop.signal,
    onProgress: (done, total) => output.progress(`Making patients and decisions: ${done} of ${total}`),
  }).finally(() => process.off('SIGINT', onInterrupt));
  const people = DEMO_PEOPLE.map(({ loginName, fullName, roles }) => ({ loginName, fullName, roles }));
  output.result({ workspace, made, people, passphrase: DEMO_PASSPHRASE }, () => [
    made ? `Demonstration made in ${workspace}` : `The demonstration in ${workspace} is there already`,
    ...demoCredentials(),
  ]);
  return 0;
}
