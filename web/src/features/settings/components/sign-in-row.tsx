import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { When } from '@/components/ui/when';
import type { SignIn } from '@/lib/api-types';
import { deviceOf } from '@/lib/device-name';

interface Props {
  signIn: SignIn;
  onEnd: () => void;
}

export function SignInRow({ signIn, onEnd }: Props) {
  const { t } = useTranslation();
  const device = deviceOf(signIn.userAgent);
  const name =
    device === null
      ? t('settings.unknownDevice')
      : device.system === undefined
        ? device.browser
        : t('settings.deviceOn', { browser: device.browser, system: device.system });
  return (
    <li className="flex items-center justify-between gap-3 py-3 first:pt-0 last:pb-0">
      <div className="min-w-0">
        <p className="text-sm font-title">{name}</p>
        <p className="text-sm text-muted">
          {signIn.ip} · {t('settings.lastUsed')} <When time={signIn.lastUsedAt} />
        </p>
      </div>
      {signIn.current ? (
        <span className="shrink-0 text-sm text-accent">{t('settings.thisDevice')}</span>
      ) : (
        <Button aria-label={t('settings.endSignIn', { name })} onClick={onEnd}>
          {t('nav.signOut')}
        </Button>
      )}
    </li>
  );
}
