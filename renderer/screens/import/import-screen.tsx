import { useMutation } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useActions } from '../../app/actions.ts';
import { api } from '../../app/client.ts';
import { InlineProblem } from '../../components/inline-problem.tsx';
import { Page } from '../../components/page.tsx';
import { useJob } from '../../components/use-job.ts';
import { EarlierImports } from './earlier-imports.tsx';
import { FilesToImport } from './files-to-import.tsx';
import classes from './import.module.css';
import { ImportJob } from './import-job.tsx';

/** FHIR and HL7 files into the record: choose, follow, and read exactly what came in and what did not. */
export function ImportScreen() {
  const { job: jobId } = useSearch({ from: '/patients/import' });
  const navigate = useNavigate();
  const [files, setFiles] = useState<readonly File[]>([]);
  const job = useJob(jobId ?? null);
  const start = useMutation(
    api.clinic.importFiles.mutationOptions({
      onSuccess: (started) => {
        setFiles([]);
        void navigate({ to: '/patients/import', search: { job: started.jobId }, replace: true });
      },
    }),
  );
  const run = () => {
    if (files.length > 0 && !start.isPending) start.mutate({ files: [...files] });
  };
  useActions([
    {
      id: 'import.start',
      label: 'Start the import',
      group: 'Import',
      keys: 'mod+Enter',
      disabled: files.length === 0,
      run,
    },
    {
      id: 'import.leave',
      label: 'Back to the patients',
      group: 'Import',
      keys: 'Escape',
      paletteHidden: true,
      run: () => void navigate({ to: '/patients' }),
    },
  ]);
  return (
    <Page
      title="Import"
      about="FHIR R4 bundles and resources (JSON or XML) and HL7 v2 messages. Each file is kept as it came."
    >
      <div className={classes.parts}>
        <FilesToImport files={files} onChange={setFiles} onStart={run} starting={start.isPending} />
        <InlineProblem error={start.error} />
        {job === undefined ? null : <ImportJob key={job.id} job={job} />}
        <EarlierImports open={jobId ?? null} />
      </div>
    </Page>
  );
}
