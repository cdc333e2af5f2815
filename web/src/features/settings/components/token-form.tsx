import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Refusal } from '@/components/ui/refusal';
import { Select } from '@/components/ui/select';
import type { ApiToken, TokenScope } from '@/lib/api-types';
import { serverClock } from '@/lib/server-clock';
import { useForm } from '@/lib/use-form';

import { useCreateToken } from '../api/tokens';
import { ScopeChoice } from './scope-choice';

const nameMax = 100;
const dayMs = 86_400_000;
const lives = ['30', '90', '365'];
const forever = '';

interface Props {
  mayAdminister: boolean;
  onDone: (token: ApiToken) => void;
}

export function TokenForm({ mayAdminister, onDone }: Props) {
  const { t } = useTranslation();
  const create = useCreateToken();
  const { field, submit, problem } = useForm(
    { name: '', scopes: '', days: '90' },
    {
      name: (value) => {
        const { length } = value.trim();
        return length > 0 && length <= nameMax ? undefined : t('settings.tokenNameLength');
      },
      scopes: (value) => (value === '' ? t('settings.scopesMissing') : undefined),
      days: () => undefined,
    },
  );
  const send = submit(async ({ name, scopes, days }) => {
    const lifeMs = Number(days) * dayMs;
    const made = await create.mutateAsync({
      name: name.trim(),
      scopes: scopes.split(',') as TokenScope[],
      ...(days !== forever && { expiresAt: new Date(serverClock.now() + lifeMs).toISOString() }),
    });
    onDone(made);
  });

  return (
    <form noValidate onSubmit={send} className="flex flex-col gap-4">
      <Field
        label={t('settings.tokenName')}
        hint={t('settings.tokenNameHint')}
        autoComplete="off"
        required
        {...field('name')}
      />
      <ScopeChoice mayAdminister={mayAdminister} {...field('scopes')} />
      <Select
        label={t('settings.tokenLife')}
        options={[
          ...lives.map((days) => ({
            value: days,
            label: t('settings.days', { count: Number(days) }),
          })),
          { value: forever, label: t('settings.forever') },
        ]}
        {...field('days')}
      />
      <Refusal problem={problem} />
      <Button type="submit" look="primary" className="w-fit" disabled={create.isPending}>
        {t('settings.createToken')}
      </Button>
    </form>
  );
}
