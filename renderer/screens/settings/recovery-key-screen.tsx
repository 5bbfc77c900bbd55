export function RecoveryKeyScreen() {
  return null;
}
