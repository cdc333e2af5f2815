import { Link } from 'react-router';

export interface Tab {
  to: string;
  label: string;
  isChosen: boolean;
}

/** Views beside one another, as links: each has its own address. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav aria-label={label} className="border-b border-line">
      <ul className="-mb-px flex gap-4">
        {tabs.map(({ to, label: name, isChosen }) => (
          <li key={to}>
            <Link
              to={to}
              preventScrollReset
              aria-current={isChosen ? 'page' : undefined}
              className={`inline-block border-b-2 px-1 py-2 text-sm ${isChosen ? 'border-accent font-title text-text' : 'border-transparent text-muted hover:text-text'}`}
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
