import { useQuery } from '@tanstack/react-query';
import { Star } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';

import { Button, buttonClass } from '@/components/ui/button';
import { entitlementsQuery } from '@/lib/entitlements-query';
import { instanceQuery } from '@/lib/instance-query';
import { useSession } from '@/lib/session';

import { SubscribeDialog } from './subscribe-dialog';

interface Props {
  userId: string;
  channelId: string;
  /** Of the streamer. */
  name: string;
}

/** The way to subscribe, where somebody takes payments. */
export function SubscribeButton({ userId, channelId, name }: Props) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const { status } = useSession();
  const [isOpen, setIsOpen] = useState(false);
  const tiers = useQuery(instanceQuery()).data?.tiers ?? [];
  const isSignedIn = status === 'signed-in';
  const rights = useQuery({ ...entitlementsQuery(channelId), enabled: isSignedIn }).data;

  if (tiers.length === 0) return null;
  if (status === 'signed-out') {
    const next = new URLSearchParams({ next: pathname }).toString();
    return (
      <Link to={`/sign-in?${next}`} className={buttonClass()}>
        <Star size={18} aria-hidden />
        {t('subscriptions.subscribe')}
      </Link>
    );
  }
  if (!rights || rights.isOwner) return null;
  return (
    <>
      <Button icon={<Star size={18} aria-hidden />} onClick={() => setIsOpen(true)}>
        {rights.tier === null
          ? t('subscriptions.subscribe')
          : t('subscriptions.subscribed', { tier: t(`subscriptions.tier.${rights.tier}`) })}
      </Button>
      {isOpen && (
        <SubscribeDialog
          streamerId={userId}
          name={name}
          tiers={tiers}
          current={rights.tier}
          onClose={() => setIsOpen(false)}
        />
      )}
    </>
  );
}
