import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import { Providers } from '@/app/providers';
import { makeQueryClient } from '@/lib/query-client';

import { Pager } from './pager';

function show(page: number, totalPages: number) {
  const onPage = vi.fn();
  render(
    <Providers queries={makeQueryClient()}>
      <Pager page={page} totalPages={totalPages} onPage={onPage} />
    </Providers>,
  );
  return onPage;
}

describe('a pager', () => {
  it('goes on and back, and no further than the ends', async () => {
    const onPage = show(1, 3);
    expect(screen.getByText('Page 1 of 3')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Previous' })).toBeDisabled();

    await userEvent.click(screen.getByRole('button', { name: 'Next' }));
    expect(onPage).toHaveBeenCalledWith(2);
  });

  it('is not there for a single page', () => {
    show(1, 1);
    expect(screen.queryByRole('navigation')).toBeNull();
  });
});
