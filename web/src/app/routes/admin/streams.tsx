export { Streams as Component } from '@/features/admin/components/streams';
