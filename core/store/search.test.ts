import { describe, expect, test } from 'vitest';
import { openSearchIndex, type SearchIndexSpec, searchTables } from './search.ts';
import { byAna, testWorkspace } from './test-workspace.ts';

const spec: SearchIndexSpec = { name: 'guide', dimensions: 4, filters: ['language'] };
const migrations = [{ domain: 'guide', version: 1, name: 'index', ...searchTables(spec) }];
const vector = (...values: number[]) => Float32Array.from(values);

async function indexed() {
  const workspace = await testWorkspace({ migrations });
  const { store } = workspace;
  const index = openSearchIndex(store, spec);
  const en = { language: 'en' };
  store.change(byAna('guide.index'), (tx) => {
    index.put(tx, {
      id: 'chest',
      text: 'Chest pain radiating to the arm',
      vector: vector(1, 0, 0, 0),
      filters: en,
    });
    index.put(tx, {
      id: 'heart',
      text: 'Suspected heart attack',
      vector: vector(0.9, 0.1, 0, 0),
      filters: en,
    });
    index.put(tx, { id: 'rash', text: 'Itching rash on the arm', vector: vector(0, 0, 1, 0), filters: en });
    index.put(tx, {
      id: 'brust',
      text: 'Schmerz in der Brust, plötzlich',
      vector: vector(1, 0, 0.1, 0),
      filters: { language: 'de' },
    });
  });
  return { ...workspace, store, index };
}

const ids = (hits: readonly { id: string }[]) => hits.map(({ id }) => id);

describe('search', () => {
  test('[URS-STO-08] by words, by meaning, and by both with what both find first', async () => {
    using space = await indexed();
    const { index } = space;
    expect(ids(index.search({ text: 'arm' })).sort()).toEqual(['chest', 'rash']);
    expect(ids(index.search({ vector: vector(1, 0.05, 0, 0), filters: { language: 'en' } }))).toEqual([
      'chest',
      'heart',
      'rash',
    ]);
    const [first, ...rest] = index.search({ text: 'attack', vector: vector(1, 0, 0, 0) });
    expect(first).toMatchObject({ id: 'heart', textRank: 1, vectorRank: 3 });
    expect(first?.score).toBeCloseTo(1 / 61 + 1 / 63, 12);
    expect(ids(rest)).toEqual(['chest', 'brust', 'rash']);
  });

  test('accents, capitals and operators in what people type do not matter', async () => {
    using space = await indexed();
    const { index } = space;
    for (const text of ['PLOTZLICH', 'plötzlich!', '"brust', 'brust AND NOT (', "brust'); DROP TABLE x"]) {
      expect(ids(index.search({ text })), text).toEqual(['brust']);
    }
    for (const text of ['', '***', 'NEAR(', '-']) expect(index.search({ text }), text).toEqual([]);
  });

  test('a filter narrows both lists', async () => {
    using space = await indexed();
    const query = { text: 'brust', vector: vector(1, 0, 0, 0) };
    expect(ids(space.index.search({ ...query, filters: { language: 'de' } }))).toEqual(['brust']);
    expect(() => space.index.search({ ...query, filters: { ward: '7' } })).toThrow('no such filter');
  });

  test('an item is replaced as a whole, and a removed one is not found', async () => {
    using space = await indexed();
    const { store, index } = space;
    store.change(byAna('guide.index'), (tx) => {
      index.put(tx, { id: 'chest', text: 'Broken ankle', vector: vector(0, 1, 0, 0) });
      index.remove(tx, 'rash');
    });
    expect(index.search({ text: 'arm radiating itching' })).toEqual([]);
    expect(ids(index.search({ text: 'ankle' }))).toEqual(['chest']);
    expect(ids(index.search({ vector: vector(0, 1, 0, 0), limit: 1 }))).toEqual(['chest']);
    expect(ids(index.search({ vector: vector(0, 0, 1, 0) }))).not.toContain('rash');
  });

  test.each([
    ['NaN', vector(Number.NaN, 0, 0, 0)],
    ['infinity', vector(Number.POSITIVE_INFINITY, 0, 0, 0)],
    ['no direction', vector(0, 0, 0, 0)],
    ['the wrong length', vector(1, 0, 0)],
  ])('a vector with %s is refused, stored or searched', async (_what, bad) => {
    using space = await indexed();
    const { store, index } = space;
    const put = () =>
      store.change(byAna('guide.index'), (tx) => index.put(tx, { id: 'bad', text: 'bad', vector: bad }));
    expect(put).toThrow(expect.objectContaining({ code: 'store.misuse' }));
    expect(() => index.search({ vector: bad })).toThrow(expect.objectContaining({ code: 'store.misuse' }));
    expect(index.search({ text: 'bad' })).toEqual([]);
  });

  test('rebuilding keeps what is found, and the index survives reopening', async () => {
    using space = await indexed();
    const { store, index } = space;
    const query = { text: 'arm', vector: vector(1, 0, 0, 0) };
    const before = index.search(query);
    store.change(byAna('guide.rebuild'), (tx) => index.rebuild(tx));
    expect(index.search(query)).toEqual(before);
    const reopened = openSearchIndex(await space.reopen(), spec);
    expect(reopened.search(query)).toEqual(before);
  });

  test('the index is derived and not audited; the log stays intact', async () => {
    using space = await indexed();
    expect(space.store.changes.facets().tables).not.toContain('guide_item');
    expect((await space.store.verify()).breaks).toEqual([]);
  });
});
