import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';

import { Select } from '@/components/ui/select';
import { useMyChannel } from '@/lib/use-my-channel';

/** Which channel the studio is about, for who has several. */
export function ChannelSwitcher() {
  const { t } = useTranslation();
  const setSearch = useSearchParams()[1];
  const { channels = [], channel } = useMyChannel();
  if (channels.length < 2 || channel === undefined) return null;
  return (
    <Select
      label={t('channels.title')}
      value={channel.id}
      options={channels.map(({ id, handle }) => ({ value: id, label: `@${handle}` }))}
      onChange={(event) => setSearch({ channel: event.target.value })}
    />
  );
}
