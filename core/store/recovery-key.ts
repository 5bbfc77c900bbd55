import { createHash, randomBytes } from 'node:crypto';
import { mistypedRecoveryKey } from './errors.ts';

/**
 * The recovery key as people see it: seven groups of five characters, `4F7QK-…`. Each group carries 20 bits of
 * the key in four characters and one check character; the alphabet leaves out what is easily misread (I L O U).
 */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUPS = 7;
const MISREAD: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1', U: 'V' };

/** 140 random bits, written for people. */
export function newRecoveryKey(): string {
  const symbols = [...randomBytes(GROUPS * 4)].map((byte) => ALPHABET[byte & 31] ?? '').join('');
  const groups = symbols.match(/.{4}/g) ?? [];
  return groups.map((group, index) => group + checkCharacter(group, index)).join('-');
}

/**
 * Brings what was typed into the one form in which it was shown: capitals, hyphens, misread letters.
 * @throws store.mistypedRecoveryKey naming the first group with a typing error.
 */
export function normaliseRecoveryKey(typed: string): string {
  const symbols = typed
    .toUpperCase()
    .replace(/[\s\-–—.]/g, '')
    .replace(/[OILU]/g, (letter) => MISREAD[letter] ?? letter);
  const groups = symbols.match(/.{1,5}/g) ?? [];
  groups.forEach((group, index) => {
    const complete = group.length === 5 && [...group].every((symbol) => ALPHABET.includes(symbol));
    if (index < GROUPS && complete && checkCharacter(group.slice(0, 4), index) === group[4]) return;
    throw mistypedRecoveryKey(index < GROUPS && group.length === 5 ? index + 1 : null);
  });
  if (groups.length !== GROUPS) throw mistypedRecoveryKey(null);
  return groups.join('-');
}

/** Depends on the group's place too, so that swapped groups are noticed. */
function checkCharacter(group: string, index: number): string {
  const [byte = 0] = createHash('sha256').update(`fairdoc/recovery-key/${index}/${group}`).digest();
  return ALPHABET[byte & 31] ?? '';
}
