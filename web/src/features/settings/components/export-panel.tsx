import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Refusal } from '@/components/ui/refusal';
import { saveFile } from '@/lib/save-file';

import { useExport } from '../api/leave';

export function ExportPanel({ username }: { username: string }) {
  const { t } = useTranslation();
  const download = useExport();
  const save = (text: string) =>
    saveFile(`freshet-${username.toLowerCase()}.json`, text, 'application/json');
  return (
    <Panel title={t('settings.exportTitle')} lead={t('settings.exportLead')}>
      <Button
        className="w-fit"
        icon={<Download size={18} aria-hidden />}
        disabled={download.isPending}
        onClick={() => download.mutate(undefined, { onSuccess: save })}
      >
        {t(download.isPending ? 'settings.exporting' : 'settings.export')}
      </Button>
      <Refusal problem={download.error} />
    </Panel>
  );
}
