import { Button, Table } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useActions } from '../../app/actions.ts';
import { api } from '../../app/client.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { KeyTooltip } from '../../components/key-tooltip.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { AddPersonDialog } from './add-person-dialog.tsx';
import { PersonDialog, type PersonStep } from './person-dialogs.tsx';
import { PersonRow } from './person-row.tsx';

/** Who may sign in to this workspace, and with which roles. */
export function PeopleScreen() {
  const people = useQuery(api.people.list.queryOptions({ input: {} }));
  const [adding, setAdding] = useState(false);
  const [step, setStep] = useState<PersonStep | null>(null);
  useActions([
    {
      id: 'people.add',
      label: 'Add a person',
      group: 'People',
      keys: 'n',
      icon: IconUserPlus,
      run: () => setAdding(true),
    },
  ]);

  return (
    <Page
      title="People"
      about="Nobody is ever deleted: a person who leaves is deactivated, and what they signed keeps their name."
      actions={
        <KeyTooltip label="Add a person" keys="n">
          <Button leftSection={<IconUserPlus size={18} stroke={1.6} />} onClick={() => setAdding(true)}>
            Add a person
          </Button>
        </KeyTooltip>
      }
    >
      <Panel padded={false}>
        {people.isPending ? <LoadingRows rows={5} /> : null}
        {people.isError ? <ErrorState error={people.error} onRetry={() => void people.refetch()} /> : null}
        {people.data === undefined ? null : (
          <Table horizontalSpacing="md" className="numbers">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Name</Table.Th>
                <Table.Th>Login name</Table.Th>
                <Table.Th>Roles</Table.Th>
                <Table.Th>State</Table.Th>
                <Table.Th>Last sign-in</Table.Th>
                <Table.Th>
                  <span className="only-heard">Actions</span>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {people.data.map((person) => (
                <PersonRow key={person.userId} person={person} onStep={(kind) => setStep({ kind, person })} />
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Panel>
      <AddPersonDialog opened={adding} onClose={() => setAdding(false)} />
      {step === null ? null : <PersonDialog step={step} onClose={() => setStep(null)} />}
    </Page>
  );
}
