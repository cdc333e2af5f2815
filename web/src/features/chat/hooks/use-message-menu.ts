import { useTranslation } from 'react-i18next';

import type { MenuItem } from '@/components/ui/menu';
import { useSession } from '@/lib/session';

import type { Message } from '../room/message';
import { moderates } from '../room/room-state';
import { usePanel } from './use-panel';
import { useRoom, useRoomState } from './use-room';

const timeouts = [10, 60, 600, 3600, 86_400] as const;

/** What I may do with a message, in groups. The server has the last word. */
export function useMessageMenu(message: Message): MenuItem[][] {
  const { t } = useTranslation();
  const { acts } = useRoom();
  const { report } = usePanel();
  const state = useSession();
  const isModerator = useRoomState(({ you }) => moderates(you));
  if (state.status !== 'signed-in') return [];

  const { id, user, badges } = message;
  const isMine = user.id === state.user.id;
  const isOwner = badges.includes('owner');
  const remove = { label: t('chat.delete'), onSelect: () => void acts.deleteMessage(id) };
  const act: MenuItem[] = [
    ...(isModerator ? [{ label: t('chat.pin'), onSelect: () => void acts.pin(id) }] : []),
    ...(isMine || (isModerator && !isOwner) ? [remove] : []),
    ...(report && !isMine
      ? [{ label: t('chat.reportMessage'), onSelect: () => report(message) }]
      : []),
  ];
  if (!isModerator || isMine || isOwner) return [act];
  return [
    act,
    timeouts.map((seconds) => ({
      label: t(`chat.timeout.${seconds}`),
      onSelect: () => void acts.timeout(user.id, seconds),
    })),
    [{ label: t('chat.ban'), onSelect: () => void acts.ban(user.id), isDanger: true }],
  ];
}
