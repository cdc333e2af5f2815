import { useTranslation } from 'react-i18next';

import { isProblem } from '@/lib/problem';

/** The sentence for a failure: the server's own where it speaks to the person, else ours. */
export function useProblemText(): (problem: unknown) => string {
  const { t } = useTranslation();
  return (problem) => {
    if (!isProblem(problem)) return t('problem.server');
    if (problem.status === 0) return t('problem.unreachable');
    // What else is too often says itself what and for how long.
    const isGeneral = problem.code === 'rate_limited' || problem.message === '';
    if (problem.status === 429 && isGeneral) return t('problem.tooMany');
    if (problem.status >= 500 || problem.message === '') return t('problem.server');
    return problem.message;
  };
}
