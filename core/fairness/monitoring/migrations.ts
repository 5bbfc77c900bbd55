import type { Migration } from '../../store/index.ts';

/** Stands after the agents' and the identity's migrations: an alert refers to a finding and a signature. */
export const monitoringMigrations: readonly Migration[] = [
  {
    domain: 'fairness',
    version: 1,
    name: 'bias alerts, hazards and the state of the watch',
    up: `
      CREATE TABLE monitoring_state (
        id TEXT PRIMARY KEY NOT NULL CHECK (id = 'watch'),
        definition TEXT NOT NULL,
        through_seq INTEGER NOT NULL,
        state TEXT NOT NULL
      ) STRICT;

      CREATE TABLE monitoring_point (
        comparison TEXT NOT NULL,
        pairs INTEGER NOT NULL,
        at TEXT NOT NULL,
        log_e REAL NOT NULL,
        difference REAL NOT NULL,
        low REAL NOT NULL,
        high REAL NOT NULL,
        PRIMARY KEY (comparison, pairs)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE bias_alert (
        id TEXT PRIMARY KEY NOT NULL,
        finding_id TEXT NOT NULL REFERENCES finding (id),
        metric TEXT NOT NULL,
        attribute TEXT NOT NULL,
        title TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('open', 'acknowledged', 'investigating', 'closed')),
        raised_at TEXT NOT NULL,
        owner TEXT,
        owner_name TEXT,
        conclusion TEXT CHECK (conclusion IN ('confirmed', 'explained', 'dataError')),
        close_reason TEXT,
        closed_at TEXT,
        closed_by TEXT,
        closed_by_name TEXT,
        closed_seq INTEGER,
        signature_id TEXT REFERENCES signature (id),
        CHECK ((state = 'closed') = (signature_id IS NOT NULL)),
        CHECK ((state = 'closed') = (conclusion IS NOT NULL)),
        CHECK (state IN ('open', 'closed') OR owner IS NOT NULL)
      ) STRICT;
      CREATE INDEX bias_alert_time ON bias_alert (raised_at);
      CREATE UNIQUE INDEX bias_alert_standing ON bias_alert (metric, attribute) WHERE state <> 'closed';

      CREATE TABLE bias_alert_step (
        id TEXT PRIMARY KEY NOT NULL,
        alert_id TEXT NOT NULL REFERENCES bias_alert (id),
        kind TEXT NOT NULL,
        text TEXT NOT NULL,
        evidence TEXT,
        at TEXT NOT NULL,
        by_user TEXT,
        by_name TEXT
      ) STRICT;
      CREATE INDEX bias_alert_step_alert ON bias_alert_step (alert_id);

      CREATE TABLE hazard (
        id TEXT PRIMARY KEY NOT NULL,
        alert_id TEXT NOT NULL REFERENCES bias_alert (id),
        hazard TEXT NOT NULL,
        cause TEXT NOT NULL,
        effect TEXT NOT NULL,
        severity TEXT NOT NULL CHECK (severity IN ('minor', 'significant', 'considerable', 'major', 'catastrophic')),
        likelihood TEXT NOT NULL CHECK (likelihood IN ('veryLow', 'low', 'medium', 'high', 'veryHigh')),
        control TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('open', 'controlled', 'accepted')),
        updated_at TEXT NOT NULL
      ) STRICT;
      CREATE UNIQUE INDEX hazard_alert ON hazard (alert_id);
    `,
    unaudited: {
      monitoring_state: 'Derived from the log; made anew at any time.',
      monitoring_point: 'Derived from the log; made anew at any time. An alert carries its own copy.',
    },
  },
];
