import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { Avatar } from '@/components/ui/avatar';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Refusal } from '@/components/ui/refusal';
import { Table } from '@/components/ui/table';
import { When } from '@/components/ui/when';
import type { ChatModerator } from '@/lib/api-types';
import { useForm } from '@/lib/use-form';

import { moderatorsQuery, useAddModerator, useRemoveModerator } from '../api/moderators';
import { Loaded } from './loaded';

/** Who moderates a channel's chat. */
export function Moderators({ channelId }: { channelId: string }) {
  const { t } = useTranslation();
  const moderators = useQuery(moderatorsQuery(channelId));
  const remove = useRemoveModerator(channelId);
  return (
    <>
      <AddForm channelId={channelId} />
      <Refusal problem={remove.error} />
      <Loaded query={moderators} failed={t('chat.moderators.failed')}>
        {(rows) => <Rows rows={rows} onRemove={(id) => remove.mutate(id)} />}
      </Loaded>
    </>
  );
}

function AddForm({ channelId }: { channelId: string }) {
  const { t } = useTranslation();
  const add = useAddModerator(channelId);
  const missing = (value: string) =>
    value.trim() === '' ? t('chat.moderators.usernameMissing') : undefined;
  const { field, submit, problem, reset } = useForm({ username: '' }, { username: missing });
  const send = submit(async ({ username }) => {
    await add.mutateAsync(username.trim().replace(/^@/, ''));
    reset();
  });
  return (
    <form noValidate onSubmit={send} className="flex flex-col gap-3">
      <div className="flex items-start gap-3">
        <div className="max-w-xs min-w-0 flex-1">
          <Field
            label={t('chat.moderators.username')}
            autoCapitalize="none"
            spellCheck={false}
            maxLength={51}
            {...field('username')}
          />
        </div>
        <Button type="submit" look="primary" className="mt-6 h-10!" disabled={add.isPending}>
          {t('chat.moderators.add')}
        </Button>
      </div>
      <Refusal problem={problem} />
    </form>
  );
}

interface RowsProps {
  rows: ChatModerator[];
  onRemove: (userId: string) => void;
}

function Rows({ rows, onRemove }: RowsProps) {
  const { t } = useTranslation();
  if (rows.length === 0) return <p className="text-sm text-muted">{t('chat.moderators.none')}</p>;
  return (
    <Table
      label={t('chat.moderators.title')}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        {
          title: t('chat.moderators.username'),
          cell: ({ username, avatarUrl }) => (
            <span className="inline-flex items-center gap-2 align-middle">
              <Avatar name={username} url={avatarUrl} />
              {username}
            </span>
          ),
        },
        { title: t('chat.moderators.since'), cell: ({ since }) => <When time={since} /> },
        {
          title: t('schedule.acts'),
          isNumber: true,
          cell: ({ id, username }) => (
            <Button
              aria-label={t('chat.moderators.removeNamed', { name: username })}
              onClick={() => onRemove(id)}
            >
              {t('chat.moderators.remove')}
            </Button>
          ),
        },
      ]}
    />
  );
}
