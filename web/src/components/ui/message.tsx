import type { ReactNode } from 'react';

interface Props {
  title: string;
  text?: string | undefined;
  action?: ReactNode;
  level?: 1 | 2;
}

/** What a page says in place of content: empty, missing, failed. One sentence, one action. */
export function Message({ title, text, action, level = 1 }: Props) {
  const Heading = level === 1 ? 'h1' : 'h2';
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-3 px-4 py-16 text-center">
      <Heading className="text-lg font-title text-balance">{title}</Heading>
      {text !== undefined && <p className="text-base text-pretty text-muted">{text}</p>}
      {action !== undefined && <div className="mt-3">{action}</div>}
    </div>
  );
}
