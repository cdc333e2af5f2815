import {
  FileText,
  Flag,
  HardDrive,
  ListChecks,
  ListVideo,
  ScrollText,
  Tags,
  Ticket,
  Users,
  type LucideIcon,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Navigate, Outlet, useLocation } from 'react-router';

import { SectionsPage } from '@/components/layouts/sections-page';
import { SignedIn } from '@/components/layouts/signed-in';
import type { User } from '@/lib/api-types';

import { Forbidden } from '../forbidden';

const all = [
  'users',
  'streams',
  'jobs',
  'storage',
  'reports',
  'categories',
  'documents',
  'audit',
  'invites',
] as const;
type Name = (typeof all)[number];

const icons: Record<Name, LucideIcon> = {
  users: Users,
  streams: ListVideo,
  jobs: ListChecks,
  storage: HardDrive,
  reports: Flag,
  categories: Tags,
  documents: FileText,
  audit: ScrollText,
  invites: Ticket,
};

/** Moderators see what was reported; all else is the admins'. */
const pagesOf: Record<User['role'], readonly Name[]> = {
  user: [],
  moderator: ['reports'],
  admin: all,
};

export function Component() {
  return <SignedIn>{({ role }) => <Pages names={pagesOf[role]} />}</SignedIn>;
}

function Pages({ names }: { names: readonly Name[] }) {
  const { t } = useTranslation();
  const [, , asked] = useLocation().pathname.split('/');
  const first = names[0];
  if (first === undefined) return <Forbidden />;
  if (!asked) return <Navigate to={`/admin/${first}`} replace />;
  if (!names.some((name) => name === asked)) return <Forbidden />;
  const sections = names.map((name) => ({
    to: `/admin/${name}`,
    label: t(`admin.${name}.title`),
    icon: icons[name],
  }));
  return (
    <SectionsPage isWide label={t('admin.title')} sections={sections}>
      <Outlet />
    </SectionsPage>
  );
}
