export { Storage as Component } from '@/features/admin/components/storage';
