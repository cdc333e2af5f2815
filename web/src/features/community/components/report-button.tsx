import { Flag } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { IconButton } from '@/components/ui/icon-button';
import type { NewReport } from '@/lib/api-types';
import { useSession } from '@/lib/session';

import { ReportDialog } from './report-dialog';

type Props = Pick<NewReport, 'subject' | 'subjectId'> & {
  /** Nobody reports their own. */
  ownerId: string;
};

/** Tells the moderators; for who is signed in. */
export function ReportButton({ ownerId, ...subject }: Props) {
  const { t } = useTranslation();
  const state = useSession();
  const [isOpen, setIsOpen] = useState(false);
  if (state.status !== 'signed-in' || state.user.id === ownerId) return null;
  return (
    <>
      <IconButton label={t('report.open')} onClick={() => setIsOpen(true)}>
        <Flag size={18} aria-hidden />
      </IconButton>
      {isOpen && <ReportDialog {...subject} onClose={() => setIsOpen(false)} />}
    </>
  );
}
