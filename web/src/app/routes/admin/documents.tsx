export { Documents as Component } from '@/features/admin/components/documents';
