import { Eye, EyeOff, RefreshCw } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { inputClass } from '@/components/ui/field-frame';
import { IconButton } from '@/components/ui/icon-button';

import { NewKeyDialog } from './new-key-dialog';

interface Props {
  channelId: string;
  streamKey: string;
}

/** The secret key: covered until it is asked for, copied without being seen. */
export function StreamKeyField({ channelId, streamKey }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [shown, setShown] = useState(false);
  const [asking, setAsking] = useState(false);
  const [renewed, setRenewed] = useState(false);
  const hide = t(shown ? 'studio.hideKey' : 'studio.showKey');

  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-title">
        {t('studio.key')}
      </label>
      <div className="flex flex-wrap gap-2">
        <div className="relative min-w-48 flex-1">
          <input
            id={id}
            readOnly
            type={shown ? 'text' : 'password'}
            value={streamKey}
            autoComplete="off"
            aria-describedby={`${id}-hint`}
            onFocus={(event) => event.target.select()}
            className={`${inputClass} h-9! pr-10 font-mono`}
          />
          <IconButton
            label={hide}
            aria-pressed={shown}
            className="absolute inset-y-0 right-1 my-auto"
            onClick={() => setShown(!shown)}
          >
            {shown ? <EyeOff size={18} aria-hidden /> : <Eye size={18} aria-hidden />}
          </IconButton>
        </div>
        <CopyButton value={streamKey} name={t('studio.key')} />
        <Button icon={<RefreshCw size={18} aria-hidden />} onClick={() => setAsking(true)}>
          {t('studio.newKey')}
        </Button>
      </div>
      <p id={`${id}-hint`} className="text-xs text-faint">
        {t('studio.keyHint')}
      </p>
      <p role="status" className="text-sm text-accent empty:hidden">
        {renewed && t('studio.newKeyDone')}
      </p>
      {asking && (
        <NewKeyDialog
          channelId={channelId}
          onDone={() => setRenewed(true)}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}
