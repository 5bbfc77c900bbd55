import { and, desc, eq, gte, inArray, isNull, or } from 'drizzle-orm';
import type { Notification, Permission } from '../contract/index.ts';
import { type Clock, isoTime } from '../kernel/clock.ts';
import { newId } from '../kernel/ids.ts';
import type { Db, Store } from '../store/index.ts';
import { notification, notificationRead } from './schema.ts';

/** What people are told while they work. One row per event; who has read it is kept per person. */

export interface NewNotification {
  readonly kind: Notification['kind'];
  readonly severity: Notification['severity'];
  readonly title: string;
  /** Names no patient. */
  readonly text: string;
  readonly link: Notification['link'];
  readonly to: { readonly userId: string } | { readonly permission: Permission };
  /** Of several with the same key only the first is raised. */
  readonly once?: string;
}

export interface Reader {
  readonly userId: string;
  readonly permissions: ReadonlySet<Permission>;
}

const SHOWN_DAYS = 30;
const SHOWN_AT_MOST = 200;

/** Raises those that were not raised before, in one change. Returns how many. */
export function raiseNotifications(store: Store, clock: Clock, items: readonly NewNotification[]): number {
  const fresh = store.read((db) => withoutKnown(db, items));
  if (fresh.length === 0) return 0;
  store.change({ actor: 'system', action: 'notification.raise' }, (tx) => {
    for (const item of fresh) {
      tx.insert(notification)
        .values({
          id: newId(clock),
          kind: item.kind,
          severity: item.severity,
          title: item.title,
          text: item.text,
          linkScreen: item.link?.screen ?? null,
          linkId: item.link?.id ?? null,
          createdAt: isoTime(clock),
          forUser: 'userId' in item.to ? item.to.userId : null,
          forPermission: 'permission' in item.to ? item.to.permission : null,
          onceKey: item.once ?? null,
        })
        .run();
    }
  });
  return fresh.length;
}

function withoutKnown(db: Db, items: readonly NewNotification[]): NewNotification[] {
  const byKey = new Map(
    items.flatMap((item) => (item.once === undefined ? [] : [[item.once, item] as const])),
  );
  const keys = [...byKey.keys()];
  const known = new Set<string | null>();
  for (let from = 0; from < keys.length; from += 500) {
    const some = keys.slice(from, from + 500);
    const rows = db
      .select({ key: notification.onceKey })
      .from(notification)
      .where(inArray(notification.onceKey, some));
    for (const { key } of rows.all()) known.add(key);
  }
  return items.filter(
    (item) => item.once === undefined || (byKey.get(item.once) === item && !known.has(item.once)),
  );
}

const isFor = (reader: Reader) =>
  or(eq(notification.forUser, reader.userId), inArray(notification.forPermission, [...reader.permissions]));

/** Those of the last 30 days that concern the reader, newest first. */
export function listNotifications(db: Db, reader: Reader, clock: Clock): Notification[] {
  const since = new Date(clock.now() - SHOWN_DAYS * 86_400_000).toISOString();
  const rows = db
    .select({ item: notification, readAt: notificationRead.readAt })
    .from(notification)
    .leftJoin(
      notificationRead,
      and(eq(notificationRead.notificationId, notification.id), eq(notificationRead.userId, reader.userId)),
    )
    .where(and(isFor(reader), gte(notification.createdAt, since)))
    .orderBy(desc(notification.createdAt), desc(notification.id))
    .limit(SHOWN_AT_MOST)
    .all();
  return rows.map(({ item, readAt }) => ({
    id: item.id,
    kind: item.kind,
    severity: item.severity,
    title: item.title,
    text: item.text,
    link: item.linkScreen === null ? null : { screen: item.linkScreen, id: item.linkId },
    createdAt: item.createdAt,
    readAt,
  }));
}

/** Marks those of these that concern the reader and are unread. */
export function markNotificationsRead(
  store: Store,
  reader: Reader & { readonly name: string },
  ids: readonly string[],
  clock: Clock,
): void {
  if (ids.length === 0) return;
  const unread = store.read((db) =>
    db
      .select({ id: notification.id })
      .from(notification)
      .leftJoin(
        notificationRead,
        and(eq(notificationRead.notificationId, notification.id), eq(notificationRead.userId, reader.userId)),
      )
      .where(and(inArray(notification.id, [...ids]), isFor(reader), isNull(notificationRead.id)))
      .all(),
  );
  if (unread.length === 0) return;
  const actor = { userId: reader.userId, name: reader.name };
  store.change({ actor, action: 'notification.read' }, (tx) => {
    for (const { id } of unread) {
      tx.insert(notificationRead)
        .values({ id: newId(clock), notificationId: id, userId: reader.userId, readAt: isoTime(clock) })
        .run();
    }
  });
}
