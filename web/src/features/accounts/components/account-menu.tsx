import { useQuery } from '@tanstack/react-query';
import { useCallback, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';

import { Avatar } from '@/components/ui/avatar';
import type { User } from '@/lib/api-types';
import { myChannelsQuery } from '@/lib/my-channels-query';
import { useDismiss } from '@/lib/use-dismiss';

import { useSignOut } from '../api/sign-out';

const itemClass = 'block w-full rounded-control px-3 py-2 text-left text-sm hover:bg-line/60';

/** Who I am, my channel, my settings, and the way out. */
export function AccountMenu({ user }: { user: User }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const signOut = useSignOut();
  const [open, setOpen] = useState(false);
  // The handle stays when the username changes.
  const { data: channels } = useQuery({ ...myChannelsQuery(), enabled: open });
  const root = useRef<HTMLDivElement>(null);
  const menuId = useId();
  const name = user.displayName || user.username;

  const close = useCallback(() => setOpen(false), []);
  useDismiss(root, open, close);

  return (
    <div ref={root} className="relative">
      <button
        type="button"
        aria-label={t('nav.account', { name })}
        aria-expanded={open}
        aria-controls={menuId}
        onClick={() => setOpen(!open)}
        className="flex size-9 items-center justify-center rounded-round hover:opacity-80"
      >
        <Avatar name={name} url={user.avatarUrl} size="button" />
      </button>
      <div
        id={menuId}
        hidden={!open}
        className="absolute top-11 right-0 z-20 w-56 rounded-panel border border-line bg-overlay p-1 shadow-overlay"
      >
        <p className="truncate px-3 py-2 text-sm font-title">{name}</p>
        <Link
          className={itemClass}
          to={`/@${channels?.[0]?.handle ?? user.username.toLowerCase()}`}
          onClick={close}
        >
          {t('nav.myChannel')}
        </Link>
        <Link className={itemClass} to="/library" onClick={close}>
          {t('nav.library')}
        </Link>
        <Link className={itemClass} to="/upload" onClick={close}>
          {t('nav.uploadVideo')}
        </Link>
        <Link className={itemClass} to="/settings" onClick={close}>
          {t('nav.settings')}
        </Link>
        <button
          type="button"
          className={itemClass}
          onClick={async () => {
            close();
            await signOut.mutateAsync().catch(() => undefined);
            await navigate('/');
          }}
        >
          {t('nav.signOut')}
        </button>
      </div>
    </div>
  );
}
