import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { Markdown } from '@/components/ui/markdown';
import { PageTitle } from '@/components/ui/page-title';
import { ProblemMessage } from '@/components/ui/problem-message';
import { Skeleton } from '@/components/ui/skeleton';
import { isProblem } from '@/lib/problem';
import { dateOf } from '@/lib/when';

import { documentQuery } from '../api/document';

interface Props {
  slug: string;
  /** In its place where there is none. */
  missing: ReactNode;
}

/** What the operator has to say: the rules, the terms. */
export function DocumentView({ slug, missing }: Props) {
  const { t, i18n } = useTranslation();
  const document = useQuery(documentQuery(slug));

  if (document.isPending) return <DocumentSkeleton />;
  if (isProblem(document.error, 404)) return missing;
  if (document.data === undefined) {
    const retry = () => void document.refetch();
    const title = t('documents.failed');
    return <ProblemMessage title={title} problem={document.error} onRetry={retry} />;
  }
  const { title, body, version, language, updatedAt } = document.data;
  return (
    <article lang={language} className={pageClass}>
      <header>
        <PageTitle title={title} />
        <p lang={i18n.language} className="mt-1 text-sm text-muted">
          {t('documents.version', {
            version,
            date: dateOf(Date.parse(updatedAt), i18n.language),
          })}
        </p>
      </header>
      <Markdown>{body}</Markdown>
    </article>
  );
}

const pageClass = 'mx-auto flex w-full max-w-3xl flex-col gap-6 px-4 py-6 sm:px-6 md:py-10';

function DocumentSkeleton() {
  const { t } = useTranslation();
  return (
    <div role="status" className={pageClass}>
      <span className="sr-only">{t('common.loading')}</span>
      <Skeleton className="h-9 w-1/2" />
      {[0, 1, 2, 3, 4].map((i) => (
        <Skeleton key={i} className="h-16" />
      ))}
    </div>
  );
}
