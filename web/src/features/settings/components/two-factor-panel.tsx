import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { ProblemMessage } from '@/components/ui/problem-message';
import { Skeleton } from '@/components/ui/skeleton';
import type { TwoFactorSetup } from '@/lib/api-types';

import { twoFactorQuery, useSetUpTwoFactor } from '../api/two-factor';
import { ProofDialog } from './proof-dialog';
import { RecoveryCodesList } from './recovery-codes-list';
import { TwoFactorConfirm } from './two-factor-confirm';
import { TwoFactorOn } from './two-factor-on';

/** The second step of signing in: off, being set up, its recovery codes to be kept, or on. */
export function TwoFactorPanel() {
  const { t } = useTranslation();
  const [setup, setSetup] = useState<TwoFactorSetup | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);

  return (
    <Panel title={t('settings.twoFactorTitle')} lead={t('settings.twoFactorLead')}>
      {codes !== null ? (
        <RecoveryCodesList codes={codes} onKept={() => setCodes(null)} />
      ) : setup !== null ? (
        <TwoFactorConfirm
          setup={setup}
          onClose={() => setSetup(null)}
          onDone={(made) => {
            setCodes(made);
            setSetup(null);
          }}
        />
      ) : (
        <TwoFactorState onSetup={setSetup} onCodes={setCodes} />
      )}
    </Panel>
  );
}

interface StateProps {
  onSetup: (setup: TwoFactorSetup) => void;
  onCodes: (codes: string[]) => void;
}

function TwoFactorState({ onSetup, onCodes }: StateProps) {
  const { t } = useTranslation();
  const state = useQuery(twoFactorQuery());
  const setUp = useSetUpTwoFactor();
  const [asking, setAsking] = useState(false);

  if (state.isPending) return <Skeleton className="h-9 w-40" />;
  if (state.data === undefined) {
    const retry = () => void state.refetch();
    const title = t('settings.twoFactorFailed');
    return <ProblemMessage level={2} title={title} problem={state.error} onRetry={retry} />;
  }
  if (state.data.enabled) {
    return <TwoFactorOn codesLeft={state.data.recoveryCodesLeft} onCodes={onCodes} />;
  }
  return (
    <>
      <Button className="w-fit" onClick={() => setAsking(true)}>
        {t('settings.setUpTwoFactor')}
      </Button>
      {asking && (
        <ProofDialog
          title={t('settings.setUpTwoFactor')}
          text={t('settings.passwordFirst')}
          action={t('common.next')}
          send={async ({ password }) => onSetup(await setUp.mutateAsync(password))}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
