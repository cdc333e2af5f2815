import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { saveFile } from '@/lib/save-file';
import { useArrival } from '@/lib/use-arrival';

const fileName = 'freshet-recovery-codes.txt';

interface Props {
  codes: string[];
  onKept: () => void;
}

/** The recovery codes, this once: the server keeps only their hashes. */
export function RecoveryCodesList({ codes, onKept }: Props) {
  const { t } = useTranslation();
  const arrival = useArrival<HTMLDivElement>();
  const text = codes.join('\n');
  return (
    <>
      <div ref={arrival} tabIndex={-1} className="outline-none">
        <h3 className="text-base font-title">{t('settings.codesTitle')}</h3>
        <p className="text-sm text-muted">{t('settings.codesText')}</p>
      </div>
      <ul
        aria-label={t('settings.codesTitle')}
        className="grid gap-x-6 gap-y-1 rounded-control border border-line p-4 font-mono text-sm sm:grid-cols-2"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <CopyButton value={text} name={t('settings.codesTitle')} />
        <Button
          icon={<Download size={18} aria-hidden />}
          onClick={() => saveFile(fileName, `${text}\n`, 'text/plain')}
        >
          {t('settings.download')}
        </Button>
        <Button look="primary" onClick={onKept}>
          {t('settings.codesKept')}
        </Button>
      </div>
    </>
  );
}
