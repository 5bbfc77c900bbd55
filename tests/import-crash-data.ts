/** Who signs in, and messages to import, each of another patient. */
export const NURSE_IN_CHARGE = {
  loginName: 'ada',
  fullName: 'Ada Birch',
  passphrase: 'seven quiet herons',
} as const;

export function admissions(count: number): File[] {
  return Array.from({ length: count }, (_, index) => {
    const number = String(1000 + index);
    const message = [
      `MSH|^~\\&|PAS|WARD|FAIRDOC|ED|20260314083000||ADT^A04|MSG${number}|P|2.5`,
      'EVN|A04|20260314083000',
      `PID|1||${number}^^^PAS^MR||Family${number}^Given||19800102|F`,
      'PV1|1|E|ED^^BAY4',
      '',
    ].join('\r');
    return new File([message], `admission-${number}.hl7`);
  });
}
