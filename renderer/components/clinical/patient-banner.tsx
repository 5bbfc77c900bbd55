import { Group, Text, Title, Tooltip } from '@mantine/core';
import { IconAlertCircle, IconLanguage } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { formatNhsNumber, type HistoryItem, type Patient } from '../../../core/contract/index.ts';
import { formatPartialDate } from '../../app/format.ts';
import classes from './patient-banner.module.css';
import { nameOf, SEX } from './words.ts';

/**
 * Who this is about, the same on every screen that is about one person: name, age, date of birth, sex, NHS number,
 * allergies. `children` stand on the right.
 */
export function PatientBanner({
  patient,
  age,
  allergies,
  linked = false,
  children,
}: {
  patient: Patient;
  age: string | null;
  allergies: readonly HistoryItem[];
  /** Whether the name leads to the patient's record. */
  linked?: boolean;
  children?: ReactNode;
}) {
  const name = nameOf(patient);
  return (
    <header className={classes.banner}>
      <div className={classes.who}>
        <Title order={1} className={classes.name}>
          {linked ? (
            <Link to="/patients/$patientId" params={{ patientId: patient.id }} className={classes.link}>
              {name}
            </Link>
          ) : (
            name
          )}
        </Title>
        <dl className={classes.facts}>
          <Fact label="Age">{age ?? 'not known'}</Fact>
          <Fact label="Born">
            {patient.birthDate === null ? 'not known' : formatPartialDate(patient.birthDate)}
          </Fact>
          <Fact label="Sex">{SEX[patient.sex]}</Fact>
          <Fact label="NHS number">
            {patient.nhsNumber === null ? 'not known' : formatNhsNumber(patient.nhsNumber)}
          </Fact>
          <Fact label="Allergies" marked={allergies.length > 0}>
            {allergies.length === 0 ? 'none recorded' : <Allergies items={allergies} />}
          </Fact>
          {patient.interpreterNeeded === true ? (
            <Fact label="Interpreter">
              <Group gap={4} component="span" display="inline-flex">
                <IconLanguage size={15} stroke={1.8} aria-hidden />
                needed
              </Group>
            </Fact>
          ) : null}
        </dl>
      </div>
      {patient.archived === null ? null : (
        <Text className={classes.archived} fz="sm">
          Archived: {patient.archived.reason}
        </Text>
      )}
      {children}
    </header>
  );
}

function Fact({ label, marked = false, children }: { label: string; marked?: boolean; children: ReactNode }) {
  return (
    <div className={classes.fact} data-marked={marked}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Allergies({ items }: { items: readonly HistoryItem[] }) {
  const words = items.map(({ text, detail }) => (detail === null ? text : `${text} (${detail})`)).join(', ');
  return (
    <Tooltip label={words} multiline maw={420}>
      <span className={classes.allergies}>
        <IconAlertCircle size={15} stroke={2} aria-hidden />
        <span>{words}</span>
      </span>
    </Tooltip>
  );
}
