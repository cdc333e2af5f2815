import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

const documents = ['terms', 'privacy', 'rules'] as const;

/** What a visitor may want to read before staying. */
export function SiteFooter() {
  const { t } = useTranslation();
  return (
    <footer className="border-t border-line px-4 py-4 sm:px-6">
      <nav
        aria-label={t('documents.about')}
        className="flex flex-wrap justify-center gap-x-6 gap-y-2 text-sm text-muted"
      >
        {documents.map((slug) => (
          <Link key={slug} to={`/docs/${slug}`} className="rounded-control hover:text-text">
            {t(`documents.${slug}`)}
          </Link>
        ))}
        <Link to="/api/docs" className="rounded-control hover:text-text">
          {t('documents.api')}
        </Link>
      </nav>
    </footer>
  );
}
