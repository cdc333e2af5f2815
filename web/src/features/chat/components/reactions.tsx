import { useTranslation } from 'react-i18next';

import { exactCount, roundedCount } from '@/lib/counts';

import { useRoom, useRoomState } from '../hooks/use-room';
import type { Message } from '../room/message';
import { Emoji } from './emoji';

/** How many reacted, and with what; one joins in or takes it back by a click. */
export function Reactions({ message }: { message: Message }) {
  const { t, i18n } = useTranslation();
  const room = useRoom();
  const mine = useRoomState(({ myReactions }) => myReactions.get(message.id));
  const isReader = useRoomState(({ you }) => you === null || you.role === 'anonymous');
  if (message.reactions.length === 0) return null;
  return (
    <ul aria-label={t('chat.reactions')} className="mt-0.5 flex flex-wrap gap-1">
      {message.reactions.map(({ emoji, count }) => {
        const isMine = mine?.includes(emoji) ?? false;
        return (
          <li key={emoji}>
            <button
              type="button"
              tabIndex={-1}
              disabled={isReader}
              aria-pressed={isMine}
              aria-label={t('chat.reactedWith', {
                emoji,
                count,
                shown: exactCount(count, i18n.language),
              })}
              onClick={() => void room.react(message.id, emoji)}
              className={`inline-flex h-6 items-center gap-1 rounded-round border px-1.5 text-xs tabular-nums ${isMine ? 'border-accent text-accent' : 'border-line text-muted'}`}
            >
              <Emoji code={emoji} />
              {roundedCount(count, i18n.language)}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
