import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { Button, buttonClass } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { CopyRow } from '@/components/ui/copy-row';
import { Dialog } from '@/components/ui/dialog';
import type { Video } from '@/lib/api-types';
import { clock } from '@/lib/elapsed';

interface Props {
  video: Video;
  isOwner: boolean;
  share: string | undefined;
  /** Where the picture is, in seconds. */
  time: number;
  onClose: () => void;
}

/** The address of a video, from its beginning or from here. */
export function ShareDialog({ video, isOwner, share, time, onClose }: Props) {
  const { t } = useTranslation();
  const [isFromHere, setIsFromHere] = useState(false);
  const from = isFromHere ? `?t=${time}` : '';
  const secret = share === undefined ? '' : `#share=${share}`;
  const isClosed = video.visibility === 'private' && share === undefined;
  return (
    <Dialog
      title={t('video.shareTitle')}
      onClose={onClose}
      actions={<Button onClick={onClose}>{t('common.close')}</Button>}
    >
      <div className="flex flex-col gap-4 text-text">
        <CopyRow
          label={t('video.link')}
          value={`${location.origin}/video/${video.id}${from}${secret}`}
        />
        {time > 0 && (
          <Checkbox
            label={t('video.fromHere', { time: clock(time) })}
            checked={isFromHere}
            onChange={({ target }) => setIsFromHere(target.checked)}
          />
        )}
        {isClosed && <p className="text-sm text-muted">{t('video.privateLink')}</p>}
        {isClosed && isOwner && (
          <Link to={`/video/${video.id}/edit#share-links`} className={buttonClass()}>
            {t('video.makeShareLink')}
          </Link>
        )}
      </div>
    </Dialog>
  );
}
