import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { Button, buttonClass } from '@/components/ui/button';

import { sendQueue } from '../sending/send-queue';
import type { Sending } from '../sending/sending';
import type { TroubleKind } from '../sending/trouble';

const hopeless: readonly TroubleKind[] = ['empty', 'tooLarge', 'unreadable'];

/** The one thing to do about what went wrong. */
export function Remedy({ sending, kind }: { sending: Sending; kind: TroubleKind }) {
  const { t } = useTranslation();
  if (kind === 'signedOut') {
    const next = new URLSearchParams({ next: '/upload' }).toString();
    return (
      <Link to={`/sign-in?${next}`} className={`w-fit ${buttonClass()}`}>
        {t('nav.signIn')}
      </Link>
    );
  }
  if (kind === 'quota') {
    return (
      <Link to="/library" className={`w-fit ${buttonClass()}`}>
        {t('upload.makeRoom')}
      </Link>
    );
  }
  if (hopeless.includes(kind)) {
    return (
      <Button className="w-fit" onClick={() => void sendQueue.remove(sending, false)}>
        {t('upload.takeOff')}
      </Button>
    );
  }
  return (
    <Button className="w-fit" onClick={() => sendQueue.resume(sending)}>
      {t('common.retry')}
    </Button>
  );
}
