import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { IconButton } from '@/components/ui/icon-button';

import type { Message } from '../room/message';

interface Props {
  message: Message;
  onCancel: () => void;
}

/** Whom one answers. */
export function ReplyBar({ message, onCancel }: Props) {
  const { t } = useTranslation();
  return (
    <div className="mb-1 flex items-center gap-1 text-xs text-muted">
      <p className="min-w-0 flex-1 truncate">
        {t('chat.replyingTo', { name: message.user.username })} <bdi>{message.text}</bdi>
      </p>
      <IconButton label={t('chat.cancelReply')} onClick={onCancel} className="size-6!">
        <X size={14} aria-hidden />
      </IconButton>
    </div>
  );
}
