import { Button, Select, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch, IconUserCheck } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  formatNhsNumber,
  nhsNumberState,
  type PatientSummary,
  plainNhsNumber,
} from '../../../core/contract/index.ts';
import { api } from '../../app/client.ts';
import { formatPartialDate } from '../../app/format.ts';
import { useSession } from '../../app/session.tsx';
import { detailsProblems } from '../../components/clinical/details-draft.ts';
import { DetailsForm } from '../../components/clinical/details-form.tsx';
import { SEX } from '../../components/clinical/words.ts';
import type { IntakeDraft } from './draft.ts';
import classes from './intake.module.css';

/** Somebody who is in the record already, or the details of somebody new. */
export function PatientField({
  draft,
  onChange,
  showAll,
}: {
  draft: IntakeDraft;
  onChange: (changes: Partial<IntakeDraft>) => void;
  showAll: boolean;
}) {
  const maySearch = useSession().can('clinical.read');
  if (draft.known !== null) {
    return (
      <div className={classes.chosen}>
        <IconUserCheck size={22} stroke={1.6} aria-hidden />
        <div style={{ flex: 1 }}>
          <Text fw={620}>{draft.known.name}</Text>
          <Text c="dimmed" className="numbers">
            {factsOf(draft.known)}
          </Text>
        </div>
        <Button variant="default" onClick={() => onChange({ known: null })}>
          Somebody else
        </Button>
      </div>
    );
  }
  const { details } = draft;
  return (
    <div className={classes.fields}>
      {maySearch ? <FindPatient onFound={(known) => onChange({ known })} /> : null}
      <DetailsForm
        draft={details}
        onChange={(changes) => onChange({ details: { ...details, ...changes } })}
        problems={detailsProblems(details, new Date())}
        showAll={showAll}
        afterNhsNumber={
          maySearch && nhsNumberState(details.nhsNumber) === 'valid' ? (
            <SameNumber digits={plainNhsNumber(details.nhsNumber)} onUse={(known) => onChange({ known })} />
          ) : null
        }
      />
    </div>
  );
}

function factsOf({ birthDate, sex, nhsNumber }: PatientSummary): string {
  return [
    birthDate === null ? 'date of birth not known' : `born ${formatPartialDate(birthDate)}`,
    SEX[sex].toLowerCase(),
    nhsNumber === null ? null : `NHS ${formatNhsNumber(nhsNumber)}`,
  ]
    .filter((fact) => fact !== null)
    .join(', ');
}

const MOST_FOUND = 8;

function FindPatient({ onFound }: { onFound: (patient: PatientSummary) => void }) {
  const [typed, setTyped] = useState('');
  const [query] = useDebouncedValue(typed.trim(), 200);
  const found = useQuery({
    ...api.clinic.searchPatients.queryOptions({ input: { query, limit: MOST_FOUND } }),
    enabled: query.length >= 2,
    placeholderData: keepPreviousData,
    // Other people's names are not kept in memory longer than the search lasts.
    gcTime: 0,
  });
  const patients = query.length >= 2 ? (found.data?.patients ?? []) : [];
  return (
    <Select
      label="Known patient"
      placeholder="Find by name, NHS number or date of birth, or fill in the details of a new patient below"
      leftSection={<IconSearch size={16} stroke={1.7} aria-hidden />}
      data={patients.map((patient) => ({ value: patient.id, label: `${patient.name}, ${factsOf(patient)}` }))}
      value={null}
      onChange={(id) => {
        const chosen = patients.find((patient) => patient.id === id);
        if (chosen !== undefined) onFound(chosen);
      }}
      autoFocus
      openOnFocus={false}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      nothingFoundMessage={
        query.length < 2 ? 'Type at least two letters or digits.' : 'Nobody found. Fill in the details below.'
      }
    />
  );
}

/** Says when the number that was typed belongs to somebody who is in the record already. */
function SameNumber({ digits, onUse }: { digits: string; onUse: (patient: PatientSummary) => void }) {
  const found = useQuery({
    ...api.clinic.searchPatients.queryOptions({ input: { query: digits, limit: 5, includeArchived: true } }),
    gcTime: 0,
  });
  const same = found.data?.patients.find(({ nhsNumber }) => nhsNumber === digits);
  if (same === undefined) return null;
  return (
    <div className={classes.duplicate} role="status">
      <Text>
        This number is in the record: <b>{same.name}</b>, {factsOf({ ...same, nhsNumber: null })}
        {same.archived ? ' (archived)' : ''}.
      </Text>
      <Button variant="default" onClick={() => onUse(same)}>
        Use this patient
      </Button>
    </div>
  );
}
