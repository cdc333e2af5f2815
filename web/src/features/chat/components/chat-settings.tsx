import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { PageTitle } from '@/components/ui/page-title';
import { Panel } from '@/components/ui/panel';

import { chatSettingsQuery } from '../api/settings';
import { Loaded } from './loaded';
import { ModesForm } from './modes-form';
import { Phrases } from './phrases';

/** How the chat of a channel is, whether it is on air or not. */
export function ChatSettings({ channelId }: { channelId: string }) {
  const { t } = useTranslation();
  const settings = useQuery(chatSettingsQuery(channelId));
  return (
    <>
      <PageTitle title={t('chat.settings.title')} />
      <Loaded query={settings} failed={t('chat.settings.failed')}>
        {(data) => (
          <>
            <Panel title={t('chat.settings.modes')} lead={t('chat.settings.modesLead')}>
              <ModesForm channelId={channelId} settings={data} />
            </Panel>
            <Panel title={t('chat.words.title')} lead={t('chat.words.lead')}>
              <Phrases channelId={channelId} phrases={data.phrases ?? []} />
            </Panel>
          </>
        )}
      </Loaded>
    </>
  );
}
