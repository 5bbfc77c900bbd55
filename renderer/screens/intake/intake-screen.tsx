import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useBlocker, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useActions } from '../../app/actions.ts';
import { api } from '../../app/client.ts';
import { nameOf } from '../../components/clinical/words.ts';
import { withAnswer } from '../triage/asking.ts';
import {
  EMPTY_INTAKE,
  fieldOf,
  type IntakeDraft,
  type IntakeProblem,
  intakeOf,
  intakeProblems,
  isDirty,
} from './draft.ts';
import classes from './intake.module.css';
import { IntakeForm } from './intake-form.tsx';
import { LeaveDialog } from './leave-dialog.tsx';
import { PreviewPane } from './preview-pane.tsx';

/** Taking in a patient, with what triage makes of it beside the form while it is typed. */
export function IntakeScreen() {
  const { patient } = useSearch({ from: '/triage/new' });
  const [draft, setDraft] = useState<IntakeDraft>(EMPTY_INTAKE);
  const [problems, setProblems] = useState<readonly IntakeProblem[]>([]);
  const saved = useRef(false);
  const form = useRef<HTMLFormElement>(null);
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const change = (changes: Partial<IntakeDraft>) => setDraft((now) => ({ ...now, ...changes }));
  useKnownPatient(patient, change);

  const takeIn = useMutation(
    api.clinic.takeIn.mutationOptions({
      onSuccess: async ({ encounterId }) => {
        saved.current = true;
        await queryClient.invalidateQueries({ queryKey: api.triage.queue.key() });
        void navigate({ to: '/triage/$encounterId', params: { encounterId }, replace: true });
      },
    }),
  );
  const save = () => {
    if (takeIn.isPending) return;
    const found = intakeProblems(draft, new Date());
    // Drawn at once, so that the field in question is marked when the focus goes there.
    flushSync(() => setProblems(found));
    if (found.length === 0) return takeIn.mutate(intakeOf(draft, new Date()));
    const part = form.current?.querySelector(`[data-field="${found[0]?.field}"]`);
    const field =
      part?.querySelector<HTMLElement>('[aria-invalid="true"]') ??
      part?.querySelector<HTMLElement>('[type="radio"]') ??
      part?.querySelector<HTMLElement>('input, textarea');
    field?.focus();
  };
  const blocker = useBlocker({
    shouldBlockFn: () => !saved.current && isDirty(draft),
    enableBeforeUnload: () => !saved.current && isDirty(draft),
    withResolver: true,
  });

  useActions([
    { id: 'intake.save', label: 'Save the intake', group: 'Intake', keys: 'mod+Enter', run: save },
    {
      id: 'intake.leave',
      label: 'Back to the queue',
      group: 'Intake',
      keys: 'Escape',
      run: () => void navigate({ to: '/triage' }),
    },
  ]);

  return (
    <div className={classes.screen}>
      <IntakeForm
        ref={form}
        draft={draft}
        onChange={change}
        problems={problems}
        onSave={save}
        saving={takeIn.isPending}
        error={takeIn.error}
      />
      <PreviewPane
        draft={draft}
        onAnswer={(answer) => setDraft((now) => ({ ...now, answers: withAnswer(now.answers, answer) }))}
        onValue={(field) => {
          const input = form.current?.querySelector<HTMLElement>(fieldOf(field));
          input?.scrollIntoView({ block: 'center' });
          input?.focus();
        }}
      />
      <LeaveDialog
        opened={blocker.status === 'blocked'}
        onStay={() => blocker.reset?.()}
        onLeave={() => blocker.proceed?.()}
      />
    </div>
  );
}

/** Fills in the patient that the address names, once. */
function useKnownPatient(
  patientId: string | undefined,
  change: (changes: Partial<IntakeDraft>) => void,
): void {
  const record = useQuery({
    ...api.clinic.patient.queryOptions({ input: { patientId: patientId ?? '' } }),
    enabled: patientId !== undefined,
  });
  const filled = useRef(false);
  useEffect(() => {
    if (record.data === undefined || filled.current) return;
    filled.current = true;
    const { patient, encounters } = record.data;
    const { id, birthDate, sex, nhsNumber } = patient;
    change({
      known: {
        id,
        name: nameOf(patient),
        birthDate,
        sex,
        nhsNumber,
        encounters: encounters.length,
        lastEncounterAt: encounters[0]?.arrivedAt ?? null,
        archived: patient.archived !== null,
      },
    });
  }, [record.data, change]);
}
