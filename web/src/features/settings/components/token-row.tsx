import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { When } from '@/components/ui/when';
import type { ApiToken } from '@/lib/api-types';
import { useNow } from '@/lib/use-now';

const everyMs = 60_000;

interface Props {
  token: ApiToken;
  onRevoke: () => void;
}

export function TokenRow({ token, onRevoke }: Props) {
  const { t } = useTranslation();
  return (
    <li className="flex items-center justify-between gap-3 py-3 first:pt-0 last:pb-0">
      <div className="min-w-0">
        <p className="text-sm font-title">{token.name}</p>
        <p className="font-mono text-xs text-muted">{token.scopes.join(' ')}</p>
        <p className="text-sm text-muted">
          {token.lastUsedAt === null ? (
            t('settings.neverUsed')
          ) : (
            <>
              {t('settings.lastUsed')} <When time={token.lastUsedAt} />
            </>
          )}
          {' · '}
          <Expiry expiresAt={token.expiresAt} />
        </p>
      </div>
      <Button aria-label={t('settings.revokeNamed', { name: token.name })} onClick={onRevoke}>
        {t('settings.revoke')}
      </Button>
    </li>
  );
}

function Expiry({ expiresAt }: { expiresAt: string | null }) {
  const { t } = useTranslation();
  const now = useNow(everyMs);
  if (expiresAt === null) return t('settings.noExpiry');
  const isOver = Date.parse(expiresAt) <= now;
  return (
    <span className={isOver ? 'text-warn' : undefined}>
      {t(isOver ? 'settings.expired' : 'settings.expires')} <When time={expiresAt} />
    </span>
  );
}
