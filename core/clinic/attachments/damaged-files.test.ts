import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFairdocError } from '../../kernel/errors.ts';
import { inspectAttachment } from './inspect.ts';
import { docx } from './testing.ts';

/** Files of each kind, damaged in ways nobody thought of. FAIRDOC_FUZZ_RUNS raises the number of tries. */
const RUNS = Number(process.env.FAIRDOC_FUZZ_RUNS ?? 1_500);
const SEED = 20_260_314;

const packed = deflateSync(Buffer.from('7 0 <</Type /Page>>')).toString('latin1');
const SOUND: Readonly<Record<string, Buffer>> = {
  'letter.pdf': Buffer.from(
    `%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\n5 0 obj <</Type /ObjStm>> stream\n${packed}\nendstream endobj\n%%EOF`,
    'latin1',
  ),
  'scan.png': Buffer.from(
    '89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000a49444154789c6300010000050001' +
      '0d0a2db40000000049454e44ae426082',
    'hex',
  ),
  'scan.jpg': Buffer.from('ffd8ffe000104a46494600010100000100010000ffc0000b080001000101011100ffd9', 'hex'),
  'scan.gif': Buffer.from(
    '47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b',
    'hex',
  ),
  'scan.webp': Buffer.from('524946461a000000574542505650384c0d0000002f00000010071011118888fe0700', 'hex'),
  'letter.docx': docx({ name: 'word/_rels/document.xml.rels', content: '<Relationships/>' }),
};

const damage = fc.record({
  file: fc.constantFrom(...Object.entries(SOUND)),
  edits: fc.array(fc.record({ at: fc.nat(400), byte: fc.nat(255) }), { maxLength: 12 }),
  cut: fc.option(fc.nat(400)),
  tail: fc.uint8Array({ maxLength: 60 }),
});

describe('damaged documents', () => {
  it('[URS-CLN-06] are kept or refused with a reason, and never upset the program', async () => {
    await fc.assert(
      fc.asyncProperty(damage, async ({ file: [name, sound], edits, cut, tail }) => {
        const bytes = Buffer.concat([sound, tail]);
        for (const { at, byte } of edits) bytes[at % bytes.length] = byte;
        const damaged = cut === null ? bytes : bytes.subarray(0, cut % bytes.length);
        try {
          const kept = await inspectAttachment({ name, bytes: damaged });
          expect(kept.mediaType).toMatch(/^[a-z]+\/[a-z0-9.+-]+$/);
        } catch (thrown) {
          if (!isFairdocError(thrown)) throw thrown;
          expect(thrown.code).toMatch(/^clinic\.attachment\./);
        }
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });
});
