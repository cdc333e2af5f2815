import { ExternalLink } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { buttonClass } from '@/components/ui/button';
import { CopyRow } from '@/components/ui/copy-row';
import { Panel } from '@/components/ui/panel';

export function SharePanel({ handle }: { handle: string }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('studio.shareTitle')}>
      <CopyRow
        label={t('studio.share')}
        value={`${location.origin}/@${handle}`}
        hint={t('studio.shareHint')}
        action={
          <Link to={`/@${handle}`} className={buttonClass()}>
            <ExternalLink size={18} aria-hidden />
            {t('studio.open')}
          </Link>
        }
      />
    </Panel>
  );
}
