import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { Refusal } from '@/components/ui/refusal';
import { When } from '@/components/ui/when';
import type { ChatMessage } from '@/lib/api-types';

import { heldMessagesQuery, useReview } from '../api/held-messages';
import { nameColour } from '../room/name-colour';
import { Loaded } from './loaded';

/** What waits for a moderator: shown to everybody, or to nobody. */
export function HeldList({ channelId }: { channelId: string }) {
  const { t } = useTranslation();
  const held = useQuery(heldMessagesQuery(channelId));
  const review = useReview(channelId);
  return (
    <>
      <Refusal problem={review.error} />
      <Loaded query={held} failed={t('chat.heldList.failed')}>
        {(messages) =>
          messages.length === 0 ? (
            <p className="text-sm text-muted">{t('chat.heldList.empty')}</p>
          ) : (
            <ul aria-label={t('chat.heldList.title')} className="text-left text-text">
              {messages.map((message) => (
                <HeldRow
                  key={message.id}
                  message={message}
                  onReview={(approve) => review.mutate({ id: message.id, approve })}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
    </>
  );
}

interface RowProps {
  message: ChatMessage;
  onReview: (approve: boolean) => void;
}

function HeldRow({ message, onReview }: RowProps) {
  const { t } = useTranslation();
  const { userId, username, heldFor } = message;
  return (
    <li className="border-b border-line py-2 text-sm last:border-0">
      <p>
        <bdi className={`font-title ${nameColour(userId)}`}>{username}</bdi>
        <span className="text-muted">: </span>
        <bdi>{message.message}</bdi>
      </p>
      <div className="mt-1 flex flex-wrap items-center justify-between gap-2">
        <p className="text-xs text-faint">
          <When time={message.timestamp} />
          {heldFor && ` · ${t(`chat.heldList.${heldFor}`)}`}
        </p>
        <div className="ml-auto flex gap-2">
          <Button
            aria-label={t('chat.heldList.rejectNamed', { name: username })}
            onClick={() => onReview(false)}
          >
            {t('chat.heldList.reject')}
          </Button>
          <Button
            look="primary"
            aria-label={t('chat.heldList.approveNamed', { name: username })}
            onClick={() => onReview(true)}
          >
            {t('chat.heldList.approve')}
          </Button>
        </div>
      </div>
    </li>
  );
}
