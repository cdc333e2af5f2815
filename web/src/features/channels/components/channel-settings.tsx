import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Panel } from '@/components/ui/panel';
import { Refusal } from '@/components/ui/refusal';
import { Select } from '@/components/ui/select';
import { TextArea } from '@/components/ui/text-area';
import type { Channel } from '@/lib/api-types';
import { useForm } from '@/lib/use-form';

import { useChangeChannel } from '../api/change-channel';
import { useChannelChecks } from './use-channel-checks';

const fine = () => undefined;

/** What a channel says of itself, where it is found, and when its days begin. */
export function ChannelSettings({ channel }: { channel: Channel }) {
  const { t } = useTranslation();
  const checks = useChannelChecks();
  const change = useChangeChannel(channel.id);
  const { title, description, handle, timeZone } = channel;
  const { field, submit, problem, values } = useForm(
    { title, description, handle, timeZone },
    {
      ...checks,
      description: fine,
      timeZone: fine,
    },
  );
  const send = submit(async (wish) => {
    // A handle that stays is not asked for: only a new one must be free.
    const { handle: wished, ...rest } = { ...wish, title: wish.title.trim() };
    await change.mutateAsync(wished === handle ? rest : { ...rest, handle: wished });
  });

  return (
    <Panel title={t('channels.about')}>
      <form noValidate onSubmit={send} className="flex max-w-xl flex-col gap-4">
        <Field label={t('channels.name')} maxLength={140} required {...field('title')} />
        <TextArea
          label={t('channels.description')}
          hint={t('channels.descriptionHint')}
          maxLength={5000}
          {...field('description')}
        />
        <Field
          label={t('channels.handle')}
          hint={t('channels.handleHint', { address: `${location.host}/@${values.handle}` })}
          autoCapitalize="none"
          spellCheck={false}
          required
          {...field('handle')}
        />
        <Select
          label={t('channels.timeZone')}
          hint={t('channels.timeZoneHint')}
          options={timeZones(timeZone)}
          {...field('timeZone')}
        />
        <Refusal problem={problem} />
        <div className="flex items-center gap-3">
          <Button type="submit" look="primary" disabled={change.isPending}>
            {t(change.isPending ? 'common.saving' : 'common.save')}
          </Button>
          <span role="status" className="text-sm text-muted">
            {change.isSuccess && t('common.saved')}
          </span>
        </div>
      </form>
    </Panel>
  );
}

/** Those that this browser knows, UTC, and the one in force. */
function timeZones(current: string) {
  const known = new Set([current, 'UTC', ...Intl.supportedValuesOf('timeZone')]);
  return [...known].sort().map((value) => ({ value, label: value.replaceAll('_', ' ') }));
}
