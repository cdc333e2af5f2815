import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Panel } from '@/components/ui/panel';
import { ProblemMessage } from '@/components/ui/problem-message';
import { Skeleton } from '@/components/ui/skeleton';
import type { ApiToken } from '@/lib/api-types';

import { tokensQuery } from '../api/tokens';
import { RevokeDialog } from './revoke-dialog';
import { TokenRow } from './token-row';

export function TokenList() {
  const { t } = useTranslation();
  const list = useQuery(tokensQuery());
  const [revoking, setRevoking] = useState<ApiToken | null>(null);

  if (list.isError && list.data === undefined) {
    const retry = () => void list.refetch();
    const title = t('settings.tokensFailed');
    return (
      <Panel title={t('settings.tokensTitle')}>
        <ProblemMessage level={2} title={title} problem={list.error} onRetry={retry} />
      </Panel>
    );
  }
  return (
    <Panel title={t('settings.tokensTitle')}>
      {list.data === undefined && [0, 1].map((i) => <Skeleton key={i} className="h-14" />)}
      {list.data?.data.length === 0 && (
        <p className="text-sm text-muted">{t('settings.noTokens')}</p>
      )}
      {list.data && list.data.data.length > 0 && (
        <ul className="divide-y divide-line">
          {list.data.data.map((token) => (
            <TokenRow key={token.id} token={token} onRevoke={() => setRevoking(token)} />
          ))}
        </ul>
      )}
      {revoking && <RevokeDialog token={revoking} onClose={() => setRevoking(null)} />}
    </Panel>
  );
}
