import { PanelRightClose } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { IconButton } from '@/components/ui/icon-button';
import { ProblemMessage } from '@/components/ui/problem-message';
import { useSession } from '@/lib/session';

import { usePause, type Pause } from '../hooks/use-pause';
import { PanelContext } from '../hooks/use-panel';
import { useRoom, useRoomState } from '../hooks/use-room';
import type { Message } from '../room/message';
import { moderates } from '../room/room-state';
import { ChatLog } from './chat-log';
import { Footing } from './footing';
import { LinkLine } from './link-line';
import { ModerationMenu } from './moderation-menu';
import { Pinned } from './pinned';
import { PollCard } from './poll-card';

export interface PanelProps {
  channelId: string;
  /** The button by which one becomes a follower. */
  follow?: ReactNode;
  /** The form that reports a message. */
  report?: ((messageId: string, onClose: () => void) => ReactNode) | undefined;
  /** Puts the panel away; absent: it stays. */
  onHide?: (() => void) | undefined;
}

/** A room: what is said in it, and where one writes. */
export function ChatPanel({ channelId, follow = null, report, onHide }: PanelProps) {
  const { t } = useTranslation();
  const room = useRoom();
  const state = useSession();
  const me = state.status === 'signed-in' ? state.user.username : null;
  const isModerator = useRoomState(({ you }) => moderates(you));
  const pause = usePause(room);
  const [replyTo, setReplyTo] = useState<Message | null>(null);
  const [reported, setReported] = useState<Message | null>(null);
  const panel = useMemo(
    () => ({
      reply: setReplyTo,
      report: report ? setReported : null,
      pause: (isPaused: boolean) => pause.set('menu', isPaused),
    }),
    [report, pause],
  );

  return (
    <PanelContext value={panel}>
      <section aria-label={t('chat.title')} className="flex h-full min-h-0 flex-col bg-raised">
        <header className="flex h-11 shrink-0 items-center gap-1 border-b border-line pr-1 pl-3">
          <h2 className="flex-1 text-sm font-title">{t('chat.title')}</h2>
          {isModerator && <ModerationMenu channelId={channelId} />}
          {onHide && (
            <IconButton label={t('chat.hide')} onClick={onHide}>
              <PanelRightClose size={18} aria-hidden />
            </IconButton>
          )}
        </header>
        <LinkLine />
        <div className="max-h-[45%] overflow-y-auto max-lg:max-h-3/5 lg:shrink-0">
          <PollCard />
          <Pinned me={me} />
        </div>
        <Body
          me={me}
          pause={pause}
          follow={follow}
          replyTo={replyTo}
          onReplyDone={() => setReplyTo(null)}
        />
      </section>
      {reported && report?.(reported.id, () => setReported(null))}
    </PanelContext>
  );
}

interface BodyProps {
  me: string | null;
  pause: Pause;
  follow: ReactNode;
  replyTo: Message | null;
  onReplyDone: () => void;
}

function Body({ me, pause, ...footing }: BodyProps) {
  const { t } = useTranslation();
  const phase = useRoomState((state) => state.phase);
  const problem = useRoomState((state) => state.problem);
  const room = useRoom();
  if (phase === 'refused') {
    const title = t('chat.refused');
    return (
      <ProblemMessage level={2} title={title} problem={problem} onRetry={() => room.joinAgain()} />
    );
  }
  return (
    <>
      <ChatLog me={me} pause={pause} />
      <div className="shrink-0 border-t border-line p-3">
        <Footing {...footing} />
      </div>
    </>
  );
}
