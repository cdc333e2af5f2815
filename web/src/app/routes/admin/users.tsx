export { Users as Component } from '@/features/admin/components/users';
