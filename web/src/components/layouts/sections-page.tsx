import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { NavLink } from 'react-router';

export interface Section {
  to: string;
  label: string;
  icon: LucideIcon;
  /** Others are below it. */
  isRoot?: boolean;
}

interface Props {
  label: string;
  sections: readonly Section[];
  /** For pages with columns of their own. */
  isWide?: boolean;
  /** What all of them are about. */
  head?: ReactNode;
  children: ReactNode;
}

const itemClass = (isActive: boolean): string =>
  'flex items-center gap-2 rounded-control px-2 py-2 text-sm transition-colors sm:px-3 ' +
  (isActive ? 'bg-line/60 font-title text-text' : 'text-muted hover:text-text');

/** Pages that belong together, with the way between them: at the left, or above on a phone. */
export function SectionsPage({ label, sections, isWide = false, head, children }: Props) {
  return (
    <div
      className={`mx-auto flex w-full flex-col gap-6 px-4 py-4 sm:px-6 md:flex-row md:gap-10 md:py-8 ${isWide ? 'max-w-7xl' : 'max-w-5xl'}`}
    >
      <div className="flex shrink-0 flex-col gap-4 border-b border-line pb-2 md:w-44 md:border-0">
        {head}
        <nav aria-label={label}>
          <p className="mb-2 hidden px-3 text-xs font-title text-faint md:block">{label}</p>
          <ul className="flex flex-wrap gap-1 md:flex-col">
            {sections.map(({ to, label: name, icon: Icon, isRoot = false }) => (
              <li key={to}>
                <NavLink to={to} end={isRoot} className={({ isActive }) => itemClass(isActive)}>
                  <Icon size={18} aria-hidden className="hidden md:block" />
                  {name}
                </NavLink>
              </li>
            ))}
          </ul>
        </nav>
      </div>
      <div className="flex min-w-0 flex-1 flex-col gap-4">{children}</div>
    </div>
  );
}
