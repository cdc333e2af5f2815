export { History as Component } from '@/features/library/components/history';
