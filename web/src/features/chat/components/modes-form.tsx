import { useTranslation } from 'react-i18next';

import { Checkbox } from '@/components/ui/checkbox';
import { Refusal } from '@/components/ui/refusal';
import { Select } from '@/components/ui/select';
import type { ChatSettings } from '@/lib/api-types';
import { duration } from '@/lib/duration';

import { useChangeChatSettings } from '../api/settings';

const slowSeconds = [0, 3, 5, 10, 30, 60, 120, 300, 600, 1800, 3600];
const followMinutes = [0, 10, 60, 1440, 10_080, 43_200, 129_600];
const flags = [
  'subscribersOnly',
  'emoteOnly',
  'uniqueMessages',
  'linksAllowed',
  'linksHeld',
] as const;

interface Props {
  channelId: string;
  settings: ChatSettings;
}

/** Who may write, and how often. Each change is in force at once. */
export function ModesForm({ channelId, settings }: Props) {
  const { t, i18n } = useTranslation();
  const change = useChangeChatSettings(channelId);
  // What was just chosen shows before the server has said yes.
  const now = change.isPending ? { ...settings, ...change.variables } : settings;
  const time = (seconds: number) => duration(seconds, i18n.language);
  const with_ = (known: number[], value: number) =>
    known.includes(value) ? known : [...known, value].sort((a, b) => a - b);

  return (
    <div className="flex max-w-xl flex-col gap-4 text-left text-sm text-text">
      <Select
        label={t('chat.settings.slowMode')}
        hint={t('chat.settings.slowModeHint')}
        value={now.slowMode}
        onChange={({ target }) => change.mutate({ slowMode: Number(target.value) })}
        options={with_(slowSeconds, now.slowMode).map((seconds) => ({
          value: String(seconds),
          label: seconds === 0 ? t('chat.settings.off') : time(seconds),
        }))}
      />
      <Select
        label={t('chat.settings.followersOnly')}
        hint={t('chat.settings.followersOnlyHint')}
        value={now.followersOnly ?? 'off'}
        onChange={({ target: { value } }) =>
          change.mutate({ followersOnly: value === 'off' ? null : Number(value) })
        }
        options={[
          { value: 'off', label: t('chat.settings.off') },
          ...with_(followMinutes, now.followersOnly ?? 0).map((minutes) => ({
            value: String(minutes),
            label:
              minutes === 0
                ? t('chat.settings.anyFollower')
                : t('chat.settings.followedFor', { time: time(minutes * 60) }),
          })),
        ]}
      />
      {flags.map((flag) => (
        <Checkbox
          key={flag}
          label={t(`chat.settings.${flag}`)}
          hint={t(`chat.settings.${flag}Hint`)}
          checked={now[flag]}
          disabled={flag === 'linksHeld' && now.linksAllowed}
          onChange={({ target }) => change.mutate({ [flag]: target.checked })}
        />
      ))}
      <Refusal problem={change.error} />
    </div>
  );
}
