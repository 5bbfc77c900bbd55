import type Database from 'better-sqlite3';
import { auditedTables, dropTriggers, installTriggers, quoteName } from './audit-triggers.ts';
import { databaseFuture, misuse } from './errors.ts';
import { brokenRows, logWhatMigrationsDid } from './reconcile.ts';
import { indexChanges } from './row-index.ts';
import type { Sealer } from './seal.ts';

/**
 * One step of a domain's schema, forward only. Never edit a migration that has been released: write the next.
 */
export interface Migration {
  /** The folder that owns the tables: `clinic`. */
  readonly domain: string;
  /** From 1, without gaps within a domain. */
  readonly version: number;
  readonly name: string;
  readonly up: string | ((db: Database.Database) => void);
  /** Tables created here that are not audited, each with the reason. */
  readonly unaudited?: Readonly<Record<string, string>>;
  /** Tables that may gain or lose rows in this step, or go. Any other loss stops it. */
  readonly altersRowsOf?: readonly string[];
}

/** The newest version of each domain, for the keyring. */
export function schemaOf(migrations: readonly Migration[]): Record<string, number> {
  const schema: Record<string, number> = {};
  for (const { domain, version } of migrations) schema[domain] = Math.max(schema[domain] ?? 0, version);
  return schema;
}

/** True when `found` holds something that this program does not know. */
export function isFuture(found: Readonly<Record<string, number>>, migrations: readonly Migration[]): boolean {
  const known = schemaOf(migrations);
  return Object.entries(found).some(([domain, version]) => version > (known[domain] ?? 0));
}

export function unauditedTables(migrations: readonly Migration[]): Record<string, string> {
  return Object.assign({}, ...migrations.map((migration) => migration.unaudited ?? {}));
}

function checkList(migrations: readonly Migration[]): void {
  const seen: Record<string, number> = {};
  for (const { domain, version } of migrations) {
    if (version !== (seen[domain] ?? 0) + 1) throw misuse(`migration ${domain}/${version} is out of order`);
    seen[domain] = version;
  }
}

/**
 * The migrations that are still to be applied, in order.
 * @throws store.future when the database knows a migration that this program does not.
 */
export function pendingMigrations(db: Database.Database, migrations: readonly Migration[]): Migration[] {
  checkList(migrations);
  const ledger = db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migration'").get();
  if (ledger === undefined) return [...migrations];
  const rows = db.prepare<[], { id: string }>('SELECT id FROM migration').all();
  const applied = new Set(rows.map(({ id }) => id));
  const known = new Set(migrations.map(ledgerId));
  if ([...applied].some((id) => !known.has(id))) throw databaseFuture();
  return migrations.filter((migration) => !applied.has(ledgerId(migration)));
}

const ledgerId = ({ domain, version }: Migration): string => `${domain}/${version}`;

export interface MigrationContext {
  readonly db: Database.Database;
  readonly migrations: readonly Migration[];
  readonly pending: readonly Migration[];
  /** Made after the log's tables exist. */
  readonly sealer: () => Sealer;
  readonly time: string;
}

/**
 * Applies what is pending: schema, ledger, triggers and the log entry of it all in one transaction. Foreign keys
 * are off while tables are rebuilt, since dropping a parent would otherwise silently delete its children; they
 * are checked before the commit.
 */
export function applyMigrations(context: MigrationContext): void {
  const { db, pending } = context;
  if (pending.length === 0) return;
  db.pragma('foreign_keys = OFF');
  try {
    db.exec('BEGIN IMMEDIATE');
    try {
      migrateInside(context);
      db.exec('COMMIT');
    } catch (thrown) {
      if (db.inTransaction) db.exec('ROLLBACK');
      throw thrown;
    }
  } finally {
    db.pragma('foreign_keys = ON');
  }
}

function migrateInside({ db, migrations, pending, sealer, time }: MigrationContext): void {
  const isNew = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'change_set'").get() === undefined;
  const doneBefore = migrations.filter((migration) => !pending.includes(migration));
  if (!isNew) indexChanges(db);
  // Rows that were altered around the log before must stay visible as such afterwards.
  const broken = isNew ? new Map() : brokenRows(db, auditedTables(db, unauditedTables(doneBefore)));
  dropTriggers(db);
  for (const migration of pending) applyOne(db, migration, time);
  const orphans = db.pragma('foreign_key_check');
  if (Array.isArray(orphans) && orphans.length > 0)
    throw misuse('a migration left references without target');

  const tables = auditedTables(db, unauditedTables(migrations));
  const seal = sealer();
  const first = seal.begin();
  indexChanges(db);
  logWhatMigrationsDid(db, tables, broken);
  installTriggers(db, tables);
  seal.seal({ actor: 'system', action: 'store.migrate', reason: pending.map(ledgerId).join(', ') }, first);
  db.pragma(`user_version = ${migrations.length}`);
}

function applyOne(db: Database.Database, migration: Migration, time: string): void {
  const before = rowCounts(db);
  if (typeof migration.up === 'string') db.exec(migration.up);
  else migration.up(db);
  const after = rowCounts(db);
  for (const [table, count] of before) {
    if (migration.altersRowsOf?.includes(table) || after.get(table) === count) continue;
    throw misuse(`migration ${ledgerId(migration)} lost or added rows of ${table}`);
  }
  db.prepare('INSERT INTO migration (id, domain, version, name, applied_at) VALUES (?, ?, ?, ?, ?)').run(
    ledgerId(migration),
    migration.domain,
    migration.version,
    migration.name,
    time,
  );
}

function rowCounts(db: Database.Database): Map<string, number> {
  const tables = db
    .prepare<[], string>(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
    )
    .pluck()
    .all();
  return new Map(
    tables.map((table) => [
      table,
      db
        .prepare<[], number>(`SELECT count(*) FROM ${quoteName(table)}`)
        .pluck()
        .get() ?? 0,
    ]),
  );
}
