import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import type { Video } from '@/lib/api-types';

import { DeleteDialog } from './delete-dialog';
import { VideoRow } from './video-row';

/** My videos, each to be chosen, and what is done with those that are. */
export function VideoTable({ videos }: { videos: Video[] }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [deleted, setDeleted] = useState<readonly Video[] | null>(null);
  const picked = videos.filter(({ id }) => chosen.has(id));
  const choose = (id: string, isChosen: boolean) =>
    setChosen((old) => {
      const next = new Set(old);
      if (isChosen) next.add(id);
      else next.delete(id);
      return next;
    });
  return (
    <>
      <div className="flex min-h-9 flex-wrap items-center justify-between gap-3">
        <Checkbox
          label={t('library.chooseAll')}
          checked={picked.length === videos.length}
          onChange={({ target }) =>
            setChosen(new Set(target.checked ? videos.map(({ id }) => id) : []))
          }
        />
        {picked.length > 0 && (
          <div className="flex items-center gap-3">
            <span role="status" className="text-sm text-muted">
              {t('library.chosen', { count: picked.length })}
            </span>
            <Button look="danger" onClick={() => setDeleted(picked)}>
              {t('common.delete')}
            </Button>
          </div>
        )}
      </div>
      <ul aria-label={t('library.mine')} className="divide-y divide-line border-y border-line">
        {videos.map((video) => (
          <li key={video.id}>
            <VideoRow
              video={video}
              isChosen={chosen.has(video.id)}
              onChoose={(isChosen) => choose(video.id, isChosen)}
              onDelete={() => setDeleted([video])}
            />
          </li>
        ))}
      </ul>
      {deleted !== null && (
        <DeleteDialog
          videos={deleted}
          onDone={() => {
            setChosen(new Set());
            setDeleted(null);
          }}
          onClose={() => setDeleted(null)}
        />
      )}
    </>
  );
}
