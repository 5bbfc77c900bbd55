import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inspectAttachment, servedType } from './inspect.ts';
import { safeName } from './names.ts';
import { docx, zip } from './testing.ts';

const text = (content: string) => Buffer.from(content, 'latin1');

const pdf = (objects: string) => text(`%PDF-1.7\n${objects}\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n`);
const objectStream = (content: string) => {
  const packed = deflateSync(text(content));
  return `5 0 obj <</Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length ${packed.length}>> stream\n${packed.toString('latin1')}\nendstream endobj`;
};

function png(width: number, height: number): Buffer {
  const header = Buffer.alloc(25);
  header.writeUInt32BE(13, 0);
  header.write('IHDR', 4);
  header.writeUInt32BE(width, 8);
  header.writeUInt32BE(height, 12);
  const data = Buffer.concat([Buffer.from([0, 0, 0, 0]), text('IDAT'), Buffer.alloc(4)]);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    header,
    data,
    text('\0\0\0\0IEND\xaeB`\x82'),
  ]);
}

/** Start of image, start of frame, end. */
const jpeg = (width: number, height: number) => {
  const frame = Buffer.from('ffd8ffc0000b080000000001011100ffd9', 'hex');
  frame.writeUInt16BE(height, 7);
  frame.writeUInt16BE(width, 9);
  return frame;
};

const ole = (marker: string) =>
  Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(504),
    Buffer.from(marker, 'utf16le'),
    Buffer.alloc(600),
  ]);

const codeOf = async (name: string, bytes: Uint8Array): Promise<string> => {
  try {
    return `kept as ${(await inspectAttachment({ name, bytes })).mediaType}`;
  } catch (thrown) {
    return (thrown as { code?: string }).code?.replace('clinic.attachment.', '') ?? String(thrown);
  }
};

describe('documents that may be attached', () => {
  it.each<[string, Uint8Array, string]>([
    ['letter.pdf', pdf('1 0 obj <</Type /Catalog /OpenAction [3 0 R /Fit]>> endobj'), 'application/pdf'],
    ['wound.png', png(1200, 800), 'image/png'],
    ['wound.JPG', jpeg(4000, 3000), 'image/jpeg'],
    ['letter.docx', docx(), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['notes.txt', text('seen and examined\r\n'), 'text/plain'],
    ['notes', Buffer.from('Überweisung — 38,5 °C', 'utf8'), 'text/plain'],
    ['readings.csv', text('time,pulse\n09:00,88\n'), 'text/csv'],
    ['letter.rtf', text('{\\rtf1\\ansi Thank you for seeing her.}'), 'application/rtf'],
    ['page.html', text('<!doctype html><script>alert(1)</script>'), 'text/html'],
    ['drawing.svg', text('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'image/svg+xml'],
    ['drawing.txt', text('<svg onload="alert(1)"/>'), 'image/svg+xml'],
    ['ecg.xml', text('<?xml version="1.0"?><AnnotatedECG/>'), 'application/xml'],
  ])('[URS-CLN-06] keeps %s by what it holds', async (name, bytes, mediaType) => {
    expect(await codeOf(name, bytes)).toBe(`kept as ${mediaType}`);
  });

  it('gives a document without an ending the one of its content', async () => {
    expect(await inspectAttachment({ name: 'scan 0001', bytes: png(10, 10) })).toMatchObject({
      name: 'scan 0001.png',
    });
  });
});

const HUGE = 26 * 1_048_576;

describe('documents that are refused', () => {
  it.each<[string, string, Uint8Array, string]>([
    ['an empty file', 'letter.pdf', new Uint8Array(), 'empty'],
    ['a file over the limit', 'letter.txt', Buffer.alloc(HUGE, 'a'), 'tooLarge'],
    ['a Windows program', 'letter.pdf', text('MZ\x90\0\x03'), 'executable'],
    ['a Linux program', 'photo.jpg', text('\x7fELF\x02\x01\x01'), 'executable'],
    ['a macOS program', 'photo.jpg', Buffer.from('cffaedfe07000001', 'hex'), 'executable'],
    ['a Java class', 'photo.jpg', Buffer.from('cafebabe00000034', 'hex'), 'executable'],
    ['WebAssembly', 'photo.png', Buffer.from('0061736d01000000', 'hex'), 'executable'],
    [
      'a Windows shortcut',
      'letter',
      Buffer.from('4c0000000114020000000000c000000000000046', 'hex'),
      'executable',
    ],
    ['a shell script', 'notes.txt', text('#!/bin/sh\nrm -rf /\n'), 'executable'],
    ['a script by its ending', 'notes.ps1', text('Get-Process'), 'executable'],
    ['a program behind a second ending', 'scan.pdf.exe', text('%PDF-1.7'), 'executable'],
    ['an HTML application', 'form.hta', text('<html></html>'), 'executable'],
    ['a PNG called JPEG', 'photo.jpg', png(10, 10), 'falseExtension'],
    ['a PDF called PNG', 'scan.png', pdf(''), 'falseExtension'],
    ['text called PDF', 'letter.pdf', text('not a pdf at all'), 'falseExtension'],
    ['a Word document called PDF', 'letter.pdf', docx(), 'falseExtension'],
    ['binary data of no known kind', 'data', Buffer.from('00010203fffefdfc', 'hex'), 'unknownType'],
    ['an audio recording', 'dictation.mp3', text('ID3\x04\0\0\0\0\0\0'), 'unknownType'],
    ['text with an unknown ending', 'notes.xyz', text('hello'), 'unknownType'],
    ['a ZIP archive', 'papers.zip', zip([{ name: 'a.pdf', content: 'x' }]), 'archive'],
    ['a ZIP archive called Word', 'letter.docx', zip([{ name: 'a.exe', content: 'MZ' }]), 'archive'],
    ['a gzip archive', 'papers.gz', Buffer.from('1f8b0800000000000003', 'hex'), 'archive'],
    ['a ZIP behind an image', 'photo.png', Buffer.concat([png(10, 10), zip([{ name: 'a.exe' }])]), 'archive'],
    ['a ZIP behind a PDF', 'letter.pdf', Buffer.concat([pdf(''), zip([{ name: 'a.exe' }])]), 'archive'],
    ['an encrypted PDF', 'letter.pdf', pdf('trailer <</Encrypt 5 0 R>>'), 'encrypted'],
    [
      'a PDF with a script',
      'letter.pdf',
      pdf('1 0 obj <</OpenAction <</S /JavaScript /JS (app.alert(1))>>>> endobj'),
      'activeContent',
    ],
    [
      'a PDF with a script under an escaped name',
      'letter.pdf',
      pdf('1 0 obj <</S /J#61vaScript>> endobj'),
      'activeContent',
    ],
    [
      'a PDF with a script in a packed object',
      'letter.pdf',
      pdf(objectStream('7 0 <</S /JavaScript /JS (x)>>')),
      'activeContent',
    ],
    [
      'a PDF that starts a program',
      'letter.pdf',
      pdf('1 0 obj <</S /Launch /F (cmd.exe)>> endobj'),
      'activeContent',
    ],
    ['a PDF that sends its form', 'letter.pdf', pdf('1 0 obj <</S /SubmitForm>> endobj'), 'activeContent'],
    [
      'a PDF with an XFA form',
      'letter.pdf',
      pdf('1 0 obj <</AcroForm <</XFA 3 0 R>>>> endobj'),
      'activeContent',
    ],
    ['a PDF that carries a file', 'letter.pdf', pdf('1 0 obj <</Type /EmbeddedFile>> endobj'), 'archive'],
    [
      'a PDF that unpacks without end',
      'letter.pdf',
      pdf(objectStream(' '.repeat(70 * 1_048_576))),
      'tooDense',
    ],
    ['a PDF that was cut off', 'letter.pdf', text('%PDF-1.7\n1 0 obj <</Type /Catalog>>'), 'damaged'],
    [
      'a Word document with macros',
      'letter.docx',
      docx({ name: 'word/vbaProject.bin', content: 'x' }),
      'activeContent',
    ],
    [
      'a Word document with a program',
      'letter.docx',
      docx({ name: 'word/media/setup.exe', content: 'MZ' }),
      'executable',
    ],
    [
      'a Word document with an embedded object',
      'letter.docx',
      docx({ name: 'word/embeddings/oleObject1.bin' }),
      'activeContent',
    ],
    [
      'a Word document with a template from elsewhere',
      'letter.docx',
      docx({
        name: 'word/_rels/settings.xml.rels',
        content:
          '<Relationships><Relationship Type="http://x/relationships/attachedTemplate" Target="http://evil/t.dotm" TargetMode="External"/></Relationships>',
      }),
      'activeContent',
    ],
    [
      'a Word document with encrypted parts',
      'letter.docx',
      docx({ name: 'word/a.xml', claims: { encrypted: true } }),
      'encrypted',
    ],
    ['a Word document with a password', 'letter.docx', ole('EncryptedPackage'), 'encrypted'],
    ['an old Word document', 'letter.doc', ole('WordDocument'), 'olderFormat'],
    ['rich text with an object', 'letter.rtf', text('{\\rtf1{\\object\\objdata 0105}}'), 'activeContent'],
    [
      'a document that claims gigabytes',
      'letter.docx',
      docx({ name: 'word/big.xml', claims: { unpacked: 3_000_000_000 } }),
      'tooDense',
    ],
    [
      'a document packed too densely',
      'letter.docx',
      docx({ name: 'word/big.xml', content: Buffer.alloc(30_000_000) }),
      'tooDense',
    ],
    [
      'a document whose parts share their bytes',
      'letter.docx',
      docx({ name: 'word/a.xml', content: 'x'.repeat(500), claims: { offset: 0 } }),
      'tooDense',
    ],
    ['an image of billions of pixels', 'scan.png', png(100_000, 100_000), 'tooManyPixels'],
    ['an image of no size', 'scan.png', png(0, 100), 'damaged'],
    ['a JPEG that was cut off', 'scan.jpg', jpeg(10, 10).subarray(0, 6), 'damaged'],
  ])('[URS-CLN-06] %s (%s)', async (_, name, bytes, code) => {
    expect(await codeOf(name, bytes)).toBe(code);
  });

  it('lets through links that a reader follows by a click', async () => {
    const link = docx({
      name: 'word/_rels/document.xml.rels',
      content:
        '<Relationship Type="http://x/relationships/hyperlink" Target="https://www.nice.org.uk" TargetMode="External"/>',
    });
    expect(await codeOf('letter.docx', link)).toMatch(/^kept/);
  });

  it('does not take the data of a picture inside a PDF for its structure', async () => {
    const picture = '4 0 obj <</Subtype /Image /Length 20>> stream\n/JS /Launch /Encrypt \nendstream endobj';
    expect(await codeOf('scan.pdf', pdf(picture))).toBe('kept as application/pdf');
  });
});

describe('names and media types that leave the core', () => {
  it.each([
    ['C:\\Users\\erin\\scan.pdf', 'scan.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['invoice\u202Efdp.exe', 'invoicefdp.exe'],
    ['a\u0000b\u0007.txt', 'ab.txt'],
    ['what? <now>.txt', 'what_ _now_.txt'],
    ['...', 'document'],
    ['', 'document'],
    [`${'x'.repeat(300)}.pdf`, `${'x'.repeat(146)}.pdf`],
  ])('%j is kept as %j', (name, kept) => {
    expect(safeName(name)).toBe(kept);
  });

  it('[URS-CLN-06] never gives out a page, a drawing or a document of markup as such', () => {
    for (const type of ['text/html', 'image/svg+xml', 'application/xml', 'application/rtf']) {
      expect(servedType(type)).toBe('application/octet-stream');
    }
    expect(servedType('application/pdf')).toBe('application/pdf');
  });
});
