export function SignaturesScreen() {
  return null;
}
