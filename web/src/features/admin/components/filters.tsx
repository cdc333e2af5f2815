import { Search } from 'lucide-react';
import type { SubmitEvent } from 'react';
import { useSearchParams } from 'react-router';
import { useTranslation } from 'react-i18next';

import { Field } from '@/components/ui/field';
import { IconButton } from '@/components/ui/icon-button';
import { Select } from '@/components/ui/select';

export interface Choice {
  name: string;
  label: string;
  options: readonly { value: string; label: string }[];
}

interface Props {
  /** What the words are looked for in; absent: no words. */
  words?: string;
  choices?: readonly Choice[];
}

/** Narrows a list; kept in the address. */
export function Filters({ words, choices = [] }: Props) {
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
  return (
    <form role="search" onSubmit={send} className="grid gap-3 sm:grid-cols-3">
      {words !== undefined && (
        <Field
          label={words}
          type="search"
          name="q"
          maxLength={100}
          defaultValue={search.get('q') ?? ''}
          trailing={
            <IconButton type="submit" label={t('search.submit')}>
              <Search size={18} aria-hidden />
            </IconButton>
          }
        />
      )}
      {choices.map(({ name, label, options }) => (
        <Select
          key={name}
          label={label}
          options={[{ value: '', label: t('common.all') }, ...options]}
          value={search.get(name) ?? ''}
          onChange={(event) => change(name, event.target.value)}
        />
      ))}
    </form>
  );
}

/** What the address says of these. */
export function useFilters<Name extends string>(names: readonly Name[]): Record<Name, string> {
  const [search] = useSearchParams();
  return Object.fromEntries(names.map((name) => [name, search.get(name) ?? ''])) as Record<
    Name,
    string
  >;
}
