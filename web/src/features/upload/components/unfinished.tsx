import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { Panel } from '@/components/ui/panel';
import { myVideosQuery } from '@/lib/my-videos-query';

import { useSendings } from '../hooks/use-sendings';
import { UnfinishedRow } from './unfinished-row';

const limit = 100;

/** What was begun before, here or elsewhere, and has not arrived as a whole. */
export function Unfinished({ userId }: { userId: string }) {
  const { t } = useTranslation();
  const sendings = useSendings();
  const { data } = useQuery(myVideosQuery({ status: 'UPLOADING', limit }));
  const sent = sendings.map((sending) => sending.current().videoId);
  const left = data?.data.filter(({ id }) => !sent.includes(id)) ?? [];
  if (left.length === 0) return null;
  return (
    <Panel title={t('upload.unfinished')} lead={t('upload.unfinishedLead')}>
      <ul className="flex flex-col divide-y divide-line">
        {left.map((video) => (
          <li key={video.id} className="py-4 first:pt-0 last:pb-0">
            <UnfinishedRow video={video} userId={userId} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
