export { Reports as Component } from '@/features/admin/components/reports';
