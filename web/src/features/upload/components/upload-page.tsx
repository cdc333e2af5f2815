import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { PageTitle } from '@/components/ui/page-title';
import { Panel } from '@/components/ui/panel';
import type { User, Video } from '@/lib/api-types';
import { useVideoNews } from '@/lib/use-video-news';

import { storageQuery } from '../api/storage';
import { useSendings } from '../hooks/use-sendings';
import { sendQueue } from '../sending/send-queue';
import { AddFiles } from './add-files';
import { Limits } from './limits';
import { SendingRow } from './sending-row';
import { Unfinished } from './unfinished';

interface Props {
  user: User;
  /** Where is said what a video is about. */
  details: (video: Video) => ReactNode;
}

/** Files on their way to become videos, and the way to send more. */
export function UploadPage({ user, details }: Props) {
  const { t } = useTranslation();
  const sendings = useSendings();
  const { data: storage } = useQuery(storageQuery());
  useVideoNews();
  const add = (files: File[]) =>
    sendQueue.add(files, { userId: user.id, sizeMax: storage?.sizeMaxBytes ?? null });
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-4 px-4 py-6 sm:px-6">
      <PageTitle title={t('upload.title')} />
      <AddFiles onFiles={add} />
      <Limits storage={storage} />
      {sendings.length > 0 && (
        <Panel title={t('upload.list')} lead={t('upload.listLead')}>
          <ul className="flex flex-col divide-y divide-line">
            {sendings.map((sending) => (
              <li key={sending.key} className="py-4 first:pt-0 last:pb-0">
                <SendingRow sending={sending} isAlone={sendings.length === 1} details={details} />
              </li>
            ))}
          </ul>
        </Panel>
      )}
      <Unfinished userId={user.id} />
    </div>
  );
}
