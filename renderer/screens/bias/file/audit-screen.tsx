import { Anchor, Button, Progress, Text } from '@mantine/core';
import { IconFileSearch } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { AUDIT_FILE_MIB, type AuditColumns, type AuditReport } from '../../../../core/contract/index.ts';
import { formatCount, formatSize } from '../../../app/format.ts';
import { FileDrop } from '../../../components/file-drop.tsx';
import { InlineProblem } from '../../../components/inline-problem.tsx';
import { LoadingRows } from '../../../components/loading-rows.tsx';
import { Page } from '../../../components/page.tsx';
import classes from '../bias.module.css';
import { AuditForm } from './audit-form.tsx';
import { AuditReportView } from './audit-report.tsx';
import { takeFile } from './handed-file.ts';
import { type AuditProgress, type AuditRequest, readColumns, runAudit } from './run-audit.ts';

/** Are the decisions in a file as right for one group as for another? */
export function AuditScreen() {
  const [file, setFile] = useState<File | null>(null);
  const [report, setReport] = useState<AuditReport | null>(null);
  const columns = useMutation({ mutationFn: readColumns });
  const look = columns.mutate;
  const choose = (chosen: File) => {
    setFile(chosen);
    look(chosen);
  };
  // A file that was dropped on the page before is taken up once.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const handed = takeFile();
    if (handed !== null) choose(handed);
  }, []);
  if (report !== null && file !== null) {
    return <AuditReportView report={report} fileName={file.name} onAnother={() => setReport(null)} />;
  }
  return (
    <Page
      title="Audit a file of decisions"
      about="Decisions from anywhere, beside what turned out to be right, compared by group."
      width="reading"
      actions={
        <Anchor component={Link} to="/bias">
          Back to our decisions
        </Anchor>
      }
    >
      <FileDrop
        label={file === null ? 'Choose a file of decisions' : 'Choose another file'}
        icon={IconFileSearch}
        sizeMiB={AUDIT_FILE_MIB}
        room={1}
        loading={columns.isPending}
        onFiles={([chosen]) => {
          if (chosen !== undefined) choose(chosen);
        }}
      >
        {file === null
          ? 'or drop it here: CSV with a first line of column names, up to 1 GB. It is read where it lies.'
          : `${file.name}, ${formatSize(file.size)}`}
      </FileDrop>
      <InlineProblem error={columns.error} />
      {columns.isPending ? <LoadingRows rows={4} label="Looking at the columns" /> : null}
      {file === null || columns.data === undefined ? null : (
        <Underway
          key={`${file.name} ${file.lastModified}`}
          file={file}
          columns={columns.data}
          onReport={setReport}
        />
      )}
    </Page>
  );
}

function Underway({
  file,
  columns,
  onReport,
}: {
  file: File;
  columns: AuditColumns;
  onReport: (report: AuditReport) => void;
}) {
  const [progress, setProgress] = useState<AuditProgress | null>(null);
  const stop = useRef<AbortController | null>(null);
  const audit = useMutation({
    mutationFn: (request: AuditRequest) => {
      stop.current = new AbortController();
      return runAudit(file, request, setProgress, stop.current.signal);
    },
    onSuccess: onReport,
    onSettled: () => setProgress(null),
  });
  useEffect(() => () => stop.current?.abort(), []);
  const stopped = stop.current?.signal.aborted ?? false;
  return (
    <>
      <AuditForm
        columns={columns}
        busy={audit.isPending}
        error={stopped ? null : audit.error}
        onRun={audit.mutate}
      />
      {progress === null ? null : (
        <div className={classes.progress}>
          <Progress aria-label="Reading the file" value={progress.share * 100} />
          <Text fz="sm" c="dimmed" className="numbers">
            {formatCount(progress.rows)} rows read
          </Text>
          <Button variant="subtle" size="compact-md" onClick={() => stop.current?.abort()}>
            Stop
          </Button>
        </div>
      )}
    </>
  );
}
