import type { ReactNode } from 'react';

import { Popup } from './popup';

export interface MenuItem {
  label: string;
  onSelect: () => void;
  isDanger?: boolean;
}

interface Props {
  label: string;
  icon: ReactNode;
  /** In groups, with a line between them; empty ones do not show. */
  groups: readonly (readonly MenuItem[])[];
  className?: string;
  onOpenChange?: ((isOpen: boolean) => void) | undefined;
}

/** A button with a menu of acts. */
export function Menu({ groups, ...popup }: Props) {
  return (
    <Popup kind="menu" {...popup}>
      {(close) =>
        groups
          .filter(({ length }) => length > 0)
          .map((group, i) => (
            <div
              key={group[0]?.label}
              role="group"
              className={i > 0 ? 'mt-1 border-t border-line pt-1' : ''}
            >
              {group.map(({ label, onSelect, isDanger }) => (
                <button
                  key={label}
                  type="button"
                  role="menuitem"
                  tabIndex={-1}
                  onClick={() => {
                    close();
                    onSelect();
                  }}
                  className={`block w-full rounded-control px-3 py-1.5 text-left text-sm hover:bg-line/60 ${isDanger ? 'text-danger' : ''}`}
                >
                  {label}
                </button>
              ))}
            </div>
          ))
      }
    </Popup>
  );
}
