import { damaged, tooManyPixels } from './refusals.ts';

/** More than a full-page scan at 1,200 dots per inch, or any camera. */
const MOST_PIXELS = 200_000_000;

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Looks at the head of an image: it must state a size, and one that a viewer can hold in memory.
 * @throws clinic.attachment.damaged, clinic.attachment.tooManyPixels
 */
export function inspectImage(bytes: Buffer, mediaType: string): void {
  const read = READERS[mediaType];
  if (read === undefined) return;
  const size = sizeOrUndefined(read, bytes);
  if (size === undefined || size.width === 0 || size.height === 0) throw damaged('image');
  if (size.width * size.height > MOST_PIXELS) throw tooManyPixels();
}

function sizeOrUndefined(read: (bytes: Buffer) => Size | undefined, bytes: Buffer): Size | undefined {
  try {
    return read(bytes);
  } catch (thrown) {
    if (thrown instanceof RangeError) return undefined; // read beyond the end
    throw thrown;
  }
}

const READERS: Readonly<Record<string, (bytes: Buffer) => Size | undefined>> = {
  'image/png': (bytes) => ({ width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }),
  'image/gif': (bytes) => ({ width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) }),
  'image/bmp': (bytes) => ({
    width: Math.abs(bytes.readInt32LE(18)),
    height: Math.abs(bytes.readInt32LE(22)),
  }),
  'image/jpeg': jpegSize,
  'image/webp': webpSize,
};

/** Walks the segments to the start of frame: SOF0 to SOF15 without DHT (C4), JPG (C8) and DAC (CC). */
function jpegSize(bytes: Buffer): Size | undefined {
  for (let at = 2; at < bytes.length; ) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes.readUInt8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}

function webpSize(bytes: Buffer): Size | undefined {
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8 ':
      return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
    case 'VP8L': {
      const bits = bytes.readUInt32LE(21);
      return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
    default:
      return undefined;
  }
}
