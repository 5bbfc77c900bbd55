import { Button, Collapse, Text } from '@mantine/core';
import { IconAlertTriangle, IconChevronDown, IconChevronUp, IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { ImportedFile } from '../../../core/contract/index.ts';
import { formatPartialDate, plural } from '../../app/format.ts';
import { nameOf, SEX } from '../../components/clinical/words.ts';
import classes from './import.module.css';
import { createdWords, FORMAT_WORDS } from './report-words.ts';

/** What became of one file. */
export function FileReport({ file }: { file: ImportedFile }) {
  const [open, setOpen] = useState(false);
  const { error, leftOut, patients } = file;
  return (
    <li className={classes.report}>
      {error === null ? (
        <IconCircleCheck size={20} stroke={1.6} className={classes.good} role="img" aria-label="Imported" />
      ) : (
        <IconAlertTriangle
          size={20}
          stroke={1.6}
          className={classes.failed}
          role="img"
          aria-label="Not imported"
        />
      )}
      <div className={classes.body}>
        <div className={classes.fileHead}>
          <Text fw={620} className={classes.name ?? ''}>
            {file.file}
          </Text>
          <Text c="dimmed" fz="sm">
            {FORMAT_WORDS[file.format]}
          </Text>
        </div>
        {error === null ? (
          <Text>Added {createdWords(file.created)}</Text>
        ) : (
          <Text>
            <b>{error.message}</b> {error.next} <code>{error.code}</code>
          </Text>
        )}
        {patients.length === 0 ? null : (
          <Text c="dimmed">{patients.map((patient) => patientWords(patient)).join('; ')}</Text>
        )}
        {leftOut.length === 0 ? null : (
          <>
            <Button
              variant="subtle"
              size="compact-md"
              ml={-10}
              aria-expanded={open}
              leftSection={open ? <IconChevronUp size={16} /> : <IconChevronDown size={16} />}
              onClick={() => setOpen((now) => !now)}
            >
              {plural(leftOut.length, 'value')} left out
            </Button>
            <Collapse expanded={open}>
              <table className={classes.leftOut}>
                <thead>
                  <tr>
                    <th scope="col">Place in the file</th>
                    <th scope="col">Why</th>
                  </tr>
                </thead>
                <tbody>
                  {leftOut.map(({ at, reason }) => (
                    <tr key={`${at} ${reason}`}>
                      <td>
                        <code>{at}</code>
                      </td>
                      <td>{reason}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Collapse>
          </>
        )}
      </div>
    </li>
  );
}

function patientWords({ family, given, birthDate, sex }: ImportedFile['patients'][number]): string {
  const born = birthDate === null ? null : `born ${bornText(birthDate)}`;
  return [nameOf({ family, given, prefix: null }), born, sex === 'unknown' ? null : SEX[sex].toLowerCase()]
    .filter(Boolean)
    .join(', ');
}

/** Senders write dates in many ways; what is no date of ours is shown as it came. */
function bornText(birthDate: string): string {
  return /^\d{4}(-\d{2}(-\d{2})?)?$/.test(birthDate) ? formatPartialDate(birthDate) : birthDate;
}
