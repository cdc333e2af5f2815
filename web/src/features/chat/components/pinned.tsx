import { Pin, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { IconButton } from '@/components/ui/icon-button';

import { useRoom, useRoomState } from '../hooks/use-room';
import { nameColour } from '../room/name-colour';
import { moderates } from '../room/room-state';
import { MessageText } from './message-text';

/** The message that the moderators hold up. Who has read it puts it away. */
export function Pinned({ me }: { me: string | null }) {
  const { t } = useTranslation();
  const { acts } = useRoom();
  const pinned = useRoomState((state) => state.pinned);
  const isModerator = useRoomState(({ you }) => moderates(you));
  const [hidden, setHidden] = useState<string | null>(null);
  if (pinned === null || pinned.isDeleted || pinned.id === hidden) return null;
  return (
    <section aria-label={t('chat.pinned')} className="flex gap-2 border-b border-line px-3 py-2">
      <Pin size={16} aria-hidden className="mt-0.5 shrink-0 text-accent" />
      <p className="max-h-24 min-w-0 flex-1 overflow-y-auto text-sm">
        <bdi className={`font-title ${nameColour(pinned.user.id)}`}>{pinned.user.name}</bdi>
        <span className="text-muted">: </span>
        <MessageText text={pinned.text} emotes={pinned.emotes} me={me} />
      </p>
      <IconButton
        label={t(isModerator ? 'chat.unpin' : 'chat.hidePinned')}
        className="size-6!"
        onClick={() => (isModerator ? void acts.unpin() : setHidden(pinned.id))}
      >
        <X size={14} aria-hidden />
      </IconButton>
    </section>
  );
}
