import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { inputClass } from '@/components/ui/field-frame';
import { Refusal } from '@/components/ui/refusal';
import { Table } from '@/components/ui/table';
import type { Emote } from '@/lib/api-types';

import { emoteTiers, useChangeEmote, useDeleteEmote } from '../api/emotes';
import { useTierLabel } from '../hooks/use-tier-label';

interface Props {
  channelId: string;
  emotes: Emote[];
}

/** The emotes that there are. */
export function EmoteTable({ channelId, emotes }: Props) {
  const { t } = useTranslation();
  const tierLabel = useTierLabel();
  const change = useChangeEmote(channelId);
  const remove = useDeleteEmote(channelId);
  const [leaving, setLeaving] = useState<string | null>(null);
  const close = () => setLeaving(null);

  return (
    <>
      <Refusal problem={change.error} />
      <Table
        label={t('chat.emotesPage.all')}
        rows={emotes}
        keyOf={({ code }) => code}
        columns={[
          {
            title: t('chat.emotesPage.code'),
            cell: ({ code, url }) => (
              <span className="inline-flex items-center gap-3 align-middle">
                <img src={url} alt="" className="size-8 object-contain" />
                <span>:{code}:</span>
              </span>
            ),
          },
          {
            title: t('chat.emotesPage.tier'),
            cell: ({ code, tier }) => (
              <select
                aria-label={t('chat.emotesPage.tierNamed', { code })}
                value={tier}
                className={`${inputClass} h-9! text-sm!`}
                onChange={({ target }) => {
                  const chosen = emoteTiers.find((each) => each === target.value);
                  if (chosen) change.mutate({ code, tier: chosen });
                }}
              >
                {emoteTiers.map((each) => (
                  <option key={each} value={each}>
                    {tierLabel(each)}
                  </option>
                ))}
              </select>
            ),
          },
          {
            title: t('schedule.acts'),
            isNumber: true,
            cell: ({ code }) => (
              <Button
                aria-label={t('chat.emotesPage.deleteNamed', { code })}
                onClick={() => setLeaving(code)}
              >
                {t('chat.emotesPage.delete')}
              </Button>
            ),
          },
        ]}
      />
      {leaving !== null && (
        <ConfirmDialog
          title={t('chat.emotesPage.deleteTitle', { code: leaving })}
          text={t('chat.emotesPage.deleteText')}
          action={t('chat.emotesPage.delete')}
          isPending={remove.isPending}
          problem={remove.error}
          onClose={close}
          onConfirm={() => remove.mutate(leaving, { onSuccess: close })}
        />
      )}
    </>
  );
}
