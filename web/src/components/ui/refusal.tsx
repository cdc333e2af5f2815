import type { Problem } from '@/lib/problem';

import { useProblemText } from './use-problem-text';

interface Props {
  problem: Problem | null;
  /** What to say instead of the server's words. */
  text?: string | undefined;
}

/** Why a form or an act was refused, where it was asked for; what concerns one field stands at that field. */
export function Refusal({ problem, text }: Props) {
  const problemText = useProblemText();
  if (problem === null) return null;
  return (
    <p role="alert" className="text-sm text-danger">
      {text ?? problemText(problem)}
    </p>
  );
}
