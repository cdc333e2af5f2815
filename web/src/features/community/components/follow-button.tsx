import { useQuery } from '@tanstack/react-query';
import { Check, Heart } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';

import { Button, buttonClass } from '@/components/ui/button';
import { Refusal } from '@/components/ui/refusal';
import { exactCount, roundedCount } from '@/lib/counts';
import { entitlementsQuery } from '@/lib/entitlements-query';
import { useSession } from '@/lib/session';

import { followerCountQuery, useFollow } from '../api/follow';

interface Props {
  userId: string;
  channelId: string;
}

/** Follows a streamer, and says how many do. */
export function FollowButton({ userId, channelId }: Props) {
  return (
    <div className="flex flex-wrap items-center gap-3">
      <FollowerCount userId={userId} />
      <FollowAct userId={userId} channelId={channelId} />
    </div>
  );
}

function FollowerCount({ userId }: { userId: string }) {
  const { t, i18n } = useTranslation();
  const { data: count } = useQuery(followerCountQuery(userId));
  if (count === undefined) return null;
  return (
    <span
      className="text-sm text-muted tabular-nums"
      title={t('follow.followers', { count, shown: exactCount(count, i18n.language) })}
    >
      {t('follow.followers', { count, shown: roundedCount(count, i18n.language) })}
    </span>
  );
}

/** The button alone. */
export function FollowAct({ userId, channelId }: Props) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const { status } = useSession();
  const isSignedIn = status === 'signed-in';
  const rights = useQuery({ ...entitlementsQuery(channelId), enabled: isSignedIn });
  const follow = useFollow(userId, channelId);

  if (status === 'signed-out') {
    const next = new URLSearchParams({ next: pathname }).toString();
    return (
      <Link to={`/sign-in?${next}`} className={buttonClass('primary')}>
        <Heart size={18} aria-hidden />
        {t('follow.follow')}
      </Link>
    );
  }
  if (!rights.data || rights.data.isOwner) return null;
  const { follows } = rights.data;
  return (
    <>
      <Button
        look={follows ? 'plain' : 'primary'}
        aria-pressed={follows}
        icon={follows ? <Check size={18} aria-hidden /> : <Heart size={18} aria-hidden />}
        onClick={() => follow.mutate(!follows)}
      >
        {t(follows ? 'follow.following' : 'follow.follow')}
      </Button>
      <Refusal problem={follow.error} />
    </>
  );
}
