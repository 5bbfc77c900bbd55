export function PassphraseScreen() {
  return null;
}
