import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { When } from '@/components/ui/when';
import type { ShareLink } from '@/lib/api-types';
import { exactCount } from '@/lib/counts';
import { useNow } from '@/lib/use-now';

const everyMs = 60_000;

interface Props {
  link: ShareLink;
  onRevoke: () => void;
}

/** A link by what is known of it: its address is told only once. */
export function ShareLinkRow({ link, onRevoke }: Props) {
  const { t, i18n } = useTranslation();
  const count = link.opened;
  return (
    <li className="flex items-center justify-between gap-3 py-3 first:pt-0 last:pb-0">
      <div className="min-w-0 text-sm">
        <p>
          {t('video.linkMade')} <When time={link.createdAt} /> · <End expiresAt={link.expiresAt} />
        </p>
        <p className="text-muted">
          {t('video.opened', { count, shown: exactCount(count, i18n.language) })}
          {link.hasPassword && ` · ${t('video.withPassword')}`}
        </p>
      </div>
      <Button onClick={onRevoke}>{t('settings.revoke')}</Button>
    </li>
  );
}

function End({ expiresAt }: { expiresAt: string | null }) {
  const { t } = useTranslation();
  const now = useNow(everyMs);
  if (expiresAt === null) return t('video.noEnd');
  const isOver = Date.parse(expiresAt) <= now;
  return (
    <span className={isOver ? 'text-warn' : undefined}>
      {t(isOver ? 'video.ended' : 'video.ends')} <When time={expiresAt} />
    </span>
  );
}
