import { useQuery } from '@tanstack/react-query';
import { Bell } from 'lucide-react';
import { useCallback, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useDismiss } from '@/lib/use-dismiss';

import { unreadQuery } from '../api/notifications';
import { useLiveNotifications } from '../hooks/use-live-notifications';
import { NewestNotifications } from './newest-notifications';

const shownMax = 99;

/** The bell of the top bar: how many are new, and the newest of them. */
export function NotificationBell() {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const menuId = useId();
  const close = useCallback(() => setIsOpen(false), []);
  const count = useQuery(unreadQuery()).data?.unreadCount ?? 0;
  useDismiss(root, isOpen, close);
  useLiveNotifications();

  return (
    <div ref={root} className="sm:relative">
      <button
        type="button"
        aria-label={t('notifications.bell', { count })}
        title={t('notifications.title')}
        aria-expanded={isOpen}
        aria-controls={menuId}
        onClick={() => setIsOpen(!isOpen)}
        className="relative flex size-9 items-center justify-center rounded-control text-muted hover:text-text"
      >
        <Bell size={18} aria-hidden />
        {count > 0 && (
          <span
            aria-hidden
            className="absolute top-0 right-0 min-w-4 rounded-round bg-accent px-1 text-center text-xs leading-4 font-title text-on-accent tabular-nums"
          >
            {count > shownMax ? `${shownMax}+` : count}
          </span>
        )}
      </button>
      <div
        id={menuId}
        hidden={!isOpen}
        className="absolute top-13 right-2 z-20 w-80 max-w-[calc(100vw-16px)] rounded-panel border border-line bg-overlay p-1 shadow-overlay sm:top-11 sm:right-0"
      >
        {isOpen && <NewestNotifications onClose={close} />}
      </div>
    </div>
  );
}
