import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { categoriesQuery } from '@/lib/categories-query';

const chipClass = (isChosen: boolean) =>
  'inline-flex h-8 items-center rounded-round border px-3 text-sm transition-colors ' +
  (isChosen
    ? 'border-accent text-accent'
    : 'border-line text-muted hover:border-faint hover:text-text');

/** Narrows what is live to one category. */
export function CategoryChips({ chosen }: { chosen: string | null }) {
  const { t } = useTranslation();
  const { data: categories = [] } = useQuery(categoriesQuery());
  if (categories.length === 0) return null;
  return (
    <nav aria-label={t('home.categories')}>
      <ul className="flex flex-wrap gap-2">
        <li>
          <Chip to="/" name={t('common.all')} isChosen={chosen === null} />
        </li>
        {categories.map(({ slug, name }) => (
          <li key={slug}>
            <Chip
              to={`/?${new URLSearchParams({ category: slug }).toString()}`}
              name={name}
              isChosen={slug === chosen}
            />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Chip({ to, name, isChosen }: { to: string; name: string; isChosen: boolean }) {
  return (
    <Link to={to} aria-current={isChosen ? 'true' : undefined} className={chipClass(isChosen)}>
      {name}
    </Link>
  );
}
