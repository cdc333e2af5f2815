import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { StageMessage } from '@/components/layouts/stage-message';
import { Button } from '@/components/ui/button';
import { useProblemText } from '@/components/ui/use-problem-text';
import type { Stream } from '@/lib/api-types';
import type { Problem } from '@/lib/problem';

interface Props {
  stream: Stream;
  problem: Problem;
  wayIn: ReactNode;
  onRetry: () => void;
}

/** Why this viewer has no picture, and what to do about it. It begins by itself once that is done. */
export function Gate({ stream, problem, wayIn, onRetry }: Props) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const isFor = stream.audience;
  if (isFor !== 'everyone' && (problem.status === 401 || problem.status === 403)) {
    const act = problem.status === 401 ? 'signedOut' : 'signedIn';
    return (
      <StageMessage
        title={t(`watch.gate.${isFor}.title`)}
        text={t(`watch.gate.${isFor}.${act}`, { name: `@${stream.handle}` })}
        action={wayIn}
      />
    );
  }
  if (problem.status === 404) {
    return <StageMessage title={t('watch.noStreamTitle')} text={t('watch.noStreamText')} />;
  }
  return (
    <StageMessage
      title={t('watch.gate.failed')}
      text={problemText(problem)}
      action={<Button onClick={onRetry}>{t('common.retry')}</Button>}
    />
  );
}
