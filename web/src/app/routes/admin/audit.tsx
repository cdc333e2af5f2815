export { Audit as Component } from '@/features/admin/components/audit';
