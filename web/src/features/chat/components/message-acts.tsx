import { Ellipsis, Reply, SmilePlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { IconButton } from '@/components/ui/icon-button';
import { Menu } from '@/components/ui/menu';
import { Popup } from '@/components/ui/popup';
import { timeOfDay } from '@/lib/time-of-day';

import { useMessageMenu } from '../hooks/use-message-menu';
import { usePanel } from '../hooks/use-panel';
import { useRoom, useRoomState } from '../hooks/use-room';
import type { Message } from '../room/message';
import { EmojiChoice } from './emoji-choice';

/** What can be done with a message: shown where the pointer is, and for the row that has the focus. */
export function MessageActs({ message }: { message: Message }) {
  const { t, i18n } = useTranslation();
  const room = useRoom();
  const { reply, pause } = usePanel();
  const isReader = useRoomState(({ you }) => you === null || you.role === 'anonymous');
  const groups = useMessageMenu(message);
  const { name } = message.user;
  return (
    <div className="invisible absolute top-0 right-1 flex items-center rounded-control border border-line bg-overlay group-focus-within:visible group-hover:visible">
      <time
        dateTime={new Date(message.atMs).toISOString()}
        className="px-2 text-xs text-faint tabular-nums"
      >
        {timeOfDay(message.atMs, i18n.language)}
      </time>
      {!isReader && (
        <>
          <Popup
            kind="dialog"
            label={t('chat.react', { name })}
            icon={<SmilePlus size={16} aria-hidden />}
            className="size-7!"
            onOpenChange={pause}
          >
            {(close) => (
              <EmojiChoice
                onChoose={(emoji) => {
                  close();
                  void room.react(message.id, emoji);
                }}
              />
            )}
          </Popup>
          <IconButton
            label={t('chat.reply', { name })}
            onClick={() => reply(message)}
            className="size-7!"
          >
            <Reply size={16} aria-hidden />
          </IconButton>
        </>
      )}
      {groups.some(({ length }) => length > 0) && (
        <Menu
          label={t('chat.more', { name })}
          icon={<Ellipsis size={16} aria-hidden />}
          groups={groups}
          className="size-7!"
          onOpenChange={pause}
        />
      )}
    </div>
  );
}
