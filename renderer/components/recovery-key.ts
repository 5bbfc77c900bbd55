/** The key in the groups in which it is read aloud and written down: as it came, or by fours. */
export function keyGroups(recoveryKey: string): string[] {
  const groups = recoveryKey.split(/[\s-]+/).filter((group) => group !== '');
  return groups.length > 1 ? groups : (recoveryKey.match(/.{1,4}/g) ?? []);
}
