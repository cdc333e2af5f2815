import { useId } from 'react';
import { useTranslation } from 'react-i18next';

import type { Tier } from '@/lib/api-types';

import { tiers as order } from './tiers';

interface Props {
  tiers: readonly Tier[];
  chosen: Tier | undefined;
  onChange: (tier: Tier) => void;
}

/** The tiers with what each gives; each gives what those before it do as well. */
export function TierChoice({ tiers, chosen, onChange }: Props) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="sr-only">{t('subscriptions.tierTitle')}</legend>
      {order
        .filter((tier) => tiers.includes(tier))
        .map((tier) => (
          <label
            key={tier}
            htmlFor={`${id}-${tier}`}
            className="flex gap-3 rounded-control border border-line p-3 text-text has-checked:border-accent"
          >
            <input
              id={`${id}-${tier}`}
              type="radio"
              name="tier"
              value={tier}
              checked={tier === chosen}
              onChange={() => onChange(tier)}
              className="mt-1 shrink-0 accent-accent"
            />
            <span className="min-w-0">
              <span className="block text-base font-title">{t(`subscriptions.tier.${tier}`)}</span>
              <span className="block text-sm text-muted">{t(`subscriptions.gives.${tier}`)}</span>
            </span>
          </label>
        ))}
    </fieldset>
  );
}
