import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FullPage } from '../../components/full-page.tsx';
import { RecoveryKeyStep } from '../../components/recovery-key-step.tsx';
import { CreateWorkspace } from './create-workspace.tsx';
import { RestoreForm } from './restore-form.tsx';
import { Welcome } from './welcome.tsx';

type Step =
  | { name: 'welcome' }
  | { name: 'create' }
  | { name: 'restore' }
  | { name: 'recoveryKey'; recoveryKey: string };

/**
 * From an empty folder to the first screen: create a workspace with its administrator and its recovery key, or restore
 * a backup. Creating signs the administrator in, so the gate is told to wait until the key is confirmed.
 */
export function FirstRun({ onBegin, onDone }: { onBegin: () => void; onDone: () => void }) {
  const queryClient = useQueryClient();
  const [step, setStep] = useState<Step>({ name: 'welcome' });

  const showRecoveryKey = (recoveryKey: string) => {
    onBegin();
    setStep({ name: 'recoveryKey', recoveryKey });
  };
  const finish = async () => {
    await queryClient.invalidateQueries();
    onDone();
  };

  return (
    <FullPage wide>
      {step.name === 'welcome' ? (
        <Welcome
          onCreate={() => setStep({ name: 'create' })}
          onRestore={() => setStep({ name: 'restore' })}
        />
      ) : null}
      {step.name === 'create' ? (
        <CreateWorkspace onBack={() => setStep({ name: 'welcome' })} onCreated={showRecoveryKey} />
      ) : null}
      {step.name === 'restore' ? (
        <RestoreForm onBack={() => setStep({ name: 'welcome' })} onRestored={() => void finish()} />
      ) : null}
      {step.name === 'recoveryKey' ? (
        <RecoveryKeyStep recoveryKey={step.recoveryKey} onConfirmed={() => void finish()} />
      ) : null}
    </FullPage>
  );
}
