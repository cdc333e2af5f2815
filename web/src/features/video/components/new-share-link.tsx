import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { CopyRow } from '@/components/ui/copy-row';
import type { ShareLink } from '@/lib/api-types';
import { useArrival } from '@/lib/use-arrival';

interface Props {
  link: ShareLink;
  onKept: () => void;
}

/** A link that has just been made, this once: the server keeps only its hash. */
export function NewShareLink({ link, onKept }: Props) {
  const { t } = useTranslation();
  const arrival = useArrival<HTMLParagraphElement>();
  return (
    <div className="flex flex-col gap-4">
      <p ref={arrival} tabIndex={-1} className="text-base outline-none">
        {t('video.linkIsMade')}
      </p>
      <CopyRow
        label={t('video.shareLink')}
        value={new URL(link.url ?? '', location.origin).href}
        hint={t(link.hasPassword ? 'video.linkHintPassword' : 'video.linkHint')}
      />
      <Button look="primary" className="w-fit" onClick={onKept}>
        {t('settings.tokenKept')}
      </Button>
    </div>
  );
}
