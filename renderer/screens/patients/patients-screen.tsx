import { Button, Switch, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue, useIntersection } from '@mantine/hooks';
import { IconFileImport, IconSearch, IconUserPlus, IconUsers } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useActions } from '../../app/actions.ts';
import { api } from '../../app/client.ts';
import { plural } from '../../app/format.ts';
import { useSession } from '../../app/session.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { KeyTooltip } from '../../components/key-tooltip.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { useListKeys } from '../../components/use-list-keys.ts';
import { PatientRow } from './patient-row.tsx';
import classes from './patients.module.css';

const PAGE = 100;

/** Everybody in this workspace, found by name, NHS number or date of birth. */
export function PatientsScreen() {
  const { q = '', archived = false } = useSearch({ from: '/patients' });
  const navigate = useNavigate();
  const { can } = useSession();
  const [typed, setTyped] = useState(q);
  const [query] = useDebouncedValue(typed.trim(), 200);
  const search = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const found = useInfiniteQuery(
    api.clinic.searchPatients.infiniteOptions({
      input: (cursor: string | undefined) => ({
        query,
        includeArchived: archived,
        limit: PAGE,
        ...(cursor === undefined ? {} : { cursor }),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
      placeholderData: keepPreviousData,
    }),
  );
  const patients = found.data?.pages.flatMap((page) => page.patients);
  const total = found.data?.pages[0]?.total ?? 0;
  const end = useReachedEnd(list, () => {
    if (found.hasNextPage && !found.isFetching) void found.fetchNextPage();
  });

  // The address keeps what is looked for, so that coming back from a record finds the same list.
  useEffect(() => {
    void navigate({
      to: '/patients',
      search: { ...(query === '' ? {} : { q: query }), ...(archived ? { archived } : {}) },
      replace: true,
    });
  }, [query, archived, navigate]);
  useListKeys({ id: 'patients', group: 'Patients', container: list });
  useActions([
    {
      id: 'patients.find',
      label: 'Find patients',
      group: 'Patients',
      keys: '/',
      run: () => search.current?.focus(),
    },
    ...(can('clinical.import')
      ? [
          {
            id: 'patients.import',
            label: 'Import FHIR or HL7 files',
            group: 'Patients',
            keys: 'i',
            icon: IconFileImport,
            run: () => void navigate({ to: '/patients/import' }),
          },
        ]
      : []),
    ...(can('clinical.write')
      ? [
          {
            id: 'patients.new',
            label: 'Take in a patient',
            group: 'Patients',
            keys: 'n',
            icon: IconUserPlus,
            run: () => void navigate({ to: '/triage/new' }),
          },
        ]
      : []),
  ]);

  return (
    <div className={classes.screen}>
      <header className={classes.toolbar}>
        <Title order={1}>Patients</Title>
        <KeyTooltip label="Find by name, NHS number or date of birth" keys="/">
          <TextInput
            ref={search}
            className={classes.search}
            aria-label="Find by name, NHS number or date of birth"
            placeholder="Name, NHS number, date of birth"
            leftSection={<IconSearch size={16} stroke={1.7} aria-hidden />}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        </KeyTooltip>
        <Text c="dimmed" className={`${classes.count} numbers`} aria-live="polite">
          {patients === undefined
            ? ''
            : query === ''
              ? plural(total, 'patient')
              : `${plural(total, 'patient')} found`}
        </Text>
        <Switch
          label="Archived too"
          checked={archived}
          onChange={(event) =>
            void navigate({
              to: '/patients',
              search: { ...(query === '' ? {} : { q: query }), archived: event.currentTarget.checked },
              replace: true,
            })
          }
        />
        {can('clinical.import') ? (
          <KeyTooltip label="Import FHIR or HL7 files" keys="i">
            <Button
              component={Link}
              to="/patients/import"
              variant="default"
              leftSection={<IconFileImport size={18} stroke={1.7} />}
            >
              Import
            </Button>
          </KeyTooltip>
        ) : null}
      </header>
      <div ref={list} className={classes.list}>
        {found.isPending ? <LoadingRows rows={16} label="Reading the patients" /> : null}
        {found.isError && patients === undefined ? (
          <ErrorState error={found.error} onRetry={() => void found.refetch()} />
        ) : null}
        {patients?.length === 0 ? <Nobody query={query} mayImport={can('clinical.import')} /> : null}
        {patients?.length ? (
          <>
            <div className={classes.head} aria-hidden="true">
              <span>Name</span>
              <span>Born</span>
              <span>Sex</span>
              <span>NHS number</span>
              <span>Visits</span>
              <span>Last visit</span>
            </div>
            <ol className={classes.rows}>
              {patients.map((patient) => (
                <PatientRow key={patient.id} patient={patient} />
              ))}
            </ol>
            <div ref={end} className={classes.end}>
              {found.isFetchingNextPage ? <LoadingRows rows={2} label="Reading more patients" /> : null}
            </div>
          </>
        ) : null}
      </div>
    </div>
  );
}

/** Calls back whenever the marker at the end of the list comes near. */
function useReachedEnd(root: RefObject<HTMLElement | null>, onReached: () => void) {
  const { ref, entry } = useIntersection({ root: root.current, rootMargin: '600px' });
  const reached = useRef(onReached);
  useEffect(() => {
    reached.current = onReached;
  });
  useEffect(() => {
    if (entry?.isIntersecting === true) reached.current();
  }, [entry]);
  return ref;
}

function Nobody({ query, mayImport }: { query: string; mayImport: boolean }) {
  if (query !== '') {
    return (
      <EmptyState icon={IconUsers} title="Nobody found">
        No patient fits “{query}”. Names are found by their beginnings, dates as 14 Mar 1956 or 1956-03-14,
        NHS numbers with or without blanks.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={IconUsers}
      title="No patients yet"
      action={
        mayImport ? (
          <Button component={Link} to="/patients/import" leftSection={<IconFileImport size={18} />}>
            Import records
          </Button>
        ) : undefined
      }
    >
      Patients come in by intake, or by importing FHIR bundles and HL7 v2 messages.
    </EmptyState>
  );
}
