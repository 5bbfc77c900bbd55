import { createHash, createPublicKey, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Store } from './store.ts';
import { addBed, byAna, testWorkspace } from './test-workspace.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const lineFeed = '\n';

async function exported(store: Store, filter = {}): Promise<string> {
  let text = '';
  for await (const piece of store.exportLog(filter)) text += piece;
  return text;
}

/** Keys sorted, no white space: all that the file's own instructions ask for. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`;
}

/** Follows the instructions in the file with nothing but a JSON parser, SHA-256 and Ed25519. */
function checkByHand(text: string): number {
  const lines = text.trimEnd().split(lineFeed);
  const objects = lines.map((line) => JSON.parse(line) as { type: string });
  const end = objects.at(-1) as unknown as { sha256: string; lines: number };
  expect(end.sha256).toBe(
    sha256(
      lines
        .slice(0, -1)
        .map((line) => line + lineFeed)
        .join(''),
    ),
  );
  expect(end.lines).toBe(lines.length - 1);
  const device = objects.find(({ type }) => type === 'device') as unknown as {
    id: string;
    publicKey: string;
  };
  const key = createPublicKey({ key: Buffer.from(device.publicKey, 'base64'), format: 'der', type: 'spki' });
  const { workspaceId } = objects[0] as unknown as { workspaceId: string };
  let link = sha256(`fairdoc/chain/${workspaceId}/${device.id}`);
  let number = 0;
  for (const [index, object] of objects.entries()) {
    if (object.type !== 'changeSet') continue;
    const set = object as unknown as {
      seq: number;
      header: { previous: string; number: number; digest: string; changes: number };
      hash: string;
      signature: string;
    };
    const changes = objects.slice(index + 1, index + 1 + set.header.changes) as unknown as { line: string }[];
    expect(set.header.digest).toBe(sha256(changes.map(({ line }) => line).join(lineFeed)));
    expect(set.hash).toBe(sha256(canonical(set.header)));
    expect(set.header.previous).toBe(link);
    expect(set.header.number).toBe(number + 1);
    const signed = Buffer.from(`fairdoc/change-set/1/${set.hash}`);
    expect(verify(null, signed, key, Buffer.from(set.signature, 'base64'))).toBe(true);
    link = sha256(`${set.hash}${lineFeed}${set.signature}`);
    number += 1;
  }
  return number;
}

describe('the log for archives', () => {
  test('[URS-STO-09] is readable without the product and can be checked by hand from its own instructions', async () => {
    using workspace = await testWorkspace();
    const { store } = workspace;
    addBed(store, 'bed-1', 'Tab\tline\nquote" – 東京 🙂');
    store.change(byAna('bed.rename', 'It was "moved"'), () => {
      store.prepare("UPDATE bed SET label = 'Door', weight = 1e-7, places = -3 WHERE id = 'bed-1'").run();
    });
    const text = await exported(store);
    expect(checkByHand(text)).toBe(4);
    expect(text).toContain('howToVerify');
    const renamed = text
      .split(lineFeed)
      .map((line) => (line === '' ? null : JSON.parse(line)))
      .find((line) => line?.type === 'change' && line.op === 'update');
    expect(renamed).toMatchObject({
      table: 'bed',
      rowId: 'bed-1',
      values: [
        { field: 'label', old: 'Tab\tline\nquote" – 東京 🙂', new: 'Door' },
        { field: 'weight', old: 72.5, new: 1e-7 },
        { field: 'places', old: 1, new: -3 },
      ],
    });
  });

  test('a filter narrows it, and the file says so', async () => {
    using workspace = await testWorkspace();
    const { store } = workspace;
    for (let index = 0; index < 5; index += 1) addBed(store, `bed-${index}`);
    const lines = (await exported(store, { table: 'bed', rowId: 'bed-3' })).trimEnd().split(lineFeed);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ filter: { table: 'bed', rowId: 'bed-3' } });
    expect(lines.filter((line) => line.includes('"type":"changeSet"'))).toHaveLength(1);
  });

  test('an export of many change sets holds each once, in order', async () => {
    using workspace = await testWorkspace();
    const { store } = workspace;
    for (let index = 0; index < 1_200; index += 1) {
      store.change(byAna('nothing.happened'), () => undefined);
    }
    expect(checkByHand(await exported(store))).toBe(1_202);
  });
});
