import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import { fakeApi, listOf } from '@/testing/fake-api';
import { renderPage } from '@/testing/render-page';

const grace = {
  id: 'u2',
  username: 'grace',
  email: 'grace@example.org',
  role: 'user',
  isActive: true,
  lastLoginAt: null,
};
const report = {
  id: 'r1',
  subject: 'stream',
  subjectId: 's1',
  reason: 'spam',
  details: 'Again and again.',
  status: 'open',
  createdAt: '2026-01-31T12:00:00.000Z',
  reporter: { id: 'u3', username: 'eve' },
  note: '',
};

describe('administration', () => {
  it.each(['/admin', '/admin/users', '/admin/reports'])(
    'is refused to users at %s',
    async (path) => {
      const asked = fakeApi({});
      renderPage(path, { signedIn: true });
      expect(await screen.findByText('This page is not for you')).toBeVisible();
      expect(asked.some(({ request }) => request.includes('/admin/'))).toBe(false);
    },
  );

  it('shows moderators the reports, and nothing else', async () => {
    fakeApi({ 'GET /api/admin/reports': listOf() });
    const router = renderPage('/admin', { signedIn: true, role: 'moderator' });
    expect(await screen.findByText('Nothing was reported.')).toBeVisible();
    const nav = screen.getByRole('navigation', { name: 'Administration' });
    expect(within(nav).getAllByRole('link')).toHaveLength(1);
    await router.navigate('/admin/users');
    expect(await screen.findByText('This page is not for you')).toBeVisible();
  });

  it('disables an account, and deletes one only after asking', async () => {
    let isActive = true;
    const asked = fakeApi({
      'GET /api/admin/users': () => listOf({ ...grace, isActive }),
      'PATCH /api/admin/users/u2': () => {
        isActive = false;
        return { ...grace, isActive };
      },
      'DELETE /api/admin/users/u2': { message: 'deleted' },
    });
    renderPage('/admin/users', { signedIn: true, role: 'admin' });

    await userEvent.click(await screen.findByRole('button', { name: 'Manage: grace' }));
    await userEvent.click(screen.getByRole('button', { name: 'Disable the account' }));
    expect(await screen.findByRole('button', { name: 'Enable the account' })).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Delete the account' }));
    expect(screen.getByRole('dialog', { name: 'Delete the account grace?' })).toBeVisible();
    expect(asked.some(({ request }) => request.startsWith('DELETE'))).toBe(false);
    await userEvent.click(screen.getByRole('button', { name: 'Delete the account' }));
    await waitFor(() =>
      expect(asked.some(({ request }) => request.startsWith('DELETE'))).toBe(true),
    );
  });

  it('resolves a report with a note', async () => {
    const asked = fakeApi({
      'GET /api/admin/reports': listOf(report),
      'PATCH /api/admin/reports/r1': { ...report, status: 'resolved' },
    });
    renderPage('/admin/reports', { signedIn: true, role: 'moderator' });

    await userEvent.click(await screen.findByRole('button', { name: /Look at: Spam/ }));
    expect(screen.getByText('Again and again.')).toBeVisible();
    await userEvent.type(screen.getByLabelText('Note'), 'Warned.');
    await userEvent.click(screen.getByRole('button', { name: 'Resolve' }));

    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(asked.find(({ request }) => request.startsWith('PATCH'))?.body).toEqual({
      status: 'resolved',
      note: 'Warned.',
    });
  });

  it('shows a message that was reported, and deletes it', async () => {
    const said = { id: 'm1', streamId: 's1', username: 'mallory', message: 'Buy now.' };
    let deleted = false;
    const asked = fakeApi({
      'GET /api/admin/reports': listOf({
        ...report,
        subject: 'message',
        subjectId: 'm1',
        streamId: 's1',
      }),
      'GET /api/chat/s1/messages/m1': () => ({
        ...said,
        timestamp: '2026-01-31T12:00:00.000Z',
        deleted,
      }),
      'DELETE /api/chat/s1/messages/m1': () => {
        deleted = true;
        return { message: 'deleted' };
      },
    });
    renderPage('/admin/reports', { signedIn: true, role: 'moderator' });

    await userEvent.click(await screen.findByRole('button', { name: /Look at: Spam/ }));
    const message = within(await screen.findByRole('region', { name: 'The message' }));
    expect(message.getByText('Buy now.')).toBeVisible();
    expect(screen.getByRole('link', { name: 'See the stream' })).toHaveAttribute(
      'href',
      '/watch/s1',
    );
    await userEvent.click(message.getByRole('button', { name: 'Delete the message' }));

    expect(await screen.findByText('It is there no longer.')).toBeVisible();
    expect(asked.some(({ request }) => request === 'DELETE /api/chat/s1/messages/m1')).toBe(true);
  });

  it('leads to the editor of a document that is not there yet', async () => {
    fakeApi({ 'GET /api/documents': listOf() });
    const router = renderPage('/admin/documents', { signedIn: true, role: 'admin' });

    await userEvent.click(await screen.findByRole('button', { name: 'Add a document' }));
    await userEvent.type(screen.getByLabelText('Short name'), 'Imprint{Enter}');
    expect(screen.getByText('Use a to z, digits and hyphens between them.')).toBeVisible();
    await userEvent.clear(screen.getByLabelText('Short name'));
    await userEvent.type(screen.getByLabelText('Short name'), 'imprint{Enter}');

    expect(await screen.findByRole('heading', { name: 'Edit imprint' })).toBeVisible();
    expect(router.state.location.pathname).toBe('/admin/documents/imprint');
  });

  it('shows what readers will see of a document, and saves a new version', async () => {
    const rules = { slug: 'rules', title: 'Rules', language: 'en', version: 1, body: 'Be decent.' };
    fakeApi({
      'GET /api/documents/rules': rules,
      'PUT /api/documents/rules': { ...rules, version: 2 },
    });
    renderPage('/admin/documents/rules', { signedIn: true, role: 'admin' });

    await userEvent.type(
      await screen.findByLabelText('Markdown'),
      '{Enter}{Enter}# More{Enter}<img src=x onerror=alert(1)>',
    );
    const preview = screen.getByRole('region', { name: 'What readers see' });
    expect(within(preview).getByRole('heading', { name: 'More' })).toBeVisible();
    expect(preview.querySelector('img')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Save a new version' }));
    expect(await screen.findByText('Version 2 is in force.')).toBeVisible();
  });

  it('shows the link of a new invite once', async () => {
    fakeApi({
      'GET /api/admin/invites': listOf(),
      'POST /api/admin/invites': { id: 'i1', url: 'http://here/register?invite=x' },
    });
    renderPage('/admin/invites', { signedIn: true, role: 'admin' });
    await userEvent.click(await screen.findByRole('button', { name: 'Make an invite' }));
    expect(await screen.findByLabelText('Invite link')).toHaveValue(
      'http://here/register?invite=x',
    );
  });
});

it('says that there is no page where there is no document', async () => {
  fakeApi({});
  renderPage('/docs/nothing');
  expect(await screen.findByText('There is no such page')).toBeVisible();
});

it('shows a document as a text to read', async () => {
  fakeApi({
    'GET /api/documents/terms': {
      slug: 'terms',
      title: 'Terms of use',
      language: 'en',
      version: 3,
      body: '# One\n\nBe [decent](/docs/rules).',
      updatedAt: '2026-01-31T12:00:00.000Z',
    },
  });
  renderPage('/docs/terms');
  expect(await screen.findByRole('heading', { level: 1, name: 'Terms of use' })).toBeVisible();
  expect(screen.getByText('Version 3, Jan 31, 2026')).toBeVisible();
  expect(screen.getByRole('heading', { level: 2, name: 'One' })).toBeVisible();
  expect(screen.getByRole('link', { name: 'decent' })).toHaveAttribute('href', '/docs/rules');
});
