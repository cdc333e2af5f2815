import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import { adasChannel, fakeApi, listOf, type Replies } from '@/testing/fake-api';
import { renderPage } from '@/testing/render-page';

const second = { ...adasChannel, id: 'c2', handle: 'ada-plays', title: 'Ada plays' };
const both: Replies = { 'GET /api/users/me/channels': listOf(adasChannel, second) };

const name = () => screen.findByLabelText('Name');
const theChoice = () => screen.queryByRole('combobox', { name: 'Channel' });

describe('the studio of who has several channels', () => {
  it('is about the first, until another one is chosen', async () => {
    fakeApi(both);
    const router = renderPage('/studio/channel', { signedIn: true });
    expect(await name()).toHaveValue('Ada paints');

    await userEvent.selectOptions(theChoice() ?? document.body, '@ada-plays');
    expect(await name()).toHaveValue('Ada plays');
    expect(router.state.location.search).toBe('?channel=c2');
  });

  it('stays with the chosen one on its other pages', async () => {
    fakeApi(both);
    renderPage('/studio/channel?channel=c2', { signedIn: true });
    await name();
    const pages = screen.getByRole('navigation', { name: 'Studio' });
    for (const link of within(pages).getAllByRole('link')) {
      expect(link.getAttribute('href')).toMatch(/\?channel=c2$/);
    }
  });

  it('deletes one only after asking, and never the first', async () => {
    const asked = fakeApi({ ...both, 'DELETE /api/channels/c2': { message: 'deleted' } });
    const router = renderPage('/studio/channel', { signedIn: true });
    await name();
    expect(screen.queryByRole('button', { name: 'Delete channel' })).not.toBeInTheDocument();

    await router.navigate('/studio/channel?channel=c2');
    await userEvent.click(await screen.findByRole('button', { name: 'Delete channel' }));
    expect(asked.some(({ request }) => request.startsWith('DELETE'))).toBe(false);
    const dialog = within(screen.getByRole('dialog', { name: 'Delete the channel @ada-plays?' }));
    await userEvent.click(dialog.getByRole('button', { name: 'Delete channel' }));

    expect(await screen.findByDisplayValue('Ada paints')).toBeVisible();
    expect(theChoice()).not.toBeInTheDocument();
  });
});

it('makes another channel, and goes to it', async () => {
  const asked = fakeApi({
    'GET /api/users/me/channels': listOf(adasChannel),
    'POST /api/channels': second,
  });
  renderPage('/studio/channel', { signedIn: true });
  await name();
  expect(theChoice()).not.toBeInTheDocument();

  await userEvent.click(screen.getByRole('button', { name: 'New channel' }));
  const dialog = screen.getByRole('dialog', { name: 'New channel' });
  await userEvent.type(within(dialog).getByLabelText('Name'), 'Ada plays');
  await userEvent.click(within(dialog).getByRole('button', { name: 'New channel' }));

  expect(await screen.findByDisplayValue('ada-plays')).toBeVisible();
  expect(asked.find(({ request }) => request.startsWith('POST'))?.body).toEqual({
    title: 'Ada plays',
  });
});

it('says why another channel is refused, and keeps what was typed', async () => {
  const errors = [{ field: 'handle', message: 'is taken' }];
  fakeApi({
    'GET /api/users/me/channels': listOf(adasChannel),
    'POST /api/channels': { status: 409, problem: { errors } },
  });
  renderPage('/studio/channel', { signedIn: true });
  await userEvent.click(await screen.findByRole('button', { name: 'New channel' }));
  const dialog = within(screen.getByRole('dialog'));
  await userEvent.type(dialog.getByLabelText('Name'), 'Grace');
  await userEvent.type(dialog.getByLabelText('Handle'), 'grace');
  await userEvent.click(dialog.getByRole('button', { name: 'New channel' }));
  expect(await dialog.findByText('Is taken.')).toBeVisible();
  expect(dialog.getByLabelText('Name')).toHaveValue('Grace');
});
