import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { Mark } from '@/components/ui/mark';

const steps = ['account', 'encoder', 'share'] as const;

/** What this place is, for who comes while nobody is live, and the one thing to do next. */
export function Welcome({ action }: { action: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className="mx-auto flex w-full max-w-4xl flex-1 flex-col justify-center gap-10 px-4 py-16 sm:px-6">
      <div className="flex flex-col items-start gap-4">
        <span className="text-accent">
          <Mark size={56} />
        </span>
        <h1 className="text-xl font-title tracking-tight text-balance">{t('home.emptyTitle')}</h1>
        <p className="max-w-prose text-base text-pretty text-muted">{t('home.emptyText')}</p>
        {action}
      </div>
      <ol className="grid gap-6 border-t border-line pt-6 sm:grid-cols-3">
        {steps.map((step, i) => (
          <li key={step} className="flex flex-col gap-1">
            <span aria-hidden className="text-sm font-title text-accent tabular-nums">
              {i + 1}
            </span>
            <h2 className="text-base font-title">{t(`home.steps.${step}`)}</h2>
            <p className="text-sm text-muted">{t(`home.steps.${step}Text`)}</p>
          </li>
        ))}
      </ol>
      <p className="text-sm text-faint">{t('home.nobodyLive')}</p>
    </div>
  );
}
