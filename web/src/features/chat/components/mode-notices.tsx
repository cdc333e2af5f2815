import { useTranslation } from 'react-i18next';

import { duration } from '@/lib/duration';
import type { ChatModes } from '@/lib/realtime-types';

import { useRoomState } from '../hooks/use-room';
import { moderates } from '../room/room-state';

/** The modes that are on, in plain words. */
export function ModeNotices() {
  const { t } = useTranslation();
  const modes = useRoomState((state) => state.modes);
  const isModerator = useRoomState(({ you }) => moderates(you));
  const sentences = useSentences(modes);
  if (sentences.length === 0) return null;
  return (
    <p role="status" className="text-xs text-muted">
      {sentences.join(' ')} {isModerator && t('chat.modes.notYou')}
    </p>
  );
}

function useSentences(modes: ChatModes | null): string[] {
  const { t, i18n } = useTranslation();
  if (modes === null) return [];
  const { slowMode, followersOnly } = modes;
  const time = (seconds: number) => duration(seconds, i18n.language);
  return [
    slowMode > 0 && t('chat.modes.slow', { time: time(slowMode) }),
    followersOnly === 0 && t('chat.modes.followers'),
    followersOnly !== null &&
      followersOnly > 0 &&
      t('chat.modes.followersFor', { time: time(followersOnly * 60) }),
    modes.subscribersOnly && t('chat.modes.subscribers'),
    modes.emoteOnly && t('chat.modes.emotes'),
    modes.uniqueMessages && t('chat.modes.unique'),
    !modes.linksAllowed && t(modes.linksHeld ? 'chat.modes.linksHeld' : 'chat.modes.noLinks'),
  ].filter((each) => each !== false);
}
