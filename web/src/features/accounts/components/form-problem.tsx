import { useProblemText } from '@/components/ui/use-problem-text';
import type { Problem } from '@/lib/problem';

interface Props {
  problem: Problem | null;
  /** What to say instead of the server's words. */
  text?: string | undefined;
}

/** Why the form as a whole was refused; what concerns one field stands at that field. */
export function FormProblem({ problem, text }: Props) {
  const problemText = useProblemText();
  if (problem === null || problem.errors.length > 0) return null;
  return (
    <p role="alert" className="text-sm text-danger">
      {text ?? problemText(problem)}
    </p>
  );
}
