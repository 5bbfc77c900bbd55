import type { Permission, Topic } from '../contract/index.ts';
import { createBroadcast } from '../kernel/broadcast.ts';
import type { Store } from '../store/index.ts';
import { mapped, type Stream } from './iterators.ts';

/** Tells screens which parts of the record changed, after the commit, so that they read them again. */

export interface Changes {
  readonly topics: Topic[];
  readonly ids: string[];
}

export interface Live {
  /** Only what the reader may see; ends with the signal. */
  follow(permissions: ReadonlySet<Permission>, signal?: AbortSignal): Stream<Changes>;
  close(): void;
}

/** Which topics a table belongs to; a table that is not named concerns no screen. */
export type TopicsOfTable = Readonly<Record<string, readonly Topic[]>>;

/** Topics that everybody who is signed in may hear of are not named. */
const NEEDED: Partial<Record<Topic, readonly Permission[]>> = {
  patient: ['clinical.read', 'triage.read'],
  encounter: ['clinical.read', 'triage.read'],
  triage: ['triage.read', 'fairness.read'],
  people: ['people.manage'],
  bias: ['fairness.read'],
};

const IDS_AT_MOST = 200;
/** Commits within this time are told together: an import makes many. */
const TOGETHER_MS = 50;

export function createLive(store: Store, topicsOfTable: TopicsOfTable): Live {
  const broadcast = createBroadcast<ReadonlyMap<Topic, ReadonlySet<string>>>();
  let pending = new Map<Topic, Set<string>>();
  let timer: NodeJS.Timeout | undefined;

  const flush = () => {
    timer = undefined;
    const changes = pending;
    pending = new Map();
    broadcast.publish(changes);
  };

  const stop = store.onCommit((event) => {
    if (!event.tables.some((table) => topicsOfTable[table] !== undefined)) return;
    for (const { table, rowId } of event.rows()) {
      for (const topic of topicsOfTable[table] ?? []) {
        const ids = pending.get(topic) ?? new Set();
        pending.set(topic, ids);
        if (ids.size < IDS_AT_MOST) ids.add(rowId);
      }
    }
    timer ??= setTimeout(flush, TOGETHER_MS);
  });

  return {
    follow(permissions, signal) {
      return mapped(broadcast.subscribe(signal), (changes) => visibleTo(changes, permissions));
    },
    close() {
      stop();
      clearTimeout(timer);
      broadcast.close();
    },
  };
}

function visibleTo(
  changes: ReadonlyMap<Topic, ReadonlySet<string>>,
  permissions: ReadonlySet<Permission>,
): Changes | undefined {
  const topics: Topic[] = [];
  const ids = new Set<string>();
  for (const [topic, rows] of changes) {
    const needed = NEEDED[topic];
    if (needed && !needed.some((permission) => permissions.has(permission))) continue;
    topics.push(topic);
    for (const id of rows) ids.add(id);
  }
  return topics.length === 0 ? undefined : { topics, ids: [...ids].slice(0, IDS_AT_MOST) };
}
