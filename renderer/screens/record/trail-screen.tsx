export function TrailScreen() {
  return null;
}
