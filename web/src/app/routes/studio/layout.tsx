import {
  ChartColumn,
  Film,
  ListVideo,
  MessageSquare,
  Radio,
  ShieldHalf,
  Smile,
  Star,
  Tv,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Outlet } from 'react-router';

import { SectionsPage } from '@/components/layouts/sections-page';
import { SignedIn } from '@/components/layouts/signed-in';
import { ChannelSwitcher } from '@/features/channels/components/channel-switcher';
import { useWithinChannel } from '@/lib/use-my-channel';

/** Where who broadcasts works, with the way between its pages. */
export function Component() {
  const { t } = useTranslation();
  const within = useWithinChannel();
  const sections = [
    { to: within('/studio'), label: t('studio.live'), icon: Radio, isRoot: true },
    { to: within('/studio/streams'), label: t('schedule.title'), icon: ListVideo },
    { to: within('/studio/videos'), label: t('videos.page'), icon: Film },
    { to: within('/studio/channel'), label: t('channels.title'), icon: Tv },
    { to: within('/studio/chat'), label: t('chat.title'), icon: MessageSquare },
    { to: within('/studio/moderation'), label: t('chat.moderationPage'), icon: ShieldHalf },
    { to: within('/studio/emotes'), label: t('chat.emotesPage.title'), icon: Smile },
    { to: within('/studio/statistics'), label: t('statistics.title'), icon: ChartColumn },
    { to: within('/studio/subscribers'), label: t('subscriptions.subscribers'), icon: Star },
  ];
  return (
    <SignedIn>
      {() => (
        <SectionsPage
          isWide
          label={t('studio.title')}
          sections={sections}
          head={<ChannelSwitcher />}
        >
          <Outlet />
        </SectionsPage>
      )}
    </SignedIn>
  );
}
