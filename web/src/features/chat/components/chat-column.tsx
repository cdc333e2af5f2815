import { PanelRightOpen } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';

import { useChatRoom, useViewerCount } from '../hooks/use-chat-room';
import { useKeyboardRoom } from '../hooks/use-keyboard-room';
import { RoomContext } from '../hooks/use-room';
import { keepChatHidden, keepsChatHidden } from '../room/chat-hidden';
import { ChatPanel, type PanelProps } from './chat-panel';
import { places, type Place } from './places';

type Props = Omit<PanelProps, 'onHide'> & {
  streamId: string;
  place: Place;
  /** How many are there, as it changes. */
  onViewerCount?: ((count: number) => void) | undefined;
};

/** The chat of a stream. Where it is watched it can be put away; who does so is a viewer all the same. */
export function ChatColumn({ streamId, place, onViewerCount, ...panel }: Props) {
  const { t } = useTranslation();
  const room = useChatRoom(streamId);
  const count = useViewerCount(room);
  const canHide = place === 'watch';
  const [isHidden, setIsHidden] = useState(() => canHide && keepsChatHidden());
  const column = useKeyboardRoom<HTMLDivElement>();
  const hide = (to: boolean) => {
    setIsHidden(to);
    keepChatHidden(to);
  };
  useEffect(() => {
    if (count !== null) onViewerCount?.(count);
  }, [count, onViewerCount]);

  return (
    <div ref={column} className={isHidden ? 'p-2' : places[place]}>
      {isHidden ? (
        <Button
          className="max-lg:w-full"
          icon={<PanelRightOpen size={18} aria-hidden />}
          onClick={() => hide(false)}
        >
          <span className="lg:sr-only">{t('chat.show')}</span>
        </Button>
      ) : (
        <RoomContext value={room}>
          <ChatPanel {...panel} onHide={canHide ? () => hide(true) : undefined} />
        </RoomContext>
      )}
    </div>
  );
}
