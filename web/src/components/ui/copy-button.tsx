import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button } from './button';

const shownMs = 2000;

interface Props {
  value: string;
  /** What is copied, for who cannot see beside what the button stands. */
  name: string;
}

export function CopyButton({ value, name }: Props) {
  const { t } = useTranslation();
  const [result, setResult] = useState<'copied' | 'failed' | null>(null);

  useEffect(() => {
    if (result === null) return;
    const timer = setTimeout(() => setResult(null), shownMs);
    return () => clearTimeout(timer);
  }, [result]);

  return (
    <>
      <Button
        aria-label={`${t('common.copy')}: ${name}`}
        icon={
          result === 'copied' ? <Check size={18} aria-hidden /> : <Copy size={18} aria-hidden />
        }
        onClick={async () => setResult((await copy(value)) ? 'copied' : 'failed')}
      >
        {result === 'copied' ? t('common.copied') : t('common.copy')}
      </Button>
      <span
        role="status"
        className={result === 'failed' ? 'self-center text-xs text-danger' : 'sr-only'}
      >
        {result === 'copied' && t('common.copied')}
        {result === 'failed' && t('common.copyFailed')}
      </span>
    </>
  );
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

// Over plain HTTP on a home network there is no navigator.clipboard; selecting and copying still works there.
function copyBySelection(text: string): boolean {
  const area = document.createElement('textarea');
  area.value = text;
  area.style.position = 'fixed';
  area.style.opacity = '0';
  document.body.append(area);
  area.select();
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- The only way without a secure context.
  const copied = document.execCommand('copy');
  area.remove();
  return copied;
}
