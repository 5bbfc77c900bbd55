import { Collapse, Radio, Select, SimpleGrid, Text, TextInput, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { ageText, nhsNumberState, type PatientDetails } from '../../../core/contract/index.ts';
import { api } from '../../app/client.ts';
import { formatPartialDate } from '../../app/format.ts';
import { readBirthDate } from './birth-date.ts';
import type { DetailsDraft, DetailsProblems } from './details-draft.ts';
import classes from './details-form.module.css';
import { SEX } from './words.ts';

const SEXES = ['female', 'male', 'other', 'unknown'] as const satisfies readonly PatientDetails['sex'][];

/**
 * Who somebody is. Name, date of birth, sex and NHS number stand open; what care and fairness need besides is folded.
 * The NHS number is checked as it is typed.
 */
export function DetailsForm({
  draft,
  onChange,
  problems,
  showAll,
  unfolded = false,
  afterNhsNumber,
}: {
  draft: DetailsDraft;
  onChange: (changes: Partial<DetailsDraft>) => void;
  problems: DetailsProblems;
  /** Whether a field that is still empty is already complained about. */
  showAll: boolean;
  unfolded?: boolean;
  afterNhsNumber?: ReactNode;
}) {
  const [open, setOpen] = useState(unfolded);
  const text = (field: TextField, label: string, more: { maxLength: number; placeholder?: string }) => (
    <TextInput
      label={label}
      value={draft[field]}
      onChange={(event) => onChange({ [field]: event.currentTarget.value })}
      error={draft[field].trim() !== '' ? problems[field] : undefined}
      autoComplete="off"
      {...more}
    />
  );
  return (
    <div className={classes.form}>
      <SimpleGrid cols={3} spacing="sm">
        {text('family', 'Family name', { maxLength: 120 })}
        {text('given', 'Given name', { maxLength: 120 })}
        {text('prefix', 'Title', { maxLength: 40, placeholder: 'e.g. Ms, Dr' })}
      </SimpleGrid>
      <SimpleGrid cols={3} spacing="sm">
        <TextInput
          label="Date of birth"
          placeholder="e.g. 14/3/1956 or 1956"
          name="birthDate"
          value={draft.birthDate}
          onChange={(event) => onChange({ birthDate: event.currentTarget.value })}
          description={birthDateRead(draft.birthDate)}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          error={draft.birthDate.length >= 4 || showAll ? problems.birthDate : undefined}
          autoComplete="off"
        />
        <div>
          <TextInput
            label="NHS number"
            placeholder="ten digits"
            value={draft.nhsNumber}
            onChange={(event) => onChange({ nhsNumber: event.currentTarget.value })}
            description={nhsNumberState(draft.nhsNumber) === 'valid' ? 'The check digit fits.' : undefined}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            error={
              nhsNumberState(draft.nhsNumber) === 'incomplete' && !showAll ? undefined : problems.nhsNumber
            }
            inputMode="numeric"
            autoComplete="off"
          />
        </div>
        {text('postcode', 'Postcode', { maxLength: 12 })}
      </SimpleGrid>
      {afterNhsNumber}
      <Radio.Group
        label="Sex"
        value={draft.sex}
        onChange={(value) => onChange({ sex: SEXES.find((known) => known === value) ?? null })}
        error={showAll ? problems.sex : undefined}
        withAsterisk
      >
        <div className={classes.choices}>
          {SEXES.map((sex) => (
            <Radio key={sex} value={sex} label={SEX[sex]} />
          ))}
        </div>
      </Radio.Group>
      <div>
        <UnstyledButton
          className={classes.more ?? ''}
          aria-expanded={open}
          onClick={() => setOpen((now) => !now)}
        >
          {open ? <IconChevronDown size={16} aria-hidden /> : <IconChevronRight size={16} aria-hidden />}
          Language, ethnic category, contact and practice
        </UnstyledButton>
        <Collapse expanded={open}>
          <Folded draft={draft} onChange={onChange} text={text} />
        </Collapse>
      </div>
    </div>
  );
}

type TextField = 'family' | 'given' | 'prefix' | 'address' | 'postcode' | 'phone' | 'gpPractice';

function Folded({
  draft,
  onChange,
  text,
}: {
  draft: DetailsDraft;
  onChange: (changes: Partial<DetailsDraft>) => void;
  text: (field: TextField, label: string, more: { maxLength: number; placeholder?: string }) => ReactNode;
}) {
  const codes = useQuery({
    ...api.clinic.codes.queryOptions({ input: {} }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const options = (list: readonly { code: string; label: string }[] | undefined) =>
    (list ?? []).map(({ code, label }) => ({ value: code, label }));
  return (
    <div className={classes.folded}>
      <SimpleGrid cols={3} spacing="sm">
        <Select
          label="Language"
          placeholder="not known"
          data={options(codes.data?.languages)}
          value={draft.language}
          onChange={(language) => onChange({ language })}
          searchable
          clearable
        />
        <Select
          label="Interpreter"
          placeholder="not known"
          data={[
            { value: 'true', label: 'Needed' },
            { value: 'false', label: 'Not needed' },
          ]}
          value={draft.interpreterNeeded === null ? null : String(draft.interpreterNeeded)}
          onChange={(value) => onChange({ interpreterNeeded: value === null ? null : value === 'true' })}
          clearable
        />
        <Select
          label="Ethnic category"
          placeholder="not asked"
          data={options(codes.data?.ethnicCategories)}
          value={draft.ethnicCategory}
          onChange={(ethnicCategory) => onChange({ ethnicCategory })}
          searchable
          clearable
        />
      </SimpleGrid>
      <SimpleGrid cols={3} spacing="sm">
        {text('phone', 'Telephone', { maxLength: 40 })}
        {text('gpPractice', 'GP practice', { maxLength: 6, placeholder: 'e.g. A81001' })}
        <Select
          label="Deprivation quintile"
          placeholder="not known"
          data={[1, 2, 3, 4, 5].map((quintile) => ({
            value: String(quintile),
            label:
              quintile === 1 ? '1 – most deprived' : quintile === 5 ? '5 – least deprived' : String(quintile),
          }))}
          value={draft.deprivationQuintile === null ? null : String(draft.deprivationQuintile)}
          onChange={(value) => onChange({ deprivationQuintile: value === null ? null : Number(value) })}
          clearable
        />
      </SimpleGrid>
      {text('address', 'Address', { maxLength: 500 })}
      <Text fz="sm" c="dimmed">
        Ethnic category, language and deprivation are used to check whether decisions are fair. Triage does
        not see them.
      </Text>
    </div>
  );
}

/** The date as it was understood, so that 3/4 cannot be taken for 4/3, and the age. */
function birthDateRead(typed: string): string | undefined {
  const date = readBirthDate(typed);
  if (date === null) return undefined;
  const age = ageText(date, new Date().toISOString());
  return age === null ? formatPartialDate(date) : `${formatPartialDate(date)}, ${age}`;
}
