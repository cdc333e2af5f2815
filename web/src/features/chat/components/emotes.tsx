import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { PageTitle } from '@/components/ui/page-title';
import { Panel } from '@/components/ui/panel';

import { emotesQuery } from '../api/emotes';
import { EmoteForm } from './emote-form';
import { EmoteTable } from './emote-table';
import { Loaded } from './loaded';

/** The images that a channel has of its own. */
export function Emotes({ channelId }: { channelId: string }) {
  const { t } = useTranslation();
  const emotes = useQuery(emotesQuery(channelId));
  return (
    <>
      <PageTitle title={t('chat.emotesPage.title')} />
      <Panel title={t('chat.emotesPage.new')} lead={t('chat.emotesPage.lead')}>
        <EmoteForm channelId={channelId} />
      </Panel>
      <Panel title={t('chat.emotesPage.all')}>
        <Loaded query={emotes} failed={t('chat.emotesPage.failed')}>
          {(rows) =>
            rows.length === 0 ? (
              <p className="text-sm text-muted">{t('chat.emotesPage.none')}</p>
            ) : (
              <EmoteTable channelId={channelId} emotes={rows} />
            )
          }
        </Loaded>
      </Panel>
    </>
  );
}
