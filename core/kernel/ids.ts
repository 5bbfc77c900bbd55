import { randomBytes } from 'node:crypto';
import type { Clock } from './clock.ts';
import { systemClock } from './clock.ts';

let lastTime = 0;
let sequence = 0;

/**
 * A UUID version 7 (RFC 9562): sortable by creation time, so indexes stay compact and lists read in order.
 * Within one process ids grow strictly, also inside one millisecond and when the wall clock steps back.
 */
export function newId(clock: Clock = systemClock): string {
  const now = clock.now();
  if (now > lastTime) {
    lastTime = now;
    sequence = randomBytes(2).readUInt16BE(0) & 0x7ff;
  } else {
    sequence += 1;
    if (sequence > 0xfff) {
      lastTime += 1;
      sequence = 0;
    }
  }
  const bytes = randomBytes(16);
  bytes.writeUIntBE(lastTime, 0, 6);
  bytes.writeUInt16BE(0x7000 | sequence, 6);
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
