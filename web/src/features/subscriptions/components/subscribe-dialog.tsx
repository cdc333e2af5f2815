import { useId, useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Refusal } from '@/components/ui/refusal';
import type { Tier } from '@/lib/api-types';

import { useSubscribe } from '../api/subscriptions';
import { TierChoice } from './tier-choice';

interface Props {
  streamerId: string;
  name: string;
  tiers: readonly Tier[];
  /** The tier in force. */
  current: Tier | null;
  onClose: () => void;
}

/** Which tier; the price is the provider's to say, on whose page it is paid. */
export function SubscribeDialog({ streamerId, name, tiers, current, onClose }: Props) {
  const { t } = useTranslation();
  const formId = useId();
  const subscribe = useSubscribe();
  const offered = tiers.filter((tier) => tier !== current);
  const [tier, setTier] = useState<Tier | undefined>(offered[0]);

  const send = (event: SubmitEvent) => {
    event.preventDefault();
    if (tier === undefined) return;
    subscribe.mutate(
      { streamerId, tier, paymentMethod: 'card' },
      { onSuccess: ({ checkoutUrl }) => location.assign(checkoutUrl) },
    );
  };

  return (
    <Dialog
      title={t('subscriptions.subscribeTo', { name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            type="submit"
            form={formId}
            look="primary"
            disabled={subscribe.isPending || subscribe.isSuccess || tier === undefined}
          >
            {t('subscriptions.toPayment')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={send} className="flex flex-col gap-3">
        {current !== null && (
          <p>{t('subscriptions.inForce', { tier: t(`subscriptions.tier.${current}`) })}</p>
        )}
        <TierChoice tiers={offered} chosen={tier} onChange={setTier} />
        <p className="text-sm">{t('subscriptions.price')}</p>
        <Refusal problem={subscribe.error} />
      </form>
    </Dialog>
  );
}
