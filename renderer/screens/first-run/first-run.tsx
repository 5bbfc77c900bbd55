export function FirstRun(_: { onBegin: () => void; onDone: () => void }) {
  return null;
}
