import { useTranslation } from 'react-i18next';

import { useFlood } from '../hooks/use-flood';
import { useLogScroll } from '../hooks/use-log-scroll';
import type { Pause } from '../hooks/use-pause';
import { useRoom, useRoomState } from '../hooks/use-room';
import { moderates } from '../room/room-state';
import { moveAmongRows } from '../room/row-keys';
import { DraftRow } from './draft-row';
import { LineRow } from './line-row';
import { LogTop } from './log-top';
import { MessageRow } from './message-row';

interface Props {
  me: string | null;
  pause: Pause;
}

/** What was said, the newest at the end. */
export function ChatLog({ me, pause }: Props) {
  const { t } = useTranslation();
  const room = useRoom();
  const rows = useRoomState((state) => state.rows);
  const drafts = useRoomState((state) => state.drafts);
  const isFollowing = useRoomState((state) => state.isFollowing);
  const isModerator = useRoomState(({ you }) => moderates(you));
  const flood = useFlood(room);
  const { box, onScroll } = useLogScroll(room, pause);
  const holdFor = (isOver: boolean) => {
    if (isModerator) pause.set('pointer', isOver); // So that it is the row that was aimed at.
  };

  return (
    <div className="relative flex min-h-16 flex-1 flex-col">
      <div
        ref={box}
        role="log"
        aria-label={t('chat.log')}
        aria-live={flood > 0 || !isFollowing ? 'off' : 'polite'}
        tabIndex={0}
        onScroll={onScroll}
        onKeyDown={moveAmongRows}
        onPointerEnter={({ pointerType }) => holdFor(pointerType === 'mouse')}
        onPointerLeave={() => holdFor(false)}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain py-2 [overflow-anchor:none] focus-visible:-outline-offset-2"
      >
        <LogTop />
        {rows.map((row) =>
          row.message ? (
            <MessageRow key={row.key} message={row.message} me={me} />
          ) : (
            <LineRow key={row.key} line={row.line} />
          ),
        )}
        {isFollowing && drafts.map((draft) => <DraftRow key={draft.key} draft={draft} />)}
      </div>
      <p role="status" className="sr-only">
        {flood > 0 && t('chat.flood', { count: flood })}
      </p>
      {!isFollowing && <ToNewest pause={pause} />}
    </div>
  );
}

/** Back to where one follows; while the log only stands still for a moment, once there is something to see. */
function ToNewest({ pause }: { pause: Pause }) {
  const { t } = useTranslation();
  const room = useRoom();
  const count = useRoomState(({ unseen }) => unseen);
  if (count === 0 && pause.isOn()) return null;
  return (
    <button
      type="button"
      onClick={() => room.follow()}
      className="absolute inset-x-0 bottom-2 mx-auto w-fit rounded-round border border-line bg-overlay px-3 py-1.5 text-sm font-title text-accent shadow-overlay"
    >
      {count === 0 ? t('chat.toNewest') : t('chat.newMessages', { count })}
    </button>
  );
}
