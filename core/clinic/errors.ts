import { FairdocError } from '../kernel/errors.ts';

/** Errors that more than one part of the clinic raises, in the same words wherever they are met. */

export const patientNotFound = () =>
  new FairdocError(
    'notFound',
    'clinic.patientNotFound',
    'There is no such patient in this workspace.',
    'Search for the patient by name, date of birth or NHS number.',
  );

export const encounterNotFound = () =>
  new FairdocError(
    'notFound',
    'clinic.encounterNotFound',
    'There is no such encounter in this workspace.',
    'Open it from the queue or from the patient record.',
  );

export const itemNotFound = () =>
  new FairdocError(
    'notFound',
    'clinic.itemNotFound',
    'This entry is no longer in the record.',
    'Read the record again.',
  );

export const patientArchived = () =>
  new FairdocError(
    'conflict',
    'clinic.patientArchived',
    'This patient record is archived.',
    'Restore it first, with a reason, then try again.',
  );
