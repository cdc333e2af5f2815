export { Invites as Component } from '@/features/admin/components/invites';
