import { useTranslation } from 'react-i18next';

import { PageTitle } from '@/components/ui/page-title';
import { Panel } from '@/components/ui/panel';

import { useHeldNews } from '../api/held-messages';
import { Bans } from './bans';
import { HeldList } from './held-list';
import { Moderators } from './moderators';

/** Who keeps the chat in order, and from whom. */
export function Moderation({ channelId }: { channelId: string }) {
  const { t } = useTranslation();
  useHeldNews(channelId);
  return (
    <>
      <PageTitle title={t('chat.moderationPage')} />
      <Panel title={t('chat.heldList.title')}>
        <HeldList channelId={channelId} />
      </Panel>
      <Panel title={t('chat.moderators.title')} lead={t('chat.moderators.lead')}>
        <Moderators channelId={channelId} />
      </Panel>
      <Panel title={t('chat.bans.title')}>
        <Bans channelId={channelId} />
      </Panel>
    </>
  );
}
