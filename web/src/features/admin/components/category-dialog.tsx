import { useId } from 'react';
import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Refusal } from '@/components/ui/refusal';
import type { Category } from '@/lib/api-types';
import { useForm } from '@/lib/use-form';

import { useAddCategory, useChangeCategory } from '../api/categories';

interface Props {
  /** Null: a new one. */
  category: Category | null;
  onClose: () => void;
}

export function CategoryDialog({ category, onClose }: Props) {
  const { t } = useTranslation();
  const formId = useId();
  const add = useAddCategory();
  const change = useChangeCategory(category?.id ?? '');
  const { field, submit, problem } = useForm(
    { name: category?.name ?? '', slug: category?.slug ?? '' },
    {
      name: (value) => (value.trim() === '' ? t('admin.categories.nameMissing') : undefined),
      slug: (value) => (/^[a-z0-9-]*$/.test(value) ? undefined : t('admin.categories.slugWrong')),
    },
  );
  const send = submit(async ({ name, slug }) => {
    const wish = { name: name.trim(), ...(slug !== '' && { slug }) };
    await (category === null ? add.mutateAsync(wish) : change.mutateAsync(wish));
    onClose();
  });
  return (
    <Dialog
      title={category?.name ?? t('admin.categories.add')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            type="submit"
            form={formId}
            look="primary"
            disabled={add.isPending || change.isPending}
          >
            {t('common.save')}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={send} className="flex flex-col gap-4 text-text">
        <Field label={t('admin.categories.name')} maxLength={50} required {...field('name')} />
        <Field
          label={t('admin.categories.slug')}
          hint={t('admin.categories.slugHint')}
          maxLength={50}
          {...field('slug')}
        />
        <Refusal problem={problem} />
      </form>
    </Dialog>
  );
}
