import { Anchor, Badge, Group, Text, Title, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import type { AuditEntry } from '../../../core/contract/index.ts';
import { formatDateTimeExact, plural } from '../../app/format.ts';
import { OPERATION_WORDS } from './audit-words.ts';
import classes from './entry-detail.module.css';

type Row = AuditEntry['rows'][number];

/** One entry of the audit trail in full: who, what, why, both clocks, and every value old → new. */
export function EntryDetail({
  entry,
  onOpenRecord,
}: {
  entry: AuditEntry;
  /** Leads to the history of one record, where the screen has such a place. */
  onOpenRecord?: (row: Row) => void;
}) {
  return (
    <article className={classes.entry} aria-label={`Entry ${entry.changeSet}`}>
      <Title order={2}>{entry.actionTitle}</Title>
      <dl className={classes.facts}>
        <Fact name="By">{entry.actor.name}</Fact>
        <Fact name="Reason">{entry.reason ?? <span className={classes.none}>none asked for</span>}</Fact>
        <Fact name="Wall clock">{formatDateTimeExact(entry.time)}</Fact>
        <Fact
          name="Order in the record"
          hint="A logical clock that only goes forward: it keeps the order of entries also when the wall clock was wrong."
        >
          <code>{entry.logicalTime}</code>
        </Fact>
        <Fact name="Machine">{entry.device}</Fact>
        <Fact name="Entry">{entry.changeSet}</Fact>
      </dl>
      {entry.rows.map((row, position) => (
        <RecordChange
          // biome-ignore lint/suspicious/noArrayIndexKey: an entry never changes, and may touch a record twice
          key={`${row.recordId}-${position}`}
          row={row}
          {...(onOpenRecord === undefined ? {} : { onOpen: () => onOpenRecord(row) })}
        />
      ))}
      {entry.rows.length === 0 ? <Text c="dimmed">This step changed no record.</Text> : null}
      {entry.moreRows > 0 ? (
        <Text c="dimmed">
          {plural(entry.moreRows, 'more record')} in this entry. The export holds all of them.
        </Text>
      ) : null}
    </article>
  );
}

function Fact({ name, hint, children }: { name: string; hint?: string; children: ReactNode }) {
  const term = <dt data-hint={hint !== undefined}>{name}</dt>;
  return (
    <>
      {hint === undefined ? (
        term
      ) : (
        <Tooltip label={hint} multiline w={300}>
          {term}
        </Tooltip>
      )}
      <dd>{children}</dd>
    </>
  );
}

function RecordChange({ row, onOpen }: { row: Row; onOpen?: () => void }) {
  const added = row.operation === 'added';
  const removed = row.operation === 'removed';
  return (
    <section className={classes.record}>
      <Group justify="space-between" mb={6}>
        <Group gap="xs">
          <Text fw={600}>{row.recordLabel}</Text>
          <Badge variant="default">{OPERATION_WORDS[row.operation]}</Badge>
        </Group>
        {onOpen === undefined ? null : (
          <Anchor component="button" type="button" fz="sm" onClick={onOpen}>
            History of this record
          </Anchor>
        )}
      </Group>
      <table className={classes.values}>
        <thead>
          <tr>
            <th scope="col">Value</th>
            {added ? null : <th scope="col">{removed ? 'Was' : 'Old'}</th>}
            {removed ? null : <th scope="col">New</th>}
          </tr>
        </thead>
        <tbody>
          {row.values.map((value) => (
            <tr key={value.field}>
              <th scope="row">{value.label}</th>
              {added ? null : (
                <td className={removed ? undefined : classes.old}>
                  <Value text={value.old} />
                </td>
              )}
              {removed ? null : (
                <td>
                  <Value text={value.new} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

function Value({ text }: { text: string | null }) {
  if (text !== null && TIME.test(text)) return formatDateTimeExact(text);
  return text === null || text === '' ? <span className={classes.none}>empty</span> : text;
}
