import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

/** Types into fields that are found by their labels. */
export async function fill(fields: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(fields)) {
    await userEvent.type(await screen.findByLabelText(label), value);
  }
}

export const press = async (name: string): Promise<void> =>
  userEvent.click(await screen.findByRole('button', { name }));
