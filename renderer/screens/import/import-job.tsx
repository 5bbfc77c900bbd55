import { Button, Group, Text, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { importReportSchema, type Job } from '../../../core/contract/index.ts';
import { api } from '../../app/client.ts';
import { formatDateTime } from '../../app/format.ts';
import { JobProgress } from '../../components/job-progress.tsx';
import { isActive, JOB_STATE_WORDS } from '../../components/job-words.ts';
import { Note } from '../../components/note.tsx';
import { Panel } from '../../components/panel.tsx';
import { saveFile } from '../../components/save-file.ts';
import { FileReport } from './file-report.tsx';
import classes from './import.module.css';
import { summaryOf, totalsOf } from './report-words.ts';

/** One import: its progress while it runs, and its report, file by file. */
export function ImportJob({ job }: { job: Job }) {
  const queryClient = useQueryClient();
  const running = isActive(job);
  useEffect(() => {
    if (running) return;
    void queryClient.invalidateQueries({ queryKey: api.clinic.key() });
    void queryClient.invalidateQueries({ queryKey: api.triage.queue.key() });
  }, [running, queryClient]);
  const report = importReportSchema.safeParse(job.result).data;
  return (
    <Panel padded={false}>
      <div className={classes.job}>
        <Group justify="space-between" mb={6}>
          <Title order={2}>{job.title}</Title>
          <Text c="dimmed" fz="sm" className="numbers">
            {formatDateTime(job.createdAt)}, {job.startedBy}
          </Text>
        </Group>
        {running ? <JobProgress job={job} /> : null}
        {job.error === null ? null : (
          <Note title={job.error.message}>
            {job.error.next} <code>{job.error.code}</code>
          </Note>
        )}
        {job.state === 'cancelled' ? (
          <Note title="Cancelled">
            Files that were finished by then are in the record; the others are not.
          </Note>
        ) : null}
        {report === undefined || running ? null : (
          <Group
            justify="space-between"
            align="flex-start"
            wrap="nowrap"
            mt={job.state === 'done' ? 0 : 'sm'}
          >
            <Note kind={totalsOf(report).failed > 0 ? 'attention' : 'good'} title={summaryOf(report)}>
              {totalsOf(report).leftOut > 0
                ? 'What was left out is listed with its place and the reason. The files themselves are kept whole.'
                : undefined}
            </Note>
            <Button
              variant="default"
              leftSection={<IconDownload size={17} stroke={1.7} />}
              onClick={() => saveFile(`import-report-${job.createdAt.slice(0, 10)}.json`, reportFile(report))}
            >
              Save the report
            </Button>
          </Group>
        )}
        {!running && report === undefined && job.error === null ? (
          <Text c="dimmed">{JOB_STATE_WORDS[job.state]}</Text>
        ) : null}
      </div>
      {report === undefined ? null : (
        <ol className={classes.reports}>
          {report.files.map((file, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two files of one import may have the same name
            <FileReport key={index} file={file} />
          ))}
        </ol>
      )}
    </Panel>
  );
}

function reportFile(report: unknown): Blob {
  return new Blob([JSON.stringify(report, null, 2)], { type: 'application/json' });
}
