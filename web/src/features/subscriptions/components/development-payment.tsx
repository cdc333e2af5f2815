import { useTranslation } from 'react-i18next';

import { NarrowPage } from '@/components/layouts/narrow-page';
import { Button } from '@/components/ui/button';
import { Refusal } from '@/components/ui/refusal';
import type { Subscription } from '@/lib/api-types';
import { useTitle } from '@/lib/use-title';

import { useSettle } from '../api/subscriptions';

interface Props {
  session: string;
  onDone: (subscription: Subscription, action: 'pay' | 'decline') => void;
}

/** In place of a payment provider, for who develops Freshet: no money is taken. */
export function DevelopmentPayment({ session, onDone }: Props) {
  const { t } = useTranslation();
  const settle = useSettle(session);
  useTitle(t('subscriptions.developmentTitle'));
  const act = (action: 'pay' | 'decline') =>
    settle.mutate(action, { onSuccess: (subscription) => onDone(subscription, action) });

  return (
    <NarrowPage
      title={t('subscriptions.developmentTitle')}
      lead={t('subscriptions.developmentText')}
    >
      <div className="flex flex-col gap-4">
        <p className="rounded-panel border border-warn p-3 text-base text-warn">
          {t('subscriptions.notReal')}
        </p>
        <Refusal problem={settle.error} />
        <div className="flex flex-wrap gap-2">
          <Button look="primary" disabled={settle.isPending} onClick={() => act('pay')}>
            {t('subscriptions.pay')}
          </Button>
          <Button disabled={settle.isPending} onClick={() => act('decline')}>
            {t('subscriptions.decline')}
          </Button>
        </div>
      </div>
    </NarrowPage>
  );
}
