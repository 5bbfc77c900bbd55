import { UsageError } from './failure.ts';

const CTRL_C = '\u0003';
const CTRL_D = '\u0004';

function interrupted(): Error {
  return Object.assign(new Error('Stopped.'), { code: 'cli.interrupted', next: 'Nothing was changed.' });
}

/** Asks on the terminal without showing what is typed. */
async function ask(question: string): Promise<string> {
  const { stdin, stderr } = process;
  stderr.write(question);
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  stdin.resume();
  try {
    let typed = '';
    for (;;) {
      const keys = await new Promise<string>((resolve) =>
        stdin.once('data', (data) => resolve(String(data))),
      );
      for (const key of keys) {
        if (key === '\r' || key === '\n' || key === CTRL_D) return typed;
        if (key === CTRL_C) throw interrupted();
        typed = key === '\u007f' || key === '\b' ? [...typed].slice(0, -1).join('') : typed + key;
      }
    }
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
    stderr.write('\n');
  }
}

/**
 * The passphrase from FAIRDOC_PASSPHRASE, else from the terminal; a new one is asked for twice.
 * @throws cli.noPassphrase where there is neither, cli.passphrasesDiffer
 */
export async function readPassphrase(loginName: string, options: { isNew?: boolean } = {}): Promise<string> {
  const given = process.env.FAIRDOC_PASSPHRASE;
  if (given !== undefined) return given;
  if (process.stdin.isTTY !== true) {
    throw new UsageError(
      'cli.noPassphrase',
      'There is no terminal to ask for the passphrase.',
      'Set FAIRDOC_PASSPHRASE, or run the command in a terminal.',
    );
  }
  const passphrase = await ask(`${options.isNew ? 'New passphrase' : 'Passphrase'} of ${loginName}: `);
  if (options.isNew && (await ask('Once more: ')) !== passphrase) {
    throw new UsageError('cli.passphrasesDiffer', 'The two passphrases differ.', 'Run the command again.');
  }
  return passphrase;
}
