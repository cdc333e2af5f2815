import { Check, ChevronDown, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { elapsed } from '@/lib/elapsed';
import { exactCount } from '@/lib/counts';
import type { Poll } from '@/lib/realtime-types';

import { useCountdown } from '../hooks/use-countdown';
import { useRoom, useRoomState } from '../hooks/use-room';
import { moderates } from '../room/room-state';
import { PollOption } from './poll-option';

const isNarrow = () => matchMedia('(width < 64rem)').matches;

/** A question to everybody: one votes by a click, and may think again until it ends. */
export function PollCard() {
  const poll = useRoomState((state) => state.poll);
  const [hidden, setHidden] = useState<string | null>(null);
  if (poll === null || poll.id === hidden) return null;
  return <Shown key={poll.id} poll={poll} onHide={() => setHidden(poll.id)} />;
}

function Shown({ poll, onHide }: { poll: Poll; onHide: () => void }) {
  const { t } = useTranslation();
  // On a phone the answers would leave no room for what is said.
  const [isOpen, setIsOpen] = useState(() => !isNarrow());
  const fold = () => isNarrow() && setIsOpen(false);
  return (
    <section aria-label={t('chat.poll.title')} className="border-b border-line px-3 py-2 text-sm">
      <div className="flex items-start gap-2">
        <h3 className="min-w-0 flex-1 font-title">
          <button
            type="button"
            aria-expanded={isOpen}
            onClick={() => setIsOpen(!isOpen)}
            className="flex w-full items-start gap-1 text-left"
          >
            <bdi className="min-w-0 flex-1">{poll.question}</bdi>
            <ChevronDown
              size={16}
              aria-hidden
              className={`mt-0.5 shrink-0 text-muted transition-transform ${isOpen ? 'rotate-180' : ''}`}
            />
          </button>
        </h3>
        <IconButton label={t('chat.poll.hide')} onClick={onHide} className="size-6!">
          <X size={14} aria-hidden />
        </IconButton>
      </div>
      {isOpen ? <Answers poll={poll} onVoted={fold} /> : <MyAnswer poll={poll} />}
    </section>
  );
}

/** What is left of the answers while they are folded away. */
function MyAnswer({ poll }: { poll: Poll }) {
  const { t } = useTranslation();
  const mine = useRoomState(({ myVote }) => (myVote === null ? undefined : poll.options[myVote]));
  if (!mine) return null;
  return (
    <p className="mt-1 flex items-center gap-1 text-xs text-muted">
      <Check size={14} aria-hidden className="shrink-0 text-accent" />
      <span className="sr-only">{t('chat.poll.mine')}</span>
      <bdi className="truncate">{mine.text}</bdi>
    </p>
  );
}

function Answers({ poll, onVoted }: { poll: Poll; onVoted: () => void }) {
  const { t, i18n } = useTranslation();
  const room = useRoom();
  const myVote = useRoomState((state) => state.myVote);
  const mayVote = useRoomState(({ you }) => you !== null && you.role !== 'anonymous');
  const isModerator = useRoomState(({ you }) => moderates(you));
  const left = useCountdown(poll.endsAt && !poll.ended ? Date.parse(poll.endsAt) : 0);
  const isOver = poll.ended || (poll.endsAt !== null && left === 0);
  const total = poll.options.reduce((sum, { votes }) => sum + votes, 0);
  const most = Math.max(...poll.options.map(({ votes }) => votes));

  return (
    <>
      <ul className="mt-2 flex flex-col gap-1">
        {poll.options.map((option, i) => (
          <li key={i}>
            <PollOption
              {...option}
              share={total === 0 ? 0 : option.votes / total}
              isMine={myVote === i}
              isWinner={isOver && option.votes === most && most > 0}
              onVote={mayVote && !isOver ? () => void room.vote(poll.id, i).then(onVoted) : null}
            />
          </li>
        ))}
      </ul>
      <div className="mt-2 flex min-h-6 items-center justify-between gap-2 text-xs text-muted">
        <p className="tabular-nums">
          {t('chat.poll.votes', { count: total, shown: exactCount(total, i18n.language) })}
          {' · '}
          {isOver
            ? t('chat.poll.over')
            : poll.endsAt !== null && t('chat.poll.left', { time: elapsed(0, left * 1000) })}
          {!isOver && poll.endsAt === null && t('chat.poll.open')}
        </p>
        {isModerator && !isOver && (
          <Button look="quiet" className="h-6!" onClick={() => void room.acts.endPoll(poll.id)}>
            {t('chat.poll.end')}
          </Button>
        )}
      </div>
    </>
  );
}
