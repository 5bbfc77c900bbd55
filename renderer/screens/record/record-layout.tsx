export function RecordLayout() {
  return null;
}
export function FirstRecordScreen() {
  return null;
}
