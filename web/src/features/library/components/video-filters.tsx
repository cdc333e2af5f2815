import { Search } from 'lucide-react';
import type { SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';

import { Field } from '@/components/ui/field';
import { IconButton } from '@/components/ui/icon-button';
import { Select } from '@/components/ui/select';

const statuses = ['READY', 'PROCESSING', 'UPLOADING', 'FAILED'] as const;

/** Narrows my videos; kept in the address. */
export function VideoFilters() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const change = (name: string, value: string) =>
    setSearch((old) => {
      if (value === '') old.delete(name);
      else old.set(name, value);
      old.delete('page');
      return old;
    });
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    const field = (event.currentTarget as HTMLFormElement).elements.namedItem('q');
    if (field instanceof HTMLInputElement) change('q', field.value.trim());
  };
  const words = search.get('q') ?? '';
  return (
    <form role="search" onSubmit={send} className="grid max-w-2xl gap-3 sm:grid-cols-2">
      <Field
        key={words}
        label={t('library.words')}
        type="search"
        name="q"
        maxLength={100}
        defaultValue={words}
        trailing={
          <IconButton type="submit" label={t('search.submit')}>
            <Search size={18} aria-hidden />
          </IconButton>
        }
      />
      <Select
        label={t('videos.status')}
        options={[
          { value: '', label: t('common.all') },
          ...statuses.map((value) => ({ value, label: t(`videos.state.${value}`) })),
        ]}
        value={search.get('status') ?? ''}
        onChange={(event) => change('status', event.target.value)}
      />
    </form>
  );
}
