import { BadgeCheck, Crown, Gem, Shield, Star, Wrench, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';

const badges = {
  owner: [Crown, 'text-accent'],
  admin: [Wrench, 'text-warn'],
  moderator: [Shield, 'text-accent'],
  premium: [Gem, 'text-muted'],
  pro: [BadgeCheck, 'text-muted'],
  subscriber: [Star, 'text-muted'],
} as const satisfies Record<string, readonly [LucideIcon, string]>;

type Badge = keyof typeof badges;
const isBadge = (name: string): name is Badge => name in badges;

/** What somebody is in this chat. */
export function Badges({ names }: { names: readonly string[] }) {
  const { t } = useTranslation();
  return names.filter(isBadge).map((name) => {
    const [Icon, colour] = badges[name];
    const label = t(`chat.badges.${name}`);
    return (
      <span key={name} role="img" aria-label={label} title={label} className={`mr-1 ${colour}`}>
        <Icon size={14} aria-hidden className="inline -translate-y-px" />
      </span>
    );
  });
}
