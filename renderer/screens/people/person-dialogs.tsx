import { Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Person } from '../../../core/contract/index.ts';
import { api, client } from '../../app/client.ts';
import { NewPassphrase, passphraseProblem } from '../../components/new-passphrase.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { RolePicker } from './role-picker.tsx';

export interface PersonStep {
  kind: 'roles' | 'passphrase' | 'active';
  person: Person;
}

/** The dialog for a step with one person; each asks for the reason that goes into the audit trail. */
export function PersonDialog({ step, onClose }: { step: PersonStep; onClose: () => void }) {
  switch (step.kind) {
    case 'roles':
      return <RolesDialog person={step.person} onClose={onClose} />;
    case 'passphrase':
      return <PassphraseDialog person={step.person} onClose={onClose} />;
    case 'active':
      return <ActiveDialog person={step.person} onClose={onClose} />;
  }
}

interface DialogProps {
  person: Person;
  onClose: () => void;
}

function RolesDialog({ person, onClose }: DialogProps) {
  const readAgain = useReadPeople();
  const [roles, setRoles] = useState(person.roles);
  const changed = roles.length !== person.roles.length || roles.some((role) => !person.roles.includes(role));
  return (
    <ReasonDialog
      opened
      onClose={onClose}
      title={`Roles of ${person.fullName}`}
      confirmLabel="Change the roles"
      size="xl"
      ready={changed && roles.length > 0}
      onConfirm={(reason) => client.people.setRoles({ userId: person.userId, roles, reason }).then(readAgain)}
    >
      <RolePicker value={roles} onChange={setRoles} columns={2} />
    </ReasonDialog>
  );
}

function PassphraseDialog({ person, onClose }: DialogProps) {
  const readAgain = useReadPeople();
  const [passphrase, setPassphrase] = useState({ first: '', second: '' });
  return (
    <ReasonDialog
      opened
      onClose={onClose}
      title={`New passphrase for ${person.fullName}`}
      confirmLabel="Set the passphrase"
      ready={passphraseProblem(passphrase) === null}
      onConfirm={(reason) =>
        client.people
          .resetPassphrase({ userId: person.userId, passphrase: passphrase.first, reason })
          .then(readAgain)
      }
    >
      <Stack gap="md">
        <Text>
          The old passphrase stops working{person.lockedOut ? ', and the lock-out is lifted' : ''}. Tell the
          new one to the person, who changes it after signing in.
        </Text>
        <NewPassphrase value={passphrase} onChange={setPassphrase} label="New passphrase" />
      </Stack>
    </ReasonDialog>
  );
}

function ActiveDialog({ person, onClose }: DialogProps) {
  const readAgain = useReadPeople();
  const { active, fullName } = person;
  return (
    <ReasonDialog
      opened
      onClose={onClose}
      title={active ? `Deactivate ${fullName}` : `Reactivate ${fullName}`}
      confirmLabel={active ? 'Deactivate' : 'Reactivate'}
      onConfirm={(reason) =>
        client.people.setActive({ userId: person.userId, active: !active, reason }).then(readAgain)
      }
    >
      {active
        ? 'They are signed out at once and lose their key to this workspace. What they did and signed stays in the record under their name. Reactivating needs a new passphrase.'
        : 'They appear as a person of this workspace again. Set a new passphrase afterwards, because their key was taken away.'}
    </ReasonDialog>
  );
}

function useReadPeople() {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: api.people.key() });
}
