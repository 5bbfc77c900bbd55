import { deflateRawSync } from 'node:zlib';

/** Files made by hand, for the tests beside this file. */

const text = (content: string) => Buffer.from(content, 'latin1');

export interface Entry {
  readonly name: string;
  readonly content?: Buffer | string;
  /** What the directory says, where it does not say the truth. */
  readonly claims?: { readonly unpacked?: number; readonly encrypted?: boolean; readonly offset?: number };
}

/** A ZIP file, written by hand so that it can lie. */
export function zip(entries: readonly Entry[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, content = '', claims = {} } of entries) {
    const plain = Buffer.from(content);
    const packed = deflateRawSync(plain, { level: 9 });
    const flags = claims.encrypted ? 1 : 0;
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(flags, 6);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(plain.length, 22);
    local.writeUInt16LE(name.length, 26);
    const header = Buffer.alloc(46);
    header.writeUInt32LE(0x02014b50, 0);
    header.writeUInt16LE(20, 6);
    header.writeUInt16LE(flags, 8);
    header.writeUInt16LE(8, 10);
    header.writeUInt32LE(packed.length, 20);
    header.writeUInt32LE(claims.unpacked ?? plain.length, 24);
    header.writeUInt16LE(name.length, 28);
    header.writeUInt32LE(claims.offset ?? offset, 42);
    locals.push(local, text(name), packed);
    central.push(header, text(name));
    offset += 30 + name.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

const CONTENT_TYPES: Entry = {
  name: '[Content_Types].xml',
  content:
    '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
};
/** A Word document with further parts. */
export const docx = (...entries: Entry[]) =>
  zip([CONTENT_TYPES, { name: 'word/document.xml', content: '<w:document/>' }, ...entries]);
