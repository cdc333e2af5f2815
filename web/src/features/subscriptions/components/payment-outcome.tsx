import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';

import { IconButton } from '@/components/ui/icon-button';
import { X } from 'lucide-react';

/** On the way back from the provider: what became of it. */
export function PaymentOutcome() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const queries = useQueryClient();
  const outcome = search.get('subscription');

  // The provider tells the server in its own time, which may be after the browser is back.
  useEffect(() => {
    if (outcome !== 'success') return;
    const again = () => void queries.invalidateQueries({ queryKey: ['channels'] });
    const timers = [1000, 4000, 10_000].map((ms) => setTimeout(again, ms));
    return () => timers.forEach(clearTimeout);
  }, [outcome, queries]);

  if (outcome !== 'success' && outcome !== 'canceled') return null;
  return (
    <div className="flex items-center justify-between gap-3 border-b border-line bg-raised px-4 py-2 sm:px-6">
      <p role="status" className="text-sm">
        {t(`subscriptions.outcome.${outcome}`)}
      </p>
      <IconButton
        label={t('common.close')}
        onClick={() =>
          setSearch(
            (old) => {
              old.delete('subscription');
              return old;
            },
            { replace: true },
          )
        }
      >
        <X size={18} aria-hidden />
      </IconButton>
    </div>
  );
}
