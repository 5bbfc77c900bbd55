import { implement } from '@orpc/server';
import { clinicContract } from '../contract/index.ts';
import type { HandlerContext } from '../identity/index.ts';
import { reassessOpen } from './assessments.ts';
import { addAttachment, openAttachment, removeAttachment } from './attachments/attachments.ts';
import type { Clinic } from './clinic.ts';
import { directoryOf } from './directory.ts';
import { answerQuestions, closeEncounter, recordVitals, updateNarrative } from './encounters.ts';
import { addHistory, removeHistory } from './history.ts';
import { readFile, takeIn } from './intake.ts';
import { setArchived, updatePatient } from './patients.ts';
import { readPatientRecord } from './views.ts';

/** A file to import, as it came across the contract. */
export interface UploadedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface ClinicApi {
  readonly clinic: Clinic;
  /** Starts a job that imports the files one by one and whose result is the report. Returns the job's id. */
  startImport(context: HandlerContext, files: readonly UploadedFile[]): Promise<string> | string;
}

/** The clinic's part of the contract. */
export function implementClinic({ clinic, startImport }: ClinicApi) {
  const os = implement(clinicContract).$context<HandlerContext>();
  return os.router({
    searchPatients: os.searchPatients.handler(async ({ context, input }) => {
      const directory = await directoryOf(context.store);
      const found = directory.search(input.query, input);
      const from = Number(input.cursor ?? 0) || 0;
      const to = from + input.limit;
      return {
        patients: found.slice(from, to),
        next: to < found.length ? String(to) : null,
        total: found.length,
      };
    }),
    patient: os.patient.handler(({ context, input }) => readPatientRecord(context.store, input.patientId)),
    updatePatient: os.updatePatient.handler(({ context, input }) =>
      updatePatient(clinic, context, input, (tx) => reassessOpen(clinic, context.store, tx, input.patientId)),
    ),
    setArchived: os.setArchived.handler(({ context, input }) => setArchived(clinic, context, input)),
    takeIn: os.takeIn.handler(({ context, input }) => takeIn(clinic, context, input)),
    recordVitals: os.recordVitals.handler(({ context, input }) => {
      recordVitals(clinic, context, input);
      return {};
    }),
    updateNarrative: os.updateNarrative.handler(({ context, input }) => {
      updateNarrative(clinic, context, input);
      return {};
    }),
    answerQuestions: os.answerQuestions.handler(({ context, input }) => {
      answerQuestions(clinic, context, input);
      return {};
    }),
    addHistory: os.addHistory.handler(({ context, input }) =>
      addHistory(clinic, context, input, (tx, patientId) =>
        reassessOpen(clinic, context.store, tx, patientId),
      ),
    ),
    removeHistory: os.removeHistory.handler(({ context, input }) => {
      removeHistory(clinic, context, input, (tx, patientId) =>
        reassessOpen(clinic, context.store, tx, patientId),
      );
      return {};
    }),
    addAttachment: os.addAttachment.handler(async ({ context, input }) =>
      addAttachment(clinic, context, {
        patientId: input.patientId,
        encounterId: input.encounterId ?? null,
        file: await readFile(input.file),
      }),
    ),
    attachment: os.attachment.handler(({ context, input }) =>
      openAttachment(context.store, input.attachmentId),
    ),
    removeAttachment: os.removeAttachment.handler(({ context, input }) => {
      removeAttachment(clinic, context, input);
      return {};
    }),
    closeEncounter: os.closeEncounter.handler(({ context, input }) => {
      closeEncounter(clinic, context, input);
      return {};
    }),
    importFiles: os.importFiles.handler(async ({ context, input }) => ({
      jobId: await startImport(context, await Promise.all(input.files.map(readFile))),
    })),
    codes: os.codes.handler(() => ({
      ethnicCategories: [...clinic.codes.ethnicCategories],
      languages: [...clinic.codes.languages],
    })),
  });
}
