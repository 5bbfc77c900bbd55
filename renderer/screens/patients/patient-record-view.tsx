import { Button, Group, Menu, Tabs } from '@mantine/core';
import { IconArchive, IconArchiveOff, IconDots, IconPencil, IconUserPlus } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { ageText, type PatientRecord } from '../../../core/contract/index.ts';
import { useActions } from '../../app/actions.ts';
import { useSession } from '../../app/session.tsx';
import { AttachmentList } from '../../components/clinical/attachment-list.tsx';
import { PatientBanner } from '../../components/clinical/patient-banner.tsx';
import { KeyTooltip } from '../../components/key-tooltip.tsx';
import { Panel } from '../../components/panel.tsx';
import { ArchiveDialog } from './archive-dialog.tsx';
import { CorrectDialog } from './correct-dialog.tsx';
import { ObservationsTab } from './observations-tab.tsx';
import { OverviewTab } from './overview-tab.tsx';
import { PatientTrail } from './patient-trail.tsx';
import classes from './record.module.css';
import { RECORD_TABS, type RecordTab, TAB_LABELS } from './record-tabs.ts';

export function PatientRecordView({ record }: { record: PatientRecord }) {
  const { patient } = record;
  const { tab = 'overview' } = useSearch({ from: '/patients/$patientId' });
  const navigate = useNavigate();
  const mayWrite = useSession().can('clinical.write') && patient.archived === null;
  const mayArchive = useSession().can('clinical.write');
  const [correcting, setCorrecting] = useState(false);
  const [archiving, setArchiving] = useState(false);
  const open = (next: RecordTab) =>
    void navigate({
      to: '/patients/$patientId',
      params: { patientId: patient.id },
      search: next === 'overview' ? {} : { tab: next },
      replace: true,
    });
  const takeIn = () => void navigate({ to: '/triage/new', search: { patient: patient.id } });
  const archiveLabel = patient.archived === null ? 'Archive the patient' : 'Restore the patient';

  useActions([
    ...RECORD_TABS.map((name, index) => ({
      id: `patient.${name}`,
      label: TAB_LABELS[name],
      group: 'Patient',
      keys: String(index + 1),
      run: () => open(name),
    })),
    ...(mayWrite
      ? [
          action('correct', 'Correct the details', 'e', IconPencil, () => setCorrecting(true)),
          action('takeIn', 'Take in for a new visit', 'n', IconUserPlus, takeIn),
        ]
      : []),
    ...(mayArchive
      ? [{ ...action('archive', archiveLabel, 'a', IconArchive, () => setArchiving(true)) }]
      : []),
    {
      id: 'patient.leave',
      label: 'Back to the patients',
      group: 'Patient',
      keys: 'Escape',
      paletteHidden: true,
      run: () => void navigate({ to: '/patients' }),
    },
  ]);

  return (
    <div className={classes.screen}>
      <PatientBanner
        patient={patient}
        age={ageText(patient.birthDate, new Date().toISOString())}
        allergies={record.history.filter(({ kind }) => kind === 'allergy')}
      >
        <Group gap="sm" wrap="nowrap">
          {mayWrite ? (
            <KeyTooltip label="Take in for a new visit" keys="n">
              <Button leftSection={<IconUserPlus size={18} stroke={1.7} />} onClick={takeIn}>
                New visit
              </Button>
            </KeyTooltip>
          ) : null}
          {mayArchive ? (
            <Menu position="bottom-end">
              <Menu.Target>
                <Button variant="default" px={9} aria-label="More about this patient">
                  <IconDots size={18} stroke={1.7} />
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {mayWrite ? (
                  <Menu.Item leftSection={<IconPencil size={17} />} onClick={() => setCorrecting(true)}>
                    Correct the details
                  </Menu.Item>
                ) : null}
                <Menu.Item
                  leftSection={
                    patient.archived === null ? <IconArchive size={17} /> : <IconArchiveOff size={17} />
                  }
                  onClick={() => setArchiving(true)}
                >
                  {archiveLabel}
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          ) : null}
        </Group>
      </PatientBanner>
      <Tabs
        value={tab}
        onChange={(value) => open(RECORD_TABS.find((name) => name === value) ?? 'overview')}
        keepMounted={false}
        className={classes.tabs ?? ''}
      >
        <Tabs.List px={20}>
          {RECORD_TABS.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {TAB_LABELS[name]}
              {countOf(record, name)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="overview" className={classes.panel ?? ''}>
          <OverviewTab record={record} mayWrite={mayWrite} onCorrect={() => setCorrecting(true)} />
        </Tabs.Panel>
        <Tabs.Panel value="observations" className={classes.panel ?? ''}>
          <ObservationsTab observations={record.observations} />
        </Tabs.Panel>
        <Tabs.Panel value="documents" className={classes.panel ?? ''}>
          <Panel>
            <AttachmentList
              patientId={patient.id}
              encounterId={null}
              attachments={record.attachments}
              mayWrite={mayWrite}
            />
          </Panel>
        </Tabs.Panel>
        <Tabs.Panel value="trail" className={classes.panel ?? ''}>
          <PatientTrail patientId={patient.id} />
        </Tabs.Panel>
      </Tabs>
      <CorrectDialog patient={patient} opened={correcting} onClose={() => setCorrecting(false)} />
      <ArchiveDialog patient={patient} opened={archiving} onClose={() => setArchiving(false)} />
    </div>
  );
}

function action(id: string, label: string, keys: string, icon: typeof IconPencil, run: () => void) {
  return { id: `patient.${id}`, label, group: 'Patient', keys, icon, run };
}

function countOf(record: PatientRecord, tab: RecordTab): string {
  if (tab === 'observations') return ` ${record.observations.length}`;
  return tab === 'documents' ? ` ${record.attachments.length}` : '';
}
