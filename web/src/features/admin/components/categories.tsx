import { useQuery } from '@tanstack/react-query';
import { Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Empty } from '@/components/ui/empty';
import { IconButton } from '@/components/ui/icon-button';
import { Listing } from '@/components/ui/listing';
import { PageTitle } from '@/components/ui/page-title';
import { Panel } from '@/components/ui/panel';
import { Table } from '@/components/ui/table';
import type { Category } from '@/lib/api-types';
import { usePage } from '@/lib/use-page';

import { allCategoriesQuery, useDeleteCategory } from '../api/categories';
import { CategoryDialog } from './category-dialog';

/** What streams can be about. */
export function Categories() {
  const { t } = useTranslation();
  const [page] = usePage();
  const categories = useQuery(allCategoriesQuery(page));
  const [edited, setEdited] = useState<Category | 'new' | null>(null);
  const [deleted, setDeleted] = useState<Category | null>(null);
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <PageTitle title={t('admin.categories.title')} />
        <Button look="primary" onClick={() => setEdited('new')}>
          {t('admin.categories.add')}
        </Button>
      </div>
      <Panel title={t('admin.categories.all')}>
        <Listing
          query={categories}
          failed={t('admin.failed')}
          empty={<Empty>{t('admin.categories.none')}</Empty>}
        >
          {(rows) => (
            <Table
              label={t('admin.categories.all')}
              rows={rows}
              keyOf={({ id }) => id}
              columns={[
                { title: t('admin.categories.name'), cell: ({ name }) => name },
                { title: t('admin.categories.slug'), cell: ({ slug }) => slug },
                {
                  title: t('schedule.acts'),
                  isNumber: true,
                  cell: (category) => (
                    <div className="flex justify-end">
                      <IconButton
                        label={t('schedule.edit', { title: category.name })}
                        onClick={() => setEdited(category)}
                      >
                        <Pencil size={18} aria-hidden />
                      </IconButton>
                      <IconButton
                        label={t('schedule.delete', { title: category.name })}
                        onClick={() => setDeleted(category)}
                      >
                        <Trash2 size={18} aria-hidden />
                      </IconButton>
                    </div>
                  ),
                },
              ]}
            />
          )}
        </Listing>
      </Panel>
      {edited !== null && (
        <CategoryDialog
          category={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
        />
      )}
      {deleted !== null && <DeleteDialog category={deleted} onClose={() => setDeleted(null)} />}
    </>
  );
}

function DeleteDialog({ category, onClose }: { category: Category; onClose: () => void }) {
  const { t } = useTranslation();
  const remove = useDeleteCategory(category.id);
  return (
    <ConfirmDialog
      title={t('schedule.deleteTitle', { title: category.name })}
      text={t('admin.categories.deleteText')}
      action={t('common.delete')}
      isPending={remove.isPending}
      problem={remove.error}
      onConfirm={() => remove.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
