import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { useProblemText } from '@/components/ui/use-problem-text';

import { useRoom } from '../hooks/use-room';
import type { Draft } from '../room/room-state';

/** What I wrote, while the room has not heard it, and when it does not hear it. */
export function DraftRow({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const { drafts } = useRoom();
  const problemText = useProblemText();
  const { key, text, state, problem } = draft;
  const isStuck = state === 'failed' || state === 'rejected';
  return (
    <div className="px-3 py-0.5 text-sm">
      <p className={isStuck ? '' : 'opacity-60'}>
        <span className="font-title">{t('chat.you')}</span>
        <span className="text-muted">: </span>
        <bdi>{text}</bdi>
      </p>
      {state === 'held' && <p className="text-xs text-warn">{t('chat.held')}</p>}
      {isStuck && (
        <div role="alert" className="flex flex-wrap items-center gap-x-2 text-xs text-danger">
          <CircleAlert size={14} aria-hidden />
          <span className="min-w-0 flex-1">
            {state === 'rejected' ? t('chat.rejected') : problemText(problem)}
          </span>
          {state === 'failed' && (
            <Button look="quiet" onClick={() => void drafts.retry(draft)}>
              {t('common.retry')}
            </Button>
          )}
          <Button look="quiet" onClick={() => drafts.drop(key)}>
            {t('chat.discard')}
          </Button>
        </div>
      )}
    </div>
  );
}
