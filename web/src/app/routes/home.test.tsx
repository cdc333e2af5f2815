import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import { adasStream, fakeApi, listOf } from '@/testing/fake-api';
import { renderPage } from '@/testing/render-page';

describe('the home page', () => {
  it('says what this is and leads a visitor to an account when nobody is live', async () => {
    fakeApi({ 'GET /api/streams': listOf() });
    renderPage('/');

    expect(await screen.findByRole('heading', { level: 1 })).toHaveTextContent('your own server');
    expect(screen.getByRole('link', { name: 'Create an account' })).toHaveAttribute(
      'href',
      '/register',
    );
  });

  it('leads who is signed in to the studio instead', async () => {
    fakeApi({ 'GET /api/streams': listOf() });
    renderPage('/', { signedIn: true });

    const main = await screen.findByRole('main');
    await screen.findByRole('heading', { level: 1 });
    expect(main.querySelector('a[href="/studio"]')).toHaveTextContent('Go live');
  });

  it('lists who is live, with counts for people that are exact for who asks', async () => {
    fakeApi({ 'GET /api/streams': listOf(adasStream()) });
    renderPage('/');

    const link = await screen.findByRole('link', { name: 'A portrait' });
    expect(link).toHaveAttribute('href', '/@ada');
    expect(screen.getByText('1.2K')).toBeVisible();
    expect(screen.getByTitle('1,234 viewers')).toBeVisible();
  });

  it('says what failed and tries again', async () => {
    let down = true;
    const refusal = { status: 400, problem: { detail: 'Not today.' } };
    fakeApi({ 'GET /api/streams': () => (down ? refusal : listOf(adasStream())) });
    renderPage('/');

    expect(await screen.findByText('Not today.')).toBeVisible();
    down = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('link', { name: 'A portrait' })).toBeVisible();
  });
});

it('says on a card for whom a stream is', async () => {
  fakeApi({ 'GET /api/streams': listOf(adasStream({ audience: 'followers' })) });
  renderPage('/');
  expect(await screen.findByText('Followers only')).toBeVisible();
});

describe('the focus', () => {
  it('goes to the new page when the link that led there is gone', async () => {
    fakeApi({ 'GET /api/streams': listOf(adasStream()) });
    renderPage('/');
    const link = await screen.findByRole('link', { name: 'A portrait' });
    expect(document.body).toHaveFocus(); // Where the way to skip to the content is the next thing.

    link.focus();
    await userEvent.keyboard('{Enter}');
    expect(await screen.findByText('There is no such channel')).toBeVisible();
    expect(screen.getByRole('main')).toHaveFocus();
  });

  it('goes back to the button of a menu that is closed by Escape', async () => {
    fakeApi({ 'GET /api/streams': listOf() });
    renderPage('/', { signedIn: true });
    const button = await screen.findByRole('button', { name: /Account of/ });
    await userEvent.click(button);
    await userEvent.tab();
    expect(screen.getByRole('link', { name: 'My channel' })).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    expect(button).toHaveFocus();
    expect(button).toHaveAttribute('aria-expanded', 'false');
  });
});
