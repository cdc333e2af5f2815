import { Reply } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';

import { isMentioned, type Message } from '../room/message';
import { nameColour } from '../room/name-colour';
import { Badges } from './badges';
import { MessageActs } from './message-acts';
import { MessageText } from './message-text';
import { Reactions } from './reactions';

interface Props {
  message: Message;
  me: string | null;
}

/** One message. It is drawn again only when it is another one. */
export const MessageRow = memo(function MessageRow({ message, me }: Props) {
  const { t } = useTranslation();
  if (message.isDeleted) {
    return <p className="px-3 py-0.5 text-sm text-faint italic">{t('chat.deleted')}</p>;
  }
  const isMine = isMentioned(message, me);
  const isAnnouncement = message.kind === 'announcement';
  const frame = isAnnouncement
    ? 'border-l-2 border-accent bg-accent/10'
    : isMine
      ? 'border-l-2 border-warn bg-warn/10'
      : 'border-l-2 border-transparent';
  return (
    <article
      tabIndex={-1}
      data-row={message.id}
      className={`group relative py-0.5 pr-3 pl-2.5 text-sm focus-within:bg-line/40 hover:bg-line/40 focus-visible:-outline-offset-2 ${frame}`}
    >
      {isAnnouncement && <p className="text-xs font-title text-accent">{t('chat.announcement')}</p>}
      {isMine && <span className="sr-only">{t('chat.mentionsYou')}</span>}
      {message.replyTo && (
        <p className="truncate text-xs text-faint">
          <Reply size={12} aria-hidden className="mr-1 inline" />
          {t('chat.inReplyTo', { name: message.replyTo.username })}{' '}
          <bdi>{message.replyTo.text}</bdi>
        </p>
      )}
      <p className="overflow-clip">
        <Badges names={message.badges} />
        <bdi title={message.user.username} className={`font-title ${nameColour(message.user.id)}`}>
          {message.user.name}
        </bdi>
        {message.kind === 'action' ? ' ' : <span className="text-muted">: </span>}
        <span className={message.kind === 'action' ? 'italic' : ''}>
          <MessageText text={message.text} emotes={message.emotes} me={me} />
        </span>
      </p>
      <Reactions message={message} />
      <MessageActs message={message} />
    </article>
  );
});
