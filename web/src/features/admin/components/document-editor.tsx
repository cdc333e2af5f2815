import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';

import { ListSkeleton } from '@/components/ui/listing';
import { PageTitle } from '@/components/ui/page-title';
import { ProblemMessage } from '@/components/ui/problem-message';
import { Select } from '@/components/ui/select';
import { isProblem } from '@/lib/problem';

import { documentTextQuery } from '../api/documents';
import { DocumentForm } from './document-form';

const languages = ['en', 'vi', 'ru', 'es'] as const;

/** A document in one language at a time. */
export function DocumentEditor({ slug }: { slug: string }) {
  const { t, i18n } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const language = languages.find((each) => each === search.get('language')) ?? 'en';
  const text = useQuery(documentTextQuery(slug, language));
  const names = new Intl.DisplayNames(i18n.language, { type: 'language' });
  const isNew = isProblem(text.error, 404);

  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-3">
        <PageTitle title={t('admin.documents.editTitle', { slug })} />
        <div className="w-44">
          <Select
            label={t('admin.documents.language')}
            value={language}
            options={languages.map((value) => ({ value, label: names.of(value) ?? value }))}
            onChange={(event) => setSearch({ language: event.target.value })}
          />
        </div>
      </div>
      {text.isPending && <ListSkeleton />}
      {text.isError && !isNew && (
        <ProblemMessage
          level={2}
          title={t('documents.failed')}
          problem={text.error}
          onRetry={() => void text.refetch()}
        />
      )}
      {(text.data ?? isNew) && (
        <DocumentForm
          key={`${slug} ${language}`}
          slug={slug}
          language={language}
          document={text.data ?? null}
        />
      )}
    </>
  );
}
