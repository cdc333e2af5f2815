import { useTranslation } from 'react-i18next';

import { Reference } from '@/features/reference/components/reference';
import { useTitle } from '@/lib/use-title';

export function Component() {
  const { t } = useTranslation();
  useTitle(t('reference.title'));
  return <Reference />;
}
