import { useQuery } from '@tanstack/react-query';
import { ShieldHalf } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Menu } from '@/components/ui/menu';

import { heldMessagesQuery, useHeldNews } from '../api/held-messages';
import { useRoom } from '../hooks/use-room';
import { AnnounceDialog } from './announce-dialog';
import { HeldDialog } from './held-dialog';
import { ModesDialog } from './modes-dialog';
import { PollDialog } from './poll-dialog';

type Form = 'modes' | 'held' | 'poll' | 'announce' | 'clear';

/** What those who moderate can do with the whole room. */
export function ModerationMenu({ channelId }: { channelId: string }) {
  const { t } = useTranslation();
  const { acts } = useRoom();
  const [form, setForm] = useState<Form | null>(null);
  const held = useQuery(heldMessagesQuery(channelId)).data?.length ?? 0;
  useHeldNews(channelId);
  const close = () => setForm(null);
  const item = (name: Form, label: string) => ({ label, onSelect: () => setForm(name) });

  return (
    <>
      <div className="relative flex">
        <Menu
          label={t('chat.moderation')}
          icon={<ShieldHalf size={18} aria-hidden />}
          groups={[
            [
              item('modes', t('chat.settings.modes')),
              item('held', t('chat.heldList.open', { count: held })),
              item('poll', t('chat.poll.startTitle')),
              item('announce', t('chat.announce.title')),
            ],
            [{ ...item('clear', t('chat.clear.title')), isDanger: true }],
          ]}
        />
        {held > 0 && (
          <span
            aria-hidden
            className="pointer-events-none absolute -top-0.5 -right-0.5 min-w-4 rounded-round bg-accent px-1 text-center text-xs leading-4 font-title text-on-accent tabular-nums"
          >
            {held}
          </span>
        )}
      </div>
      {form === 'modes' && <ModesDialog channelId={channelId} onClose={close} />}
      {form === 'held' && <HeldDialog channelId={channelId} onClose={close} />}
      {form === 'poll' && <PollDialog onClose={close} />}
      {form === 'announce' && <AnnounceDialog onClose={close} />}
      {form === 'clear' && (
        <ConfirmDialog
          title={t('chat.clear.sure')}
          text={t('chat.clear.text')}
          action={t('chat.clear.action')}
          isPending={false}
          problem={null}
          onClose={close}
          onConfirm={() => {
            void acts.clear();
            close();
          }}
        />
      )}
    </>
  );
}
