import { Button, Text } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type Encounter, formatNhsNumber, type PatientRecord } from '../../../core/contract/index.ts';
import { api } from '../../app/client.ts';
import { formatDateTime, formatPartialDate } from '../../app/format.ts';
import { useSession } from '../../app/session.tsx';
import { HistoryLists } from '../../components/clinical/history-lists.tsx';
import { ENCOUNTER_STATUS, OUTCOME, SEX } from '../../components/clinical/words.ts';
import { KeyTooltip } from '../../components/key-tooltip.tsx';
import { Panel } from '../../components/panel.tsx';
import classes from './record.module.css';

/** Visits and history on the left, the details on the right. */
export function OverviewTab({
  record,
  mayWrite,
  onCorrect,
}: {
  record: PatientRecord;
  mayWrite: boolean;
  onCorrect: () => void;
}) {
  return (
    <div className={classes.columns}>
      <div className={classes.stack}>
        <Panel title="Visits" padded={false}>
          <Visits encounters={record.encounters} />
        </Panel>
        <Panel title="History">
          <HistoryLists patientId={record.patient.id} items={record.history} mayWrite={mayWrite} />
        </Panel>
      </div>
      <Panel title="Details">
        <Details record={record} />
        {mayWrite ? (
          <KeyTooltip label="Correct the details" keys="e">
            <Button
              mt="md"
              variant="default"
              leftSection={<IconPencil size={17} stroke={1.7} />}
              onClick={onCorrect}
            >
              Correct
            </Button>
          </KeyTooltip>
        ) : null}
      </Panel>
    </div>
  );
}

function Visits({ encounters }: { encounters: readonly Encounter[] }) {
  if (encounters.length === 0) {
    return (
      <Text c="dimmed" px={20} pb={16}>
        No visits yet. “New visit” takes the patient in.
      </Text>
    );
  }
  return (
    <ol className={classes.visits}>
      {encounters
        .toSorted((a, b) => b.arrivedAt.localeCompare(a.arrivedAt))
        .map((encounter) => (
          <li key={encounter.id}>
            <VisitFrame encounterId={encounter.id}>
              <Text span fw={620} className="numbers">
                {formatDateTime(encounter.arrivedAt)}
              </Text>
              <Text span>
                {encounter.outcome === null
                  ? ENCOUNTER_STATUS[encounter.status]
                  : OUTCOME[encounter.outcome.kind]}
              </Text>
              <span className={classes.complaint}>{encounter.narrative}</span>
            </VisitFrame>
          </li>
        ))}
    </ol>
  );
}

/** Leads to the assessment, for those who may see it. */
function VisitFrame({ encounterId, children }: { encounterId: string; children: ReactNode }) {
  if (!useSession().can('triage.read')) return <div className={classes.visit}>{children}</div>;
  return (
    <Link to="/triage/$encounterId" params={{ encounterId }} preload={false} className={classes.visit}>
      {children}
    </Link>
  );
}

function Details({ record }: { record: PatientRecord }) {
  const { patient } = record;
  const codes = useQuery({
    ...api.clinic.codes.queryOptions({ input: {} }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const labelled = (list: readonly { code: string; label: string }[] | undefined, code: string | null) =>
    code === null ? null : (list?.find((entry) => entry.code === code)?.label ?? code);
  const yesNo = (value: boolean | null) => (value === null ? null : value ? 'needed' : 'not needed');
  return (
    <dl className={classes.facts}>
      <Fact label="Family name">{patient.family}</Fact>
      <Fact label="Given name">{patient.given}</Fact>
      <Fact label="Title">{patient.prefix}</Fact>
      <Fact label="Date of birth">
        {patient.birthDate === null ? null : formatPartialDate(patient.birthDate)}
      </Fact>
      <Fact label="Sex">{SEX[patient.sex]}</Fact>
      <Fact label="NHS number">{patient.nhsNumber === null ? null : formatNhsNumber(patient.nhsNumber)}</Fact>
      <Fact label="Other identifiers">
        {patient.identifiers.length === 0
          ? null
          : patient.identifiers.map(({ system, value }) => (
              <div key={`${system} ${value}`}>
                {value}{' '}
                <Text span c="dimmed" fz="sm">
                  {system}
                </Text>
              </div>
            ))}
      </Fact>
      <Fact label="Language">{labelled(codes.data?.languages, patient.language)}</Fact>
      <Fact label="Interpreter">{yesNo(patient.interpreterNeeded)}</Fact>
      <Fact label="Ethnic category">{labelled(codes.data?.ethnicCategories, patient.ethnicCategory)}</Fact>
      <Fact label="Deprivation quintile">
        {patient.deprivationQuintile === null
          ? null
          : `${patient.deprivationQuintile} of 5, 1 = most deprived`}
      </Fact>
      <Fact label="Address">{patient.address}</Fact>
      <Fact label="Postcode">{patient.postcode}</Fact>
      <Fact label="Telephone">{patient.phone}</Fact>
      <Fact label="GP practice">{patient.gpPractice}</Fact>
      {patient.deceasedAt === null ? null : <Fact label="Died">{deathText(patient.deceasedAt)}</Fact>}
      <Fact label="In the record since">{formatDateTime(patient.createdAt)}</Fact>
    </dl>
  );
}

/** Imported as a date or as a time, whichever the sender knew. */
function deathText(at: string): string {
  return at.length <= 10 ? formatPartialDate(at) : formatDateTime(at);
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children ?? <span className={classes.unknown}>not known</span>}</dd>
    </>
  );
}
