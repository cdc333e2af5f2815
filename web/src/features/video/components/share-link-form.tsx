import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { PasswordField } from '@/components/ui/password-field';
import { Refusal } from '@/components/ui/refusal';
import { Select } from '@/components/ui/select';
import type { ShareLink } from '@/lib/api-types';
import { serverClock } from '@/lib/server-clock';
import { useForm } from '@/lib/use-form';

import { useMakeShareLink } from '../api/share-links';

const dayMs = 86_400_000;
const lives = ['1', '7', '30', '365'];
const forever = '';
const passwordMin = 4;

interface Props {
  videoId: string;
  onMade: (link: ShareLink) => void;
}

/** Makes a link: until when it is good, and with what password. */
export function ShareLinkForm({ videoId, onMade }: Props) {
  const { t } = useTranslation();
  const make = useMakeShareLink(videoId);
  const { field, submit, problem } = useForm(
    { expiresAt: '7', password: '' },
    {
      expiresAt: () => undefined,
      password: ({ length }) =>
        length === 0 || length >= passwordMin
          ? undefined
          : t('video.passwordShort', { count: passwordMin }),
    },
  );
  const send = submit(async ({ expiresAt: days, password }) => {
    const endMs = serverClock.now() + Number(days) * dayMs;
    const wish = {
      ...(days !== forever && { expiresAt: new Date(endMs).toISOString() }),
      ...(password !== '' && { password }),
    };
    onMade(await make.mutateAsync(wish));
  });
  return (
    <form noValidate onSubmit={send} className="flex flex-col gap-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <Select
          label={t('video.linkLife')}
          options={[
            ...lives.map((days) => ({
              value: days,
              label: t('settings.days', { count: Number(days) }),
            })),
            { value: forever, label: t('settings.forever') },
          ]}
          {...field('expiresAt')}
        />
        <PasswordField
          label={t('video.linkPassword')}
          hint={t('video.linkPasswordHint')}
          autoComplete="off"
          required={false}
          {...field('password')}
        />
      </div>
      <Refusal problem={problem} />
      <Button type="submit" className="w-fit" disabled={make.isPending}>
        {t('video.makeLink')}
      </Button>
    </form>
  );
}
