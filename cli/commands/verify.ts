import { verificationSchema } from '../../core/contract/index.ts';
import { followJob } from '../jobs.ts';
import type { Output } from '../output.ts';
import type { CommonOptions, Outcome } from '../run.ts';
import { table } from '../table.ts';
import { signedIn } from '../workspace.ts';

/** Verifies the whole record. Exit code 1 when it is not intact; every break is named. */
export async function verify(input: { options: CommonOptions; output: Output }): Promise<Outcome> {
  const { options, output } = input;
  const verification = await signedIn(options, async (client) => {
    const { jobId } = await client.record.verify({});
    return verificationSchema.parse(await followJob(client, jobId, output));
  });
  const { intact, changeSets, changes, rows, seconds, breaks } = verification;
  output.result(verification, () => [
    intact ? 'The record is intact.' : `The record is not intact: ${breaks.length} breaks.`,
    `${changeSets} change sets, ${changes} changes and ${rows} rows checked in ${seconds.toFixed(1)} s.`,
    ...(intact
      ? []
      : [
          '',
          ...table(
            ['change set', 'record', 'id', 'what'],
            breaks.map(({ changeSet, recordType, recordId, what }) => [
              changeSet,
              recordType,
              recordId,
              what,
            ]),
          ),
        ]),
  ]);
  return intact ? 0 : 1;
}
