import { Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ModelAct, ModelView, Signing } from '../../../core/contract/index.ts';
import { api, client } from '../../app/client.ts';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { SignDialog } from '../../components/sign-dialog.tsx';
import { ACT_WORDS } from './model-words.ts';

/** Asks why, then for the signature. What is signed is the model as it was on the screen. */
export function ModelDecisionDialogs({
  model,
  act,
  onClose,
}: {
  model: ModelView;
  act: ModelAct | null;
  onClose: () => void;
}) {
  const queryClient = useQueryClient();
  const [signing, setSigning] = useState<{ act: ModelAct; reason: string } | null>(null);
  const name = `${model.card?.title ?? model.id} ${model.card?.version ?? ''}`.trim();
  const words = act === null ? null : ACT_WORDS[act];

  const sign = async (given: Signing) => {
    if (signing === null) return;
    try {
      await client.models.decide({
        modelId: model.id,
        shownDigest: model.digest,
        act: signing.act,
        reason: signing.reason,
        signing: given,
      });
    } finally {
      await queryClient.invalidateQueries({ queryKey: api.models.key() });
    }
  };

  return (
    <>
      <ReasonDialog
        opened={act !== null}
        onClose={onClose}
        title={words === null ? '' : `${words.label}: ${name}`}
        confirmLabel="Continue to the signature"
        onConfirm={async (reason) => {
          if (act !== null) setSigning({ act, reason });
        }}
      >
        {words?.effect}
      </ReasonDialog>
      <SignDialog
        opened={signing !== null}
        onClose={() => setSigning(null)}
        title="Sign the decision about the model"
        meaning={signing === null ? '' : `${ACT_WORDS[signing.act].meaning}: ${name}`}
        onSign={sign}
      >
        <Text fw={600}>
          {signing === null ? '' : ACT_WORDS[signing.act].label}: {name}
        </Text>
        <Text>{signing?.reason}</Text>
        <Text fz="sm" c="dimmed">
          Card and weights with the SHA-256 <code>{model.digest.slice(0, 12)}…</code>. Trained on invented
          patients.
        </Text>
      </SignDialog>
    </>
  );
}
