import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useState } from 'react';

import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Markdown } from '@/components/ui/markdown';
import { Panel } from '@/components/ui/panel';
import { Refusal } from '@/components/ui/refusal';
import { TextArea } from '@/components/ui/text-area';
import type { Document } from '@/lib/api-types';
import { useForm } from '@/lib/use-form';

import { documentTextQuery, useCreateDocument, useSaveDocument } from '../api/documents';

interface Props {
  slug: string;
  language: string;
  /** Null: there is none in this language yet. */
  document: Document | null;
}

/** Markdown at one side, what readers see at the other. Saving makes a new version. */
export function DocumentForm({ slug, language, document }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const save = useSaveDocument(slug);
  const create = useCreateDocument();
  const [version, setVersion] = useState(document?.version ?? 0);
  const missing = (value: string) =>
    value.trim() === '' ? t('admin.documents.missing') : undefined;
  const { field, submit, problem, values } = useForm(
    { title: document?.title ?? '', body: document?.body ?? '' },
    { title: missing, body: missing },
  );
  const send = submit(async (text) => {
    const saved =
      version === 0
        ? await create.mutateAsync({ slug, language, ...text })
        : await save.mutateAsync({ language, ...text });
    setVersion(saved.version);
    queries.setQueryData(documentTextQuery(slug, language).queryKey, saved);
  });
  const isPending = save.isPending || create.isPending;

  return (
    <form noValidate onSubmit={send} className="grid items-start gap-4 lg:grid-cols-2">
      <Panel title={t('admin.documents.text')}>
        <Field label={t('schedule.streamTitle')} maxLength={200} {...field('title')} />
        <TextArea
          label={t('admin.documents.body')}
          hint={t('admin.documents.bodyHint')}
          rows={16}
          {...field('body')}
        />
        <Refusal problem={problem} />
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" look="primary" disabled={isPending}>
            {t(isPending ? 'common.saving' : 'admin.documents.save')}
          </Button>
          <span role="status" className="text-sm text-muted">
            {(save.isSuccess || create.isSuccess) && t('admin.documents.saved', { version })}
          </span>
        </div>
      </Panel>
      <Panel title={t('admin.documents.preview')}>
        <p className="text-xl font-title tracking-tight">{values.title}</p>
        <Markdown>{values.body}</Markdown>
      </Panel>
    </form>
  );
}
