import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { Button, buttonClass } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Empty } from '@/components/ui/empty';
import { Listing } from '@/components/ui/listing';
import { usePage } from '@/lib/use-page';

import { historyQuery, useForgetHistory } from '../api/history';
import { HistoryRow } from './history-row';

/** What I watched, each to be gone on with where I left it. */
export function History() {
  const { t } = useTranslation();
  const [page] = usePage();
  const history = useQuery(historyQuery(page));
  const [isAsking, setIsAsking] = useState(false);
  const home = (
    <Link to="/" className={buttonClass()}>
      {t('library.findVideos')}
    </Link>
  );
  return (
    <Listing
      query={history}
      failed={t('library.historyFailed')}
      empty={<Empty action={home}>{t('library.historyEmpty')}</Empty>}
    >
      {(rows) => (
        <>
          <Button className="self-end" onClick={() => setIsAsking(true)}>
            {t('library.forget')}
          </Button>
          <ul
            aria-label={t('library.history')}
            className="divide-y divide-line border-y border-line"
          >
            {rows.map((watched) => (
              <li key={watched.video.id}>
                <HistoryRow watched={watched} />
              </li>
            ))}
          </ul>
          {isAsking && <ForgetDialog onClose={() => setIsAsking(false)} />}
        </>
      )}
    </Listing>
  );
}

function ForgetDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const forget = useForgetHistory();
  return (
    <ConfirmDialog
      title={t('library.forgetTitle')}
      text={t('library.forgetText')}
      action={t('library.forget')}
      isPending={forget.isPending}
      problem={forget.error}
      onConfirm={() => forget.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
