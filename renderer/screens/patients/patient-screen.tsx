import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { api } from '../../app/client.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { PatientRecordView } from './patient-record-view.tsx';

/** Everything that is known of one patient, and how it came to be known. */
export function PatientScreen() {
  const { patientId } = useParams({ from: '/patients/$patientId' });
  const record = useQuery(api.clinic.patient.queryOptions({ input: { patientId } }));
  if (record.isPending) return <LoadingRows rows={14} label="Reading the record" />;
  if (record.data === undefined)
    return <ErrorState error={record.error} onRetry={() => void record.refetch()} />;
  return <PatientRecordView key={patientId} record={record.data} />;
}
