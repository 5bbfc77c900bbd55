import type { Command } from 'commander';
import { failureOf } from './failure.ts';
import { createOutput, type Output } from './output.ts';

/** Options that every command has. */
export interface CommonOptions {
  readonly workspace?: string;
  readonly user?: string;
  readonly json?: boolean;
}

/** 0: done. 1: done, and a check failed or a part of it did. */
export type Outcome = 0 | 1;

/**
 * Runs the work of one command and turns what becomes of it into output and exit code. The work is given the
 * command's own arguments, its options with the common ones, and where to write.
 */
export function action<Options extends CommonOptions>(
  work: (input: { args: readonly string[]; options: Options; output: Output }) => Promise<Outcome>,
) {
  return async function run(this: Command): Promise<void> {
    const options = this.optsWithGlobals<Options>();
    const output = createOutput(options.json === true);
    try {
      process.exitCode = await work({ args: this.args, options, output });
    } catch (thrown) {
      const failure = failureOf(thrown);
      output.failure(failure);
      if (process.env.FAIRDOC_DEBUG) console.error(thrown);
      process.exitCode = failure.exitCode;
    }
  };
}
