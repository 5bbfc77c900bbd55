import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { NewAnswer } from '../../../core/contract/index.ts';
import { api } from '../../app/client.ts';

/** Puts answers of an encounter on record. The assessment is read again before the next answer can be given. */
export function useAnswer(encounterId: string): {
  answer: (answer: NewAnswer) => void;
  isPending: boolean;
  error: unknown;
} {
  const queryClient = useQueryClient();
  const answering = useMutation(
    api.clinic.answerQuestions.mutationOptions({
      onSuccess: async () => queryClient.invalidateQueries({ queryKey: api.triage.key() }),
    }),
  );
  return {
    answer: (answer) => {
      if (!answering.isPending) answering.mutate({ encounterId, answers: [answer] });
    },
    isPending: answering.isPending,
    error: answering.error,
  };
}
