import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Panel } from '@/components/ui/panel';
import type { ApiToken } from '@/lib/api-types';

import { NewToken } from './new-token';
import { TokenForm } from './token-form';
import { TokenList } from './token-list';

interface Props {
  /** Who administers the server may have tokens that do. */
  mayAdminister: boolean;
}

/** The keys that a person gives to programs. */
export function Tokens({ mayAdminister }: Props) {
  const { t } = useTranslation();
  const [made, setMade] = useState<ApiToken | null>(null);
  return (
    <>
      <Panel title={t('settings.newTokenTitle')} lead={t('settings.tokensLead')}>
        {made?.token === undefined ? (
          <TokenForm mayAdminister={mayAdminister} onDone={setMade} />
        ) : (
          <NewToken name={made.name} token={made.token} onKept={() => setMade(null)} />
        )}
      </Panel>
      <TokenList />
    </>
  );
}
