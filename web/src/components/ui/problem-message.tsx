import { useTranslation } from 'react-i18next';

import { isProblem } from '@/lib/problem';

import { Button } from './button';
import { Message } from './message';
import { useProblemText } from './use-problem-text';

interface Props {
  title: string;
  problem: unknown;
  onRetry: () => void;
  level?: 1 | 2;
}

/** What failed to load, why, and the button that tries again. */
export function ProblemMessage({ title, problem, onRetry, level = 1 }: Props) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const reference = isProblem(problem) && problem.status >= 500 ? problem.requestId : undefined;
  const text = problemText(problem);
  return (
    <div role="alert">
      <Message
        level={level}
        title={title}
        text={reference ? `${text} ${t('problem.reference', { id: reference })}` : text}
        action={<Button onClick={onRetry}>{t('common.retry')}</Button>}
      />
    </div>
  );
}
