export { Jobs as Component } from '@/features/admin/components/jobs';
