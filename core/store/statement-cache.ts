import type Database from 'better-sqlite3';

/** More than all query shapes of the product; a program that builds SQL from data would otherwise fill the memory. */
const LIMIT = 1_000;

/**
 * The same database for a query builder that prepares its SQL at every call: each text is compiled once. A builder
 * gives one text always in one shape, so what it sets on the statement (rows as arrays) stays right.
 */
export function withStatementCache(db: Database.Database): Database.Database {
  const statements = new Map<string, Database.Statement>();
  return Object.create(db, {
    prepare: {
      value(sql: string): Database.Statement {
        const known = statements.get(sql);
        if (known !== undefined) return known;
        if (statements.size >= LIMIT) statements.clear();
        const statement = db.prepare(sql);
        statements.set(sql, statement);
        return statement;
      },
    },
  });
}
