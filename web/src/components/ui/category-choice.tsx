import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { categoriesQuery } from '@/lib/categories-query';

import { Checkbox } from './checkbox';

interface Props {
  chosen: readonly string[];
  onChange: (slugs: string[]) => void;
}

/** Which categories something belongs to. */
export function CategoryChoice({ chosen, onChange }: Props) {
  const { t } = useTranslation();
  const { data: categories = [] } = useQuery(categoriesQuery());
  if (categories.length === 0) return null;
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-title">{t('schedule.categories')}</legend>
      <div className="grid gap-x-4 gap-y-2 min-[360px]:grid-cols-2 sm:grid-cols-3">
        {categories.map(({ slug, name }) => (
          <Checkbox
            key={slug}
            label={name}
            checked={chosen.includes(slug)}
            onChange={({ target }) =>
              onChange(target.checked ? [...chosen, slug] : chosen.filter((each) => each !== slug))
            }
          />
        ))}
      </div>
    </fieldset>
  );
}
