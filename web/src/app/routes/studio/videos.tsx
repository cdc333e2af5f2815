import { Upload } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { buttonClass } from '@/components/ui/button';
import { PageTitle } from '@/components/ui/page-title';
import { MyVideos } from '@/features/library/components/my-videos';

export function Component() {
  const { t } = useTranslation();
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <PageTitle title={t('videos.page')} />
        <Link to="/upload" className={buttonClass('primary')}>
          <Upload size={18} aria-hidden />
          {t('nav.upload')}
        </Link>
      </div>
      <MyVideos />
    </>
  );
}
