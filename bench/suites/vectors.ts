import path from 'node:path';
import { createRandom } from '../../core/kernel/random.ts';
import {
  createWorkspace,
  KDF_FLOOR,
  type Migration,
  openSearchIndex,
  type SearchIndexSpec,
  searchTables,
} from '../../core/store/index.ts';
import { percentile, type Suite, timed } from '../figure.ts';
import { inScratch, META } from '../support/scratch.ts';

const DIMENSIONS = 256;
const VECTORS = 50_000;
const QUERIES = 60;
const SPEC: SearchIndexSpec = { name: 'bench_search', dimensions: DIMENSIONS };
const MIGRATIONS: readonly Migration[] = [
  { domain: 'bench', version: 1, name: 'search', ...searchTables(SPEC) },
];
const WORDS = ['chest', 'pain', 'fever', 'cough', 'ankle', 'rash', 'headache', 'wheeze', 'burn', 'fall'];

export const vectors: Suite = {
  id: 'vectors',
  title:
    'Search in the encrypted store: 50,000 vectors of 256 numbers, compared exactly, and words beside them',
  run: (say) =>
    inScratch(async (folder) => {
      const { store } = await createWorkspace(path.join(folder, 'workspace'), {
        name: 'Benchmark',
        firstUser: { userId: 'bench', loginName: 'bench', passphrase: 'a passphrase for the benchmark' },
        migrations: MIGRATIONS,
        kdf: KDF_FLOOR,
      });
      const index = openSearchIndex(store, SPEC);
      const random = createRandom(1);
      const vector = () => Float32Array.from({ length: DIMENSIONS }, () => random.normal(0, 1));
      const text = () => `${random.pick(WORDS)} ${random.pick(WORDS)} ${random.pick(WORDS)}`;
      say('filling the index');
      for (let from = 0; from < VECTORS; from += 1_000) {
        store.change(META, (tx) => {
          for (let id = from; id < from + 1_000; id += 1)
            index.put(tx, { id: String(id), text: text(), vector: vector() });
        });
      }
      index.search({ vector: vector() }); // the first one reads the pages
      const byVector = Array.from({ length: QUERIES }, () => timed(() => index.search({ vector: vector() })));
      const both = Array.from({ length: QUERIES }, () =>
        timed(() => index.search({ vector: vector(), text: text() })),
      );
      store.close();
      return [
        { id: 'vectors.median', title: 'by vector, median', value: percentile(byVector, 0.5), unit: 'ms' },
        {
          id: 'vectors.p95',
          title: 'by vector, 95th percentile',
          value: percentile(byVector, 0.95),
          unit: 'ms',
        },
        {
          id: 'vectors.hybrid',
          title: 'by vector and words, 95th percentile',
          value: percentile(both, 0.95),
          unit: 'ms',
        },
      ];
    }),
};
