export function VerificationScreen() {
  return null;
}
