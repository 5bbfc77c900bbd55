import { Button, Pill, Select } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/client.ts';
import classes from './trail.module.css';
import { isFiltered } from './trail-filter.ts';
import type { TrailSearch } from './trail-search.ts';

/** Person, action, kind of record and days; one record or patient as a pill when another screen led here. */
export function TrailFilters({
  search,
  onChange,
}: {
  search: TrailSearch;
  onChange: (search: TrailSearch) => void;
}) {
  const facets = useQuery(api.record.facets.queryOptions({ input: {} }));
  const { actors = [], actions = [], recordTypes = [] } = facets.data ?? {};
  const set = (key: keyof TrailSearch, value: string | null) =>
    onChange({ ...search, [key]: value === null || value === '' ? undefined : value });
  const today = new Date();

  return (
    <div className={classes.filters}>
      <Select
        label="Person"
        placeholder="Everybody"
        data={actors.map(({ userId, name }) => ({ value: userId, label: name }))}
        value={search.actor ?? null}
        onChange={(value) => set('actor', value)}
        clearable
        searchable
        w={170}
      />
      <Select
        label="Action"
        placeholder="Every action"
        data={actions.map(({ action, title }) => ({ value: action, label: title }))}
        value={search.action ?? null}
        onChange={(value) => set('action', value)}
        clearable
        searchable
        w={200}
        comboboxProps={{ width: 300, position: 'bottom-start' }}
      />
      {search.recordId !== undefined || search.patientId !== undefined ? (
        <Pill
          size="lg"
          withRemoveButton
          onRemove={() =>
            onChange({ ...search, recordType: undefined, recordId: undefined, patientId: undefined })
          }
          removeButtonProps={{ 'aria-label': 'Show all records' }}
        >
          {search.patientId === undefined ? 'One record only' : 'One patient only'}
        </Pill>
      ) : (
        <Select
          label="Record"
          placeholder="Every kind"
          data={recordTypes.map(({ recordType, label }) => ({ value: recordType, label }))}
          value={search.recordType ?? null}
          onChange={(value) => set('recordType', value)}
          clearable
          searchable
          w={150}
        />
      )}
      <DateInput
        label="From"
        clearButtonProps={{ 'aria-label': 'No first day' }}
        placeholder="First day"
        valueFormat="D MMM YYYY"
        value={search.from ?? null}
        onChange={(value) => set('from', value)}
        maxDate={search.to ?? today}
        clearable
        w={140}
      />
      <DateInput
        label="To"
        clearButtonProps={{ 'aria-label': 'No last day' }}
        placeholder="Today"
        valueFormat="D MMM YYYY"
        value={search.to ?? null}
        onChange={(value) => set('to', value)}
        {...(search.from === undefined ? {} : { minDate: search.from })}
        maxDate={today}
        clearable
        w={140}
      />
      {isFiltered(search) ? (
        <Button variant="subtle" color="gray" leftSection={<IconX size={16} />} onClick={() => onChange({})}>
          Clear
        </Button>
      ) : null}
    </div>
  );
}
