import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../app/client.ts';

/** Marks notifications as read, and reads the list again. */
export function useMarkRead() {
  const queryClient = useQueryClient();
  return useMutation(
    api.ops.markRead.mutationOptions({
      onSettled: () => queryClient.invalidateQueries({ queryKey: api.ops.notifications.key() }),
    }),
  );
}
