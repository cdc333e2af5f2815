import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';

import { buttonClass } from '@/components/ui/button';
import { timeOfDay } from '@/lib/time-of-day';
import { useSession } from '@/lib/session';
import { useNow } from '@/lib/use-now';
import { dateOf } from '@/lib/when';

import { useCountdown } from '../hooks/use-countdown';
import { useRoomState } from '../hooks/use-room';
import type { Message } from '../room/message';
import { Composer } from './composer';
import { ModeNotices } from './mode-notices';

const dayMs = 86_400_000;

interface Props {
  /** The button by which one becomes a follower. */
  follow: ReactNode;
  replyTo: Message | null;
  onReplyDone: () => void;
}

/** What stands below the log: where one writes, or why one cannot. */
export function Footing({ follow, ...composer }: Props) {
  const { t } = useTranslation();
  const { status } = useSession();
  const { pathname } = useLocation();
  const you = useRoomState((state) => state.you);
  const left = useCountdown(you?.until ? Date.parse(you.until) : 0);

  if (status === 'signed-out') {
    return (
      <Link
        to={`/sign-in?${new URLSearchParams({ next: pathname }).toString()}`}
        className={`${buttonClass('primary')} w-full`}
      >
        {t('chat.signIn')}
      </Link>
    );
  }
  const isOver = you?.until ? left === 0 : false;
  if (you && you.role !== 'anonymous' && !you.mayWrite && !isOver) {
    return <WhyNot why={you.why ?? ''} until={you.until ?? null} follow={follow} />;
  }
  return (
    <div className="flex flex-col gap-2">
      <ModeNotices />
      <Composer {...composer} />
    </div>
  );
}

interface WhyNotProps {
  /** The code of the problem that writing would be. */
  why: string;
  until: string | null;
  follow: ReactNode;
}

function WhyNot({ why, until, follow }: WhyNotProps) {
  const { t, i18n } = useTranslation();
  const nowMs = useNow(60_000);
  const timeOf = (time: string) => {
    const ms = Date.parse(time);
    const isFar = ms - nowMs > dayMs;
    return isFar ? dateOf(ms, i18n.language) : timeOfDay(ms, i18n.language);
  };
  const sentence = () => {
    if (why.includes('timed_out') && until) return t('chat.why.timedOut', { time: timeOf(until) });
    if (why.includes('banned')) return t('chat.why.banned');
    if (why.includes('followers')) return t('chat.why.followers');
    if (why.includes('subscribers')) return t('chat.why.subscribers');
    return t('chat.why.other');
  };
  return (
    <div role="status" className="flex flex-col items-start gap-2 text-sm text-muted">
      <p>{sentence()}</p>
      {why.includes('followers') && follow}
    </div>
  );
}
