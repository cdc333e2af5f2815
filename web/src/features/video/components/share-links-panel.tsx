import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';

import { Panel } from '@/components/ui/panel';
import { ProblemMessage } from '@/components/ui/problem-message';
import { Skeleton } from '@/components/ui/skeleton';
import type { ShareLink, Video } from '@/lib/api-types';

import { shareLinksQuery } from '../api/share-links';
import { NewShareLink } from './new-share-link';
import { RevokeLinkDialog } from './revoke-link-dialog';
import { ShareLinkForm } from './share-link-form';
import { ShareLinkRow } from './share-link-row';

/** The links by which others watch what they otherwise may not. */
export function ShareLinksPanel({ video }: { video: Video }) {
  const { t } = useTranslation();
  const { hash } = useLocation();
  const [made, setMade] = useState<ShareLink | null>(null);
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (hash === '#share-links') panel.current?.scrollIntoView();
  }, [hash]);
  return (
    <div ref={panel}>
      <Panel title={t('video.shareLinks')} lead={t('video.shareLinksLead')}>
        {made === null ? (
          <ShareLinkForm videoId={video.id} onMade={setMade} />
        ) : (
          <NewShareLink link={made} onKept={() => setMade(null)} />
        )}
        <Links videoId={video.id} />
      </Panel>
    </div>
  );
}

function Links({ videoId }: { videoId: string }) {
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = useQuery(shareLinksQuery(videoId));
  const [revoked, setRevoked] = useState<ShareLink | null>(null);
  if (isPending) return <Skeleton className="h-12" />;
  if (data === undefined) {
    const retry = () => void refetch();
    const title = t('video.shareLinksFailed');
    return <ProblemMessage level={2} title={title} problem={error} onRetry={retry} />;
  }
  if (data.length === 0) return <p className="text-sm text-muted">{t('video.noShareLinks')}</p>;
  return (
    <>
      <ul aria-label={t('video.shareLinks')} className="divide-y divide-line">
        {data.map((link) => (
          <ShareLinkRow key={link.id} link={link} onRevoke={() => setRevoked(link)} />
        ))}
      </ul>
      {revoked && (
        <RevokeLinkDialog videoId={videoId} link={revoked} onClose={() => setRevoked(null)} />
      )}
    </>
  );
}
