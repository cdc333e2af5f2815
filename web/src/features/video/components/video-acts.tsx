import { Download, Pencil, Share2 } from 'lucide-react';
import { useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { Button, buttonClass } from '@/components/ui/button';
import type { Video } from '@/lib/api-types';
import type { VodControls } from '@/players/vod-video';

import { DownloadLink } from './download-link';
import { ShareDialog } from './share-dialog';

interface Props {
  video: Video;
  viewerId: string | null;
  controls: RefObject<VodControls | null>;
  /** The secret of the link by which it is watched. */
  share?: string | undefined;
}

/** What a viewer can do about a video, and its owner. */
export function VideoActs({ video, viewerId, controls, share }: Props) {
  const { t } = useTranslation();
  const [sharedAt, setSharedAt] = useState<number | null>(null);
  const isOwner = viewerId === video.userId;
  return (
    <>
      <Button
        icon={<Share2 size={18} aria-hidden />}
        onClick={() => setSharedAt(Math.floor(controls.current?.time() ?? 0))}
      >
        {t('video.share')}
      </Button>
      {isOwner && video.status === 'READY' && (
        <DownloadLink video={video} viewerId={viewerId}>
          <Download size={18} aria-hidden />
          {t('video.download')}
        </DownloadLink>
      )}
      {isOwner && (
        <Link to={`/video/${video.id}/edit`} className={buttonClass()}>
          <Pencil size={18} aria-hidden />
          {t('common.edit')}
        </Link>
      )}
      {sharedAt !== null && (
        <ShareDialog
          video={video}
          isOwner={isOwner}
          share={share}
          time={sharedAt}
          onClose={() => setSharedAt(null)}
        />
      )}
    </>
  );
}
