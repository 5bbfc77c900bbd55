import { Badge } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { formatNhsNumber, type PatientSummary } from '../../../core/contract/index.ts';
import { formatCount, formatDateTime, formatPartialDate } from '../../app/format.ts';
import { SEX } from '../../components/clinical/words.ts';
import classes from './patients.module.css';

/** One patient of the list; a link to the record. */
export const PatientRow = memo(function PatientRow({ patient }: { patient: PatientSummary }) {
  const { id, name, birthDate, sex, nhsNumber, encounters, lastEncounterAt, archived } = patient;
  return (
    <li className={classes.item}>
      <Link
        to="/patients/$patientId"
        params={{ patientId: id }}
        preload={false}
        className={classes.row}
        data-list-row
      >
        <span className={classes.name}>
          {name}
          {archived ? (
            <Badge variant="default" ml={8}>
              Archived
            </Badge>
          ) : null}
        </span>
        <span>{birthDate === null ? <Unknown what="date of birth" /> : formatPartialDate(birthDate)}</span>
        <span>{SEX[sex]}</span>
        <span>{nhsNumber === null ? <Unknown what="NHS number" /> : formatNhsNumber(nhsNumber)}</span>
        <span>
          {formatCount(encounters)}
          <span className="only-heard"> visits</span>
        </span>
        <span>{lastEncounterAt === null ? '' : formatDateTime(lastEncounterAt)}</span>
      </Link>
    </li>
  );
});

function Unknown({ what }: { what: string }) {
  return (
    <span className={classes.unknown}>
      <span aria-hidden="true">–</span>
      <span className="only-heard">{what} not known</span>
    </span>
  );
}
