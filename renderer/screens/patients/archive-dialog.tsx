import { useQueryClient } from '@tanstack/react-query';
import type { Patient } from '../../../core/contract/index.ts';
import { api, client } from '../../app/client.ts';
import { ReasonDialog } from '../../components/reason-dialog.tsx';

/** Takes a patient out of the lists, or back, for a reason. Nothing is deleted. */
export function ArchiveDialog({
  patient,
  opened,
  onClose,
}: {
  patient: Patient;
  opened: boolean;
  onClose: () => void;
}) {
  const queryClient = useQueryClient();
  const archive = patient.archived === null;
  return (
    <ReasonDialog
      opened={opened}
      onClose={onClose}
      title={archive ? 'Archive the patient' : 'Restore the patient'}
      confirmLabel={archive ? 'Archive' : 'Restore'}
      onConfirm={async (reason) => {
        await client.clinic.setArchived({ patientId: patient.id, archived: archive, reason });
        await queryClient.invalidateQueries({ queryKey: api.clinic.key() });
      }}
    >
      {archive
        ? 'The patient no longer appears in lists and searches, and nothing more can be added. The whole record and its audit trail stay, and the patient can be restored at any time.'
        : 'The patient appears in lists and searches again, with the whole record as it was.'}
    </ReasonDialog>
  );
}
