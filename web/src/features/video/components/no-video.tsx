import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';

import { buttonClass } from '@/components/ui/button';
import { Message } from '@/components/ui/message';
import { useSession } from '@/lib/session';
import { useTitle } from '@/lib/use-title';

type Kind = 'gone' | 'linkGone';

/** There is nothing to watch at this address, or not for this visitor. */
export function NoVideo({ kind = 'gone' }: { kind?: Kind }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const isSignedOut = useSession().status === 'signed-out';
  useTitle(t(`video.${kind}Title`));
  const next = new URLSearchParams({ next: pathname }).toString();
  const maySignIn = isSignedOut && kind === 'gone';
  return (
    <Message
      title={t(`video.${kind}Title`)}
      text={t(maySignIn ? 'video.goneSignedOut' : `video.${kind}Text`)}
      action={
        <Link to={maySignIn ? `/sign-in?${next}` : '/'} className={buttonClass('primary')}>
          {t(maySignIn ? 'nav.signIn' : 'notFound.home')}
        </Link>
      }
    />
  );
}
