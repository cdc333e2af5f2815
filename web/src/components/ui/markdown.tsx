import { useMemo } from 'react';

import { safeHtml } from '@/lib/safe-html';

/** Markdown as a text to read. */
export function Markdown({ children }: { children: string }) {
  const html = useMemo(() => safeHtml(children), [children]);
  return <div className="prose" dangerouslySetInnerHTML={{ __html: html }} />;
}
