import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { Pager } from '@/components/ui/pager';
import { Panel } from '@/components/ui/panel';
import { ProblemMessage } from '@/components/ui/problem-message';
import { Refusal } from '@/components/ui/refusal';
import { Skeleton } from '@/components/ui/skeleton';

import { signInsQuery, useEndOtherSignIns, useEndSignIn } from '../api/sign-ins';
import { SignInRow } from './sign-in-row';

/** Where the person is signed in, and the way to end that. */
export function SignInsPanel() {
  const { t } = useTranslation();
  const [page, setPage] = useState(1);
  const list = useQuery(signInsQuery(page));
  const end = useEndSignIn();
  const endOthers = useEndOtherSignIns();

  if (list.isError && list.data === undefined) {
    const retry = () => void list.refetch();
    const title = t('settings.signInsFailed');
    return (
      <Panel title={t('settings.signInsTitle')}>
        <ProblemMessage level={2} title={title} problem={list.error} onRetry={retry} />
      </Panel>
    );
  }
  const others = list.data?.data.some((each) => !each.current);
  return (
    <Panel title={t('settings.signInsTitle')} lead={t('settings.signInsLead')}>
      {list.data ? (
        <ul className="divide-y divide-line">
          {list.data.data.map((each) => (
            <SignInRow key={each.id} signIn={each} onEnd={() => end.mutate(each.id)} />
          ))}
        </ul>
      ) : (
        [0, 1].map((i) => <Skeleton key={i} className="h-12" />)
      )}
      <Refusal problem={end.error ?? endOthers.error} />
      {list.data && <Pager page={page} totalPages={list.data.meta.totalPages} onPage={setPage} />}
      {others && (
        <Button className="w-fit" disabled={endOthers.isPending} onClick={() => endOthers.mutate()}>
          {t('settings.endOthers')}
        </Button>
      )}
    </Panel>
  );
}
