import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { useForm } from '@/lib/use-form';

/** Where a document will be found; its text is written in the editor. */
export function NewDocumentDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const formId = useId();
  const navigate = useNavigate();
  const { field, submit, values } = useForm(
    { slug: '' },
    {
      slug: (value) =>
        /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value) ? undefined : t('admin.documents.slugWrong'),
    },
  );
  const write = submit(async ({ slug }) => navigate(`/admin/documents/${slug}`));
  return (
    <Dialog
      title={t('admin.documents.add')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" form={formId} look="primary">
            {t('admin.documents.write')}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={write} className="flex flex-col gap-4 text-text">
        <Field
          label={t('admin.categories.slug')}
          hint={t('admin.documents.slugHint', { address: `${location.host}/docs/${values.slug}` })}
          maxLength={50}
          autoCapitalize="none"
          spellCheck={false}
          required
          {...field('slug')}
        />
      </form>
    </Dialog>
  );
}
