import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { auditStream } from './file-audit.ts';
import { newWorkspace, refusal } from './testing.ts';

/** A file is audited in the application as it is on the command line. */

const HEADER = 'ward,sex,decided,outcome\r\n';
const ROW = (i: number) =>
  `"Ward ${i % 3}",${i % 2 === 0 ? 'female' : 'male'},${i % 5 === 0 ? 'yes' : 'no'},${i % 4 === 0 ? 1 : 0}\r\n`;
const TEXT = HEADER + Array.from({ length: 5_000 }, (_, i) => ROW(i)).join('');
const CHOICE = { decision: 'decided', outcome: 'outcome', groups: ['sex', 'ward'] };

const part = (text: string) => new File([text], 'part');

describe('auditing a file in the application', () => {
  test('[URS-FAI-07] gives the figures that the command gives, whatever the parts', async () => {
    const { admin } = await newWorkspace();
    const seen = await admin.fairness.auditColumns({ head: part(TEXT.slice(0, 1_000)), whole: false });
    expect(seen.columns.map(({ name }) => name)).toEqual(['ward', 'sex', 'decided', 'outcome']);
    expect(seen.columns[2]).toEqual({ name: 'decided', values: ['yes', 'no'], more: false });

    const { auditId } = await admin.fairness.beginAudit(CHOICE);
    let rows = 0;
    for (let at = 0; at < TEXT.length; at += 7_001) {
      ({ rows } = await admin.fairness.feedAudit({ auditId, part: part(TEXT.slice(at, at + 7_001)) }));
    }
    const report = await admin.fairness.finishAudit({ auditId });
    expect(rows).toBe(5_000);
    expect(report.overall.n).toBe(5_000);
    const command = await auditStream(Readable.from([Buffer.from(TEXT)]), {
      ...CHOICE,
      intersections: 'all',
    });
    expect(report).toEqual(command);
  });

  test('says what is wrong with a file, and lets the audit go', async () => {
    const { admin } = await newWorkspace();
    const { auditId } = await admin.fairness.beginAudit({ ...CHOICE, groups: ['colour'] });
    const unknown = await refusal(admin.fairness.feedAudit({ auditId, part: part(TEXT) }));
    expect(unknown.code).toBe('fairness.unknownColumn');
    expect(unknown.next).toContain('ward, sex, decided, outcome');
    expect((await refusal(admin.fairness.finishAudit({ auditId }))).code).toBe('fairness.auditGone');
  });

  test('a new audit takes the place of one that was left, and nobody feeds that of another', async () => {
    const { admin, client } = await newWorkspace();
    const first = await admin.fairness.beginAudit(CHOICE);
    const second = await admin.fairness.beginAudit(CHOICE);
    const gone = await refusal(admin.fairness.feedAudit({ auditId: first.auditId, part: part(HEADER) }));
    expect(gone.code).toBe('fairness.auditGone');
    const stranger = client('nobody');
    const denied = await refusal(stranger.fairness.feedAudit({ ...second, part: part(HEADER) }));
    expect(denied.code).toBe('identity.notSignedIn');
    expect(await admin.fairness.feedAudit({ ...second, part: part(HEADER + ROW(1)) })).toEqual({ rows: 1 });
  });
});
